import VirtualTime

/// A mistake planted on purpose, one at a time, so that tests can see a search find it. No world has one
/// unless a test asks for it.
package enum Defect: String, CaseIterable, Codable, Sendable {
    /// A key that is back in time does not call the loss off.
    case forgetsToCancel = "forgets-to-cancel"
    /// A loss is honored a second after its bound.
    case honorsLate = "honors-late"
    /// A loss is never honored.
    case neverHonors = "never-honors"
    /// A store comes back a second after its bound.
    case restoresLate = "restores-late"
    /// Azure Cosmos DB does not come back.
    case staysDark = "stays-dark"
    /// A second loss, while the store is coming back, is overlooked.
    case ignoresSecondLoss = "ignores-second-loss"
    /// A cluster overlooks that its policy was removed.
    case overlooksPolicies = "overlooks-policies"
    /// A cluster overlooks that its key was deleted.
    case overlooksDeletion = "overlooks-deletion"
    /// Azure Cosmos DB overlooks that its key was recovered.
    case overlooksRecovery = "overlooks-recovery"
    /// A cluster takes silence for a refusal.
    case mistakesOutage = "mistakes-outage"
    /// A dark cluster goes on storing what it is sent.
    case storesWhileDark = "stores-while-dark"
    /// Sentinel says it is available whatever its stores are.
    case hidesOutage = "hides-outage"
    /// A deleted key counts as destroyed.
    case losesDeletedKeys = "loses-deleted-keys"
}

extension World {
    /// Whether a test planted it here.
    func has(_ defect: Defect) -> Bool { settings.defect == defect }
    /// A second too much.
    func delay(_ defect: Defect) -> Duration { has(defect) ? .seconds(1) : .zero }
}
