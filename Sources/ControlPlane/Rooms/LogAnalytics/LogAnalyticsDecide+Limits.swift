import VirtualTime

/// What a cluster may be called, may cost, and where it may be.
extension LogAnalytics {
    /// Which tier a new cluster commits to: each way of not saying it has an error of its own.
    static func capacityAtCreation(_ settings: ClusterSettings) throws(Refusal) -> Int {
        guard settings.skuName != nil || settings.capacity != nil else {
            throw Refusal(
                .invalid(.init("sku", "The sku with its capacity must be set.")),
                because: [ClusterRule.skuName.id, ErrorRule.skuMissing.id])
        }
        guard let capacity = try capacity(settings.skuName, settings.capacity) else {
            preconditionFailure("a sku without a capacity was refused")
        }
        return capacity
    }

    /// The tier that is asked for, if a sku is named at all.
    static func capacity(_ name: String?, _ capacity: Int?) throws(Refusal) -> Int? {
        if let name, name.lowercased() != "capacityreservation" {
            let error = capacity == nil ? ErrorRule.skuNameInvalid : ErrorRule.capacityNeedsReservation
            throw Refusal(
                .invalid(.init("sku.name", "The sku name must be CapacityReservation.")),
                because: [ClusterRule.skuName.id, error.id])
        }
        guard let capacity else {
            guard name == nil else {
                throw Refusal(
                    .invalid(.init("sku.capacity", "The capacity must be set: \(tiersText) GB a day.")),
                    because: [Rule.commitmentTier.id, ErrorRule.capacityMissing.id])
            }
            return nil
        }
        guard commitmentTiers.contains(capacity) else {
            let rules =
                [Rule.commitmentTier.id, ErrorRule.capacityOutOfRange.id]
                + (capacity < 100 ? [Sentinel.Rule.commitmentTier.id] : [])
            throw Refusal(
                .invalid(.init("sku.capacity", "The capacity must be one of \(tiersText) GB a day.")),
                because: rules)
        }
        return capacity
    }

    private static var tiersText: String { commitmentTiers.map(String.init).joined(separator: ", ") }

    /// Up at any time; down once the commitment is over (LA-SKU-03).
    static func requireUnlocked(
        _ cluster: Cluster, to capacity: Int, in world: World
    ) throws(Refusal) {
        let until = cluster.lastSkuUpdate + world.settings.fixed(.tierLock)
        guard capacity < cluster.capacity, world.now < until else { return }
        throw Refusal(
            .invalid(
                .init(
                    "sku.capacity",
                    "The capacity is locked until \(until.iso8601); it may be decreased afterwards.")),
            because: [ClusterRule.commitmentPeriod.id, ErrorRule.capacityLocked.id])
    }

    static func billingType(_ text: String?) throws(Refusal) -> BillingType? {
        guard let text else { return nil }
        guard let type = BillingType.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() })
        else {
            throw Refusal(
                .invalid(.init("properties.billingType", "The billing type is Cluster or Workspaces.")),
                because: ClusterRule.billingType)
        }
        return type
    }

    /// What is asked of a region that it does not offer.
    static func requireRegion(of settings: ClusterSettings) throws(Refusal) {
        let location = settings.location
        if settings.isDoubleEncrypted == true, !RegionCapabilities.hasDoubleEncryption(location) {
            throw Refusal(
                .invalid(
                    .init(
                        "properties.isDoubleEncryptionEnabled",
                        "\(location) doesn't support Double Encryption for clusters.")),
                because: [ClusterRule.doubleEncryption.id, ErrorRule.noDoubleEncryption.id])
        }
        if settings.usesZones == true, !RegionCapabilities.hasZones(location) {
            throw Refusal(
                .invalid(
                    .init(
                        "properties.isAvailabilityZonesEnabled",
                        "\(location) has no availability zones for clusters.")),
                because: ClusterRule.zones)
        }
    }

    /// What is fixed at creation may be repeated, and not changed.
    static func requireFixed(_ changes: ClusterChanges, of cluster: Cluster) throws(Refusal) {
        if let isOn = changes.isDoubleEncrypted, isOn != cluster.isDoubleEncrypted {
            throw Refusal(
                .invalid(
                    .init(
                        "properties.isDoubleEncryptionEnabled",
                        "Double encryption cannot be changed after creation.")),
                because: ClusterRule.doubleEncryption)
        }
        if let isOn = changes.usesZones, isOn != cluster.usesZones {
            throw Refusal(
                .invalid(
                    .init(
                        "properties.isAvailabilityZonesEnabled",
                        "Availability zones cannot be changed after creation.")),
                because: ClusterRule.zones)
        }
    }

    /// Five active in a region, seven with those whose names are still reserved (LA-CLUSTER-10).
    static func requireQuota(at location: String, in world: World) throws(Refusal) {
        var (active, all) = (0, 0)
        for cluster in world.logAnalytics.clusters where cluster.location.isSameRegion(as: location) {
            all += 1
            if !cluster.isDeleted { active += 1 }
        }
        guard active < activeClusters, all < clustersInAll else {
            let isHeldByDeleted = active < activeClusters
            throw Refusal(
                .clusterQuota(location),
                because: [ClusterRule.quota.id] + (isHeldByDeleted ? [ClusterRule.removal.id] : []))
        }
    }

    /// 4-63 letters, digits and inner hyphens; as the article has it, 3-63 letters and digits (GAP-21).
    static func isClusterName(_ name: String, in world: World) -> Bool {
        if world.settings.isDefault(.clusterNameRule) { return isName(name) }
        let bytes = Array(name.utf8)
        return (3...63).contains(bytes.count)
            && bytes.allSatisfy { $0.isASCIINameCharacter && $0 != UInt8(ascii: "-") }
    }

    /// 4-63 letters, digits and inner hyphens: clusters and workspaces alike.
    static func isName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return (4...63).contains(bytes.count) && bytes.allSatisfy(\.isASCIINameCharacter)
            && bytes[0] != UInt8(ascii: "-") && bytes[bytes.count - 1] != UInt8(ascii: "-")
    }
}
