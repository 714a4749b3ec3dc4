import VirtualTime

extension Resources {
    public static func decide(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
        case .createOrUpdateGroup(let id, let location, let carried):
            try decideGroup(id, location: location, carried, in: world, &docket)
        case .updateGroup(let id, let carried):
            var group = try requireGroup(id, in: world)
            try requireStanding(id, in: world)
            group.carried = carried
            docket.rule(.resources(.groupWritten(group)), because: Rule.groupExists)
        case .deleteGroup(let id):
            try decideGroupDeletion(id, in: world, &docket)
        case .register(let id, let namespace):
            try requireSubscription(of: id, in: world)
            guard !registration(of: namespace, in: world).allowsWrites else { return }
            let until = world.choose(.registration, at: id, &docket)
            docket.rule(
                .resources(.registrationStarted(id, namespace: namespace, until: until)),
                because: Rule.registration)
        case .unregister(let id, let namespace):
            try requireSubscription(of: id, in: world)
            guard registration(of: namespace, in: world).allowsWrites else { return }
            try requireUnused(namespace, in: world)
            let until = world.choose(.registration, at: id, &docket)
            docket.rule(
                .resources(.unregistrationStarted(id, namespace: namespace, until: until)),
                because: Rule.registration)
        case .writePlain, .deletePlain: try decidePlain(command, in: world, &docket)
        case .putLock, .deleteLock, .turnAway, .countRequest, .drainAllowance, .armFault, .strike:
            try decideFrontDoor(command, by: principal, in: world, &docket)
        }
    }

    private static func decideFrontDoor(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
        case .putLock(let id, let scope, let level, let carried):
            try decideLock(id, at: scope, level, carried, by: principal, in: world, &docket)
        case .deleteLock(let id): try decideUnlocking(id, by: principal, in: world, &docket)
        case .turnAway(_, let arrival): try checkAll(arrival, by: principal, in: world)
        case .countRequest(_, let kind):
            try decideCounting(of: kind, by: principal, in: world, &docket)
        case .drainAllowance(_, let kind, let remaining):
            decideDraining(of: kind, to: remaining, by: principal, in: world, &docket)
        case .armFault(_, let fault): decideArming(fault, &docket)
        case .strike(let id, let name): decideStrike(of: id, name, in: world, &docket)
        default: preconditionFailure("not a command of the front door")
        }
    }

    // MARK: Guards shared by all rooms, in ARM's order

    static func requireSubscription(of id: ResourceID, in world: World) throws(Refusal) {
        let name = world.names[id]
        guard let subscription = name.subscription, subscription == world.resources.subscription else {
            let text = name.subscription.map { world.names[$0].name } ?? name.path
            throw Refusal(.subscriptionNotFound(text), because: Rule.subscriptionKnown)
        }
    }

    @discardableResult
    static func requireGroup(_ id: ResourceID, in world: World) throws(Refusal) -> Group {
        try requireSubscription(of: id, in: world)
        guard let group = world.resources.groups[id] else {
            throw Refusal(.groupNotFound(world.names[id].name), because: Rule.groupExists)
        }
        return group
    }

    /// What every write of a resource needs: subscription, registration of its provider, group.
    static func requireWritable(
        _ id: ResourceID, namespace: String, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try requireSubscription(of: id, in: world)
        try requireRegistered(namespace, in: world)
        if case .registering = registration(of: namespace, in: world) {
            docket.advise(
                Rule.registering, on: id, "\(namespace) is still Registering: no write needs to wait for it")
        }
        guard let group = world.names[id].group else { return }
        try requireGroup(group, in: world)
        try requireStanding(group, in: world)
    }

    /// The refusal of a read, update or delete of what is not there.
    static func absent(_ id: ResourceID) -> Refusal {
        Refusal(.resourceNotFound(id), because: Rule.resourceExists)
    }

    /// Records the operation that a long-running write starts; one entry starts at most one.
    static func start(
        on resource: ResourceID, until: Instant, in world: World, _ docket: inout Docket
    ) -> OperationID {
        let id = OperationID(startedBy: world.stamp.entry)
        let operation = Operation(
            id: id, resource: resource, startedAt: world.now, endsAt: until, outcome: nil, endedAt: nil,
            interruption: interruption(of: resource, in: world, &docket))
        docket.rule(.resources(.operationStarted(operation)), because: Rule.longRunning)
        return id
    }

    /// Whether the status of an operation is no longer told: a day after its end (ARM-ASYNC-05).
    public static func hasExpired(_ operation: Operation, in world: World) -> Bool {
        guard let ended = operation.endedAt else { return false }
        return world.now >= ended + world.settings.fixed(.operationExpiry)
    }

    static func end(
        _ operation: OperationID?, _ outcome: OperationOutcome = .succeeded, _ docket: inout Docket
    ) {
        guard let operation else { return }
        docket.cite(operation.startedBy)
        docket.rule(.resources(.operationEnded(operation, outcome)), because: Rule.operationStatus)
    }
}

extension String {
    /// Regions compare without case and without spaces: `West Europe` is `westeurope`.
    func isSameRegion(as other: String) -> Bool {
        func fold(_ text: String) -> String { text.lowercased().filter { $0 != " " } }
        return fold(self) == fold(other)
    }
}
