extension CosmosDB {
    public enum Rule: String, DocumentedRule {
        case registration = "COSMOS-REG-01"
        case principalDiffers = "COSMOS-REG-02"
        case picksUpVersion = "COSMOS-ROT-01"
        case revocationTriggered = "COSMOS-REVOKE-01"
        case revocationHonored = "COSMOS-REVOKE-02"
        case onlyDeletion = "COSMOS-REVOKE-03"
        case accessRestored = "COSMOS-REVOKE-06"
        case expiryRevokes = "COSMOS-REVOKE-07"
        case accountDeletion = "COSMOS-CMK-06"

        public var citation: Citation {
            switch self {
            case .registration:
                Citation(
                    "Azure Cosmos DB's principal appears in the tenant once its provider is registered.",
                    .state, .documented, "COS-CMK")
            case .principalDiffers:
                Citation(
                    "Its object id differs from tenant to tenant and is not its application id.",
                    .state, .documented, "COS-CMK")
            case .picksUpVersion:
                Citation(
                    "A new version is taken up by itself, the previous one still being enabled.",
                    .deadline, .documented, "COS-CMK")
            case .revocationTriggered:
                Citation(
                    "Disabling the latest version, or the one in use, or taking the grant away, revokes "
                        + "the account.",
                    .state, .documented, "COS-CMK")
            case .revocationHonored:
                Citation("The account is dark within an hour of the loss.", .deadline, .inferred, "SEED")
            case .onlyDeletion:
                Citation(
                    "While revoked the account can be deleted and nothing else.",
                    .guard, .documented, "COS-CMK")
            case .accessRestored:
                Citation(
                    "Access is back within an hour after the key can be used again.",
                    .deadline, .documented, "COS-TSG")
            case .expiryRevokes:
                Citation(
                    "A key that has expired, or is not valid yet, is lost to the account.",
                    .state, .documented, "COS-SUB")
            case .accountDeletion:
                Citation(
                    "Deleting an account is a long-running operation.",
                    .deadline, .documented, "COS-SPEC")
            }
        }
    }
}
