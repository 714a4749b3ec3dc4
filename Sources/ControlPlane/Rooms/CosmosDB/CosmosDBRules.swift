extension CosmosDB {
    public enum Rule: String, DocumentedRule {
        case registration = "COSMOS-REG-01"
        case principalDiffers = "COSMOS-REG-02"
        case grantNeeded = "COSMOS-CMK-01"
        case vaultOpen = "COSMOS-CMK-02"
        case recoverable = "COSMOS-CMK-03"
        case versionlessURI = "COSMOS-CMK-04"
        case statesLocations = "COSMOS-CMK-05"
        case defaultIdentities = "COSMOS-CMK-07"
        case vaultReachable = "COSMOS-CMK-08"
        case keyKind = "COSMOS-CMK-09"
        case backupIdentity = "COSMOS-CMK-10"
        case notUnderKey = "COSMOS-CMK-11"
        case showsKey = "COSMOS-CMK-12"
        case neverTurnedOff = "COSMOS-CMK-13"
        case converts = "COSMOS-CMK-14"
        case picksUpVersion = "COSMOS-ROT-01"
        case keyCanChange = "COSMOS-ROT-02"
        case disableOldLater = "COSMOS-ROT-03"
        case rotationWaits = "COSMOS-ROT-04"
        case crossTenant = "COSMOS-XT-01"
        case dataBlocked = "COSMOS-DATA-01"
        case statusTells = "COSMOS-REVOKE-04"
        case subStatusCodes = "COSMOS-REVOKE-05"
        case lostForGood = "COSMOS-REVOKE-09"
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
            case .grantNeeded:
                Citation(
                    "The account's identity needs get, wrap and unwrap on the key, at creation and afterwards.",
                    .guard, .documented, "COS-CMK")
            case .vaultOpen:
                Citation(
                    "The vault must be reachable, or let trusted services through.",
                    .guard, .documented, "COS-CMK")
            case .recoverable:
                Citation(
                    "The vault needs soft delete and purge protection.",
                    .guard, .documented, "COS-CMK")
            case .versionlessURI:
                Citation(
                    "The key is named by its address in the vault, without a version.",
                    .guard, .documented, "COS-CMK")
            case .statesLocations:
                Citation(
                    "An account states its locations; a key needs a version of the API from 2019-12-12 on.",
                    .guard, .documented, "COS-CMK")
            case .defaultIdentities:
                Citation(
                    "The default identity is Microsoft's, the account's own by update only, or an assigned one.",
                    .guard, .documented, "COS-CMK")
            case .vaultReachable:
                Citation(
                    "A vault that is missing or does not answer lets no account be put under its key.",
                    .guard, .documented, "COS-TSG")
            case .keyKind:
                Citation(
                    "The key is an RSA key; 3072 bits or more are recommended.",
                    .guard, .documented, "COS-CMK")
            case .backupIdentity:
                Citation(
                    "Continuous backup under a key needs a managed identity.",
                    .guard, .documented, "COS-CMK")
            case .notUnderKey:
                Citation(
                    "Names of databases and containers, scripts, index paths and partition keys are not under it.",
                    .advice, .documented, "COS-CMK")
            case .showsKey:
                Citation(
                    "An account shows the address of its key, how access stands, and the version in use.",
                    .state, .documented, "COS-CMK")
            case .neverTurnedOff:
                Citation(
                    "An account that is under a key stays under one.",
                    .guard, .documented, "COS-EXIST")
            case .converts:
                Citation(
                    "An account can be put under a key later, for good; meanwhile no region is added.",
                    .deadline, .documented, "COS-EXIST", within: .choice(.cosmosConvert))
            case .keyCanChange:
                Citation(
                    "A customer's own account can change to another key while the present one can be used.",
                    .guard, .documented, "COS-CMK")
            case .disableOldLater:
                Citation(
                    "Disable the previous version when nothing uses it any more, a day after the rotation.",
                    .advice, .documented, "COS-CMK")
            case .rotationWaits:
                Citation(
                    "No rotation is taken up while access is revoked.",
                    .state, .documented, "COS-CMK")
            case .crossTenant:
                Citation(
                    "A key in another tenant is not supported here: a federated client is refused.",
                    .guard, .documented, "COS-XT")
            case .dataBlocked:
                Citation(
                    "While revoked every request for data is refused.",
                    .guard, .documented, "COS-TSG")
            case .statusTells:
                Citation(
                    "The status says why access is revoked, and the number of the reason.",
                    .state, .documented, "COS-STATUS")
            case .subStatusCodes:
                Citation(
                    "A refusal for a lost key is 403, with a sub-status that tells the reason.",
                    .state, .documented, "COS-SUB")
            case .lostForGood:
                Citation(
                    "Data whose key is purged is lost for good; the account can still be deleted.",
                    .state, .inferred, "COS-CMK")
            }
        }
    }
}
