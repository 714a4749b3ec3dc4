import Contract
import Testing

extension Trait where Self == ConditionTrait {
    /// Skips, and says why, where the contract is not at hand.
    static var needsContract: Self {
        .enabled(if: ContractFiles.isPresent, Comment(rawValue: ContractFiles.absence))
    }
}
