public import VirtualTime

/// Deleting a resource group: accepted at once, done when everything in it is gone (ARM-RG-01, ARM-RG-02).
extension Resources {
    /// A machine: workspaces → clusters → accounts → vaults → the rest → gone. Each stage by the delete rule
    /// of its types; the order keeps a cluster from refusing for the workspaces linked to it.
    public enum GroupStage: String, CaseIterable, Codable, Sendable {
        case workspaces, clusters, accounts, vaults, others

        var next: GroupStage? {
            switch self {
            case .workspaces: .clusters
            case .clusters: .accounts
            case .accounts: .vaults
            case .vaults: .others
            case .others: nil
            }
        }
    }

    /// What is under way until `until`; all stages are passed at that instant.
    public struct GroupDeletion: Equatable, Codable, Sendable {
        public let since: Stamp
        public let until: Instant
        public let operation: OperationID
        /// What goes next.
        public internal(set) var stage: GroupStage = .workspaces
    }

    static func decideGroup(
        _ id: ResourceID, location: String, _ carried: Document, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try requireSubscription(of: id, in: world)
        let name = world.names[id].name
        guard isGroupName(name) else {
            throw Refusal(.groupNameInvalid(name), because: [Rule.groupNames.id, Rule.namesValid.id])
        }
        if world.resources.groups[id] != nil { try requireStanding(id, in: world) }
        let known = world.resources.groups[id]
        if let known, !known.location.isSameRegion(as: location) {
            throw Refusal(.locationFixed(id), because: Rule.groupExists)
        }
        let group = Group(
            id: id, location: known?.location ?? location, createdAt: known?.createdAt ?? world.now,
            carried: carried)
        docket.rule(.resources(.groupWritten(group)), because: Rule.groupExists)
    }

    /// 1 to 90 letters, digits and `_-().`, the last of them no period.
    public static func isGroupName(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { $0.isASCIINameCharacter || isGroupMark($0) }
        return (1...90).contains(isPlain ? name.utf8.count : name.count)
            && name.utf8.last != UInt8(ascii: ".")
            // Letters are those of all languages; few groups have any but these.
            && (isPlain || name.allSatisfy { $0.isLetter || $0.isNumber || "_-().".contains($0) })
    }

    private static func isGroupMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "."): true
        default: false
        }
    }

    static func decideGroupDeletion(
        _ id: ResourceID, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let group = try requireGroup(id, in: world)
        try requireUnlocked(id, for: .delete, in: world)
        // Again while it runs: it runs on.
        guard group.deletion == nil else { return }
        let until = world.choose(.groupDelete, at: id, &docket)
        let operation = start(on: id, until: until, in: world, &docket)
        docket.rule(
            .resources(.groupDeletionStarted(id, until: until, operation)), because: Rule.groupNames)
    }

    static func ringGroupDeletion(
        _ id: ResourceID, _ stage: GroupStage, in world: World, _ docket: inout Docket
    ) {
        guard let deletion = world.resources.groups[id]?.deletion, deletion.stage == stage else { return }
        docket.cite(deletion.since.entry)
        docket.rule(.resources(.groupEmptied(id, stage)), because: Rule.groupOrder)
        guard stage.next == nil else { return }
        for row in world.resources.plain where world.names[row.id].group == id {
            docket.rule(.resources(.plainDeleted(row.id)), because: Rule.groupOrder)
        }
        docket.rule(.resources(.groupDeleted(id)), because: Rule.groupOrder)
        end(deletion.operation, .succeeded, &docket)
    }
}
