public import VirtualTime

/// Resources that no rule reads: kept as they were sent, and found again (D-12).
extension Resources {
    public struct PlainResource: TableRow, Codable {
        public let id: ResourceID
        /// With its namespace, in Azure's casing.
        public let type: String
        public let location: String
        public let createdAt: Instant
        public internal(set) var modifiedAt: Instant
        /// Counts writes: what an etag is made of.
        public internal(set) var revision = 1
        /// Everything but the envelope.
        public internal(set) var carried: Document
        public var deadline: Instant? { nil }
    }

    static func decidePlain(
        _ command: Command, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
        case .writePlain(let id, let type, let location, let carried):
            let namespace = type.split(separator: "/").first.map(String.init) ?? type
            try requireWritable(id, namespace: namespace, in: world, &docket)
            var row =
                world.resources.plain[id]
                ?? PlainResource(
                    id: id, type: type, location: location, createdAt: world.now, modifiedAt: world.now,
                    carried: carried)
            guard row.location.isSameRegion(as: location) else {
                throw Refusal(.locationFixed(id), because: Rule.locationFixed)
            }
            if world.resources.plain[id] != nil { row.revision += 1 }
            row.modifiedAt = world.now
            row.carried = carried
            docket.rule(.resources(.plainWritten(row)), because: Rule.resourceExists)
        case .deletePlain(let id):
            guard world.resources.plain[id] != nil else { throw absent(id) }
            docket.rule(.resources(.plainDeleted(id)), because: Rule.resourceExists)
        default: preconditionFailure("not a command about a plain resource")
        }
    }
}
