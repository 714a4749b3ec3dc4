import VirtualTime

/// What a key and its attributes must be like, and the moments in which it is neither here nor gone.
extension KeyVault {
    static func require(kindOf settings: KeySettings) throws(Refusal) {
        let type = settings.type
        // Keys of 1,024 bits are no longer made, and taken all the same when they come from elsewhere.
        let isOld = type.isRSA && settings.sizeBits == 1024 && settings.material?.isImported == true
        guard type.sizes.contains(settings.sizeBits) || isOld, type.isEC || settings.curve == nil else {
            throw Refusal(
                .invalid(
                    .init(
                        type.isEC ? "crv" : "key_size",
                        "\(type.rawValue) keys come in \(type.sizes.map { "\($0)" }.joined(separator: ", ")) bits."
                    )),
                because: KeyRule.kinds)
        }
    }

    static func require(notBefore: Instant?, expires: Instant?) throws(Refusal) {
        guard let notBefore, let expires, expires <= notBefore else { return }
        throw Refusal(
            .invalid(.init("exp", "A key expires after it becomes valid.")), because: KeyRule.attributes)
    }

    static func require(operations: [KeyOperation]?, suit type: KeyType) throws(Refusal) {
        // One in hardware may be there to take in others, and then does nothing else.
        if type == .rsaHSM, operations == [.import] { return }
        guard let operation = operations?.first(where: { !type.operations.contains($0) }) else { return }
        throw Refusal(
            .invalid(.init("key_ops", "\(type.rawValue) keys do not \(operation.rawValue).")),
            because: KeyRule.operationsLimited)
    }

    /// Between two states nothing can be done with it (KV-KEY-13).
    static func require(settled key: Key, creating: Bool, in world: World) throws(Refusal) {
        guard let until = key.transition, world.now < until else { return }
        throw Refusal(
            .keyInTransition(
                world.names[key.id].name, isDeletion: key.deletion != nil, isCreation: creating),
            because: KeyRule.inTransition)
    }

    /// Starts the transition that a deletion or recovery goes through, where a world has one.
    static func pass(_ key: ResourceID, in world: World, _ docket: inout Docket) {
        guard world.settings.window(of: .keyTransition).upperBound > .zero else { return }
        let until = world.choose(.keyTransition, at: key, &docket)
        docket.rule(.keyVault(.keyInTransition(key, until: until)), because: KeyRule.inTransition)
    }

    /// The change, with the leeway that holds for the window it sets.
    static func stretched(_ changes: VersionChanges, in world: World) -> VersionChanges {
        guard changes.notBefore != nil || changes.expires != nil else { return changes }
        var changes = changes
        let leeway = world.settings.fixed(.keyLeeway).wholeMilliseconds
        changes.leewayMilliseconds = leeway == 0 ? nil : leeway
        return changes
    }

    /// Rotation leaves data keys wrapped by the version before until each store has moved (KV-ROT-06).
    static func adviseOnOlder(
        _ version: KeyVersion, of key: Key, _ changes: VersionChanges, in world: World, _ docket: inout Docket
    ) {
        guard changes.enabled == false, version.enabled, version.name != key.latest.name else { return }
        let clusters = world.logAnalytics.clustersByVault.stores(under: key.vault).contains {
            world.logAnalytics.clusters.read($0) {
                $0.key?.key == key.id && $0.key?.wrappedWith == version.name
            } == true
        }
        let accounts = world.cosmosDB.accountsByVault.stores(under: key.vault).contains {
            world.cosmosDB.accounts.read($0) { $0.key == key.id && $0.wrappedWith == version.name } == true
        }
        guard clusters || accounts else { return }
        docket.advise(
            KeyRule.bothStayEnabled, on: key.id, "a store still has its data key wrapped by this version")
    }
}
