/// What a region offers a dedicated cluster. The documents say that not every region offers everything, and
/// publish no list that stays true: these stand for those without (LA-CLUSTER-06, LA-CLUSTER-07).
enum RegionCapabilities {
    private static let withoutZones = ["northcentralus", "westus"]
    private static let withoutDoubleEncryption = ["northcentralus"]

    static func hasZones(_ location: String) -> Bool {
        !withoutZones.contains { $0.isSameRegion(as: location) }
    }
    static func hasDoubleEncryption(_ location: String) -> Bool {
        !withoutDoubleEncryption.contains { $0.isSameRegion(as: location) }
    }
}
