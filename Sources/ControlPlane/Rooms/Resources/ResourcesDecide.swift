import VirtualTime

extension Resources {
    public static func decide(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
        case .createOrUpdateGroup(let id, let location, let carried):
            try requireSubscription(of: id, in: world)
            let known = world.resources.groups[id]
            if let known, !known.location.isSameRegion(as: location) {
                throw Refusal(.locationFixed(id), because: Rule.groupExists)
            }
            let group = Group(
                id: id, location: known?.location ?? location, createdAt: known?.createdAt ?? world.now,
                carried: carried)
            docket.rule(.resources(.groupWritten(group)), because: Rule.groupExists)
        case .updateGroup(let id, let carried):
            var group = try requireGroup(id, in: world)
            group.carried = carried
            docket.rule(.resources(.groupWritten(group)), because: Rule.groupExists)
        case .deleteGroup(let id):
            _ = try requireGroup(id, in: world)
            docket.rule(.resources(.groupDeleted(id)), because: Rule.groupExists)
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
            let until = world.choose(.registration, at: id, &docket)
            docket.rule(
                .resources(.unregistrationStarted(id, namespace: namespace, until: until)),
                because: Rule.registration)
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
    static func requireWritable(_ id: ResourceID, namespace: String, in world: World) throws(Refusal) {
        try requireSubscription(of: id, in: world)
        guard registration(of: namespace, in: world).allowsWrites else {
            throw Refusal(
                .providerNotRegistered(namespace: namespace),
                because: [Rule.registrationRequired.id, Rule.registeredToWrite.id])
        }
        if let group = world.names[id].group { try requireGroup(group, in: world) }
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
            id: id, resource: resource, startedAt: world.now, endsAt: until, outcome: nil, endedAt: nil)
        docket.rule(.resources(.operationStarted(operation)), because: Rule.longRunning)
        return id
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
