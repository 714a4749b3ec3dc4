extension KeyVault {
    /// The life of a vault, from its name to its purge.
    public enum VaultRule: String, DocumentedRule {
        case nameTaken = "KV-VAULT-03"
        case nameSoftDeleted = "KV-VAULT-04"
        case skuNamed = "KV-VAULT-07"
        case softDeleteStays = "KV-VAULT-09"
        case createMode = "KV-VAULT-13"
        case nameAvailability = "KV-VAULT-14"
        case versionsRetire = "KV-VAULT-16"
        case oneWriteAtATime = "KV-VAULT-20"
        case placesKnown = "KV-VAULT-21"
        case deletedListed = "KV-DEL-02"
        case purgedByHand = "KV-DEL-07"
        case protectedFromPurge = "KV-DEL-08"
        case goneAtOnce = "KV-DEL-11"
        case managedHSM = "KV-CMK-03"

        public var citation: Citation {
            switch self {
            case .nameTaken:
                Citation(
                    "A vault cannot be made under the name of somebody else's, live or deleted.",
                    .guard, .documented, "KV-ERR")
            case .nameSoftDeleted:
                Citation(
                    "A deleted vault of the same region keeps its name until it is recovered or purged.",
                    .guard, .documented, "KV-SD")
            case .skuNamed:
                Citation(
                    "A vault is standard or premium, and says so; HSM-protected keys take premium.",
                    .guard, .documented, "KV-SPEC")
            case .softDeleteStays:
                Citation(
                    "New vaults have soft delete, whatever is asked, and it cannot be turned off.",
                    .guard, .documented, "KV-SD")
            case .createMode:
                Citation(
                    "createMode is default or recover, and is never shown; recovering takes no policies.",
                    .guard, .documented, "KV-SPEC")
            case .nameAvailability:
                Citation(
                    "Whether a name is free can be asked; a deleted vault's is not.",
                    .state, .documented, "KV-SPEC")
            case .versionsRetire:
                Citation(
                    "Versions before 2026-02-01 of the management interface end on 2027-02-27.",
                    .guard, .documented, "KV-ACD")
            case .oneWriteAtATime:
                Citation(
                    "A write that meets another one under way on the same vault fails as a conflict.",
                    .guard, .documented, "KV-ERR")
            case .placesKnown:
                Citation(
                    "A region that Key Vault is not in is refused by a code of its own.",
                    .guard, .documented, "KV-ERR")
            case .deletedListed:
                Citation(
                    "Deleted vaults are listed with the dates of their deletion and of their purge.",
                    .state, .observed, "OBS")
            case .purgedByHand:
                Citation(
                    "Purging a deleted vault takes a moment, destroys its keys and frees its name.",
                    .deadline, .documented, "KV-SD", within: .choice(.vaultPurge))
            case .protectedFromPurge:
                Citation(
                    "A purge-protected vault cannot be purged before its retention ends.",
                    .guard, .documented, "KV-REC")
            case .goneAtOnce:
                Citation(
                    "In a vault without soft delete, what is deleted is gone at once.",
                    .state, .documented, "KV-REC")
            case .managedHSM:
                Citation(
                    "A managed HSM may hold the key too, under its own host and by roles alone.",
                    .state, .documented, "LA-CMK")
            }
        }
    }
}
