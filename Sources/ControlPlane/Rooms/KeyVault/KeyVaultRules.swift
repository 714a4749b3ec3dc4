extension KeyVault {
    public enum Rule: String, DocumentedRule {
        case vaultName = "KV-VAULT-01"
        case vaultNameUnique = "KV-VAULT-02"
        case vaultIsUpdated = "KV-VAULT-05"
        case registeringDNS = "KV-VAULT-06"
        case policyEntries = "KV-VAULT-08"
        case retentionFixed = "KV-VAULT-10"
        case purgeProtectionOptional = "KV-VAULT-11"
        case purgeProtectionIrreversible = "KV-VAULT-12"
        case vaultSoftDeleted = "KV-DEL-01"
        case deletedVaultUnreachable = "KV-DEL-04"
        case vaultRecovers = "KV-DEL-06"
        case purgedAtEnd = "KV-DEL-09"
        case policyPermissions = "KV-ACC-02"
        case operationPermission = "KV-ACC-03"
        case keyName = "KV-KEY-01"
        case keyCreated = "KV-KEY-03"
        case latestVersion = "KV-KEY-04"
        case versionAttributes = "KV-KEY-05"
        case disabled = "KV-KEY-06"
        case recoveryLevel = "KV-KEY-10"
        case keySoftDeleted = "KV-KEY-11"
        case keyRecovers = "KV-KEY-12"
        case keyNameHeld = "KV-KEY-14"
        case purgeProtectedKey = "KV-KEY-16"
        case keyPurgedAtEnd = "KV-KEY-17"
        case disabledKeyReadable = "KV-KEY-19"
        case wrapping = "KV-CRYPTO-01"
        case decisionTable = "KV-CRYPTO-02"
        case rotates = "KV-ROT-01"
        case recoverableForCMK = "KV-CMK-01"
        case grantsForCMK = "KV-CMK-02"

        public var citation: Citation {
            switch self {
            case .vaultName:
                Citation(
                    "A vault name has 3 to 24 letters, digits and single hyphens, and starts with a letter.",
                    .guard, .documented, "KV-ERR")
            case .vaultNameUnique:
                Citation(
                    "A vault's name is unique across the cloud, and a soft-deleted vault still holds it.",
                    .guard, .documented, "KV-REC")
            case .vaultIsUpdated:
                Citation("PUT of a vault that exists updates it.", .state, .documented, "KV-SPEC")
            case .registeringDNS:
                Citation(
                    "A new vault shows RegisteringDns and cannot be reached by name until that is done.",
                    .deadline, .observed, "OBS")
            case .policyEntries:
                Citation(
                    "A vault has at most 1024 access policies, one for each object and application id.",
                    .limit, .documented, "KV-SPEC")
            case .retentionFixed:
                Citation(
                    "Soft-delete retention is 7 to 90 days, 90 if not given, and fixed at creation.",
                    .limit, .documented, "KV-SD")
            case .purgeProtectionOptional:
                Citation(
                    "Purge protection is off unless asked for, at creation or later.", .state, .documented,
                    "KV-SD")
            case .purgeProtectionIrreversible:
                Citation(
                    "Purge protection never goes away again; the property does not take false.",
                    .guard, .documented, "KV-REC")
            case .vaultSoftDeleted:
                Citation(
                    "Deleting a vault soft-deletes it: not found from then on, purged after its retention.",
                    .state, .documented, "KV-SD")
            case .deletedVaultUnreachable:
                Citation(
                    "A deleted vault can be listed, recovered and purged; everything else fails.",
                    .guard, .documented, "KV-SD")
            case .vaultRecovers:
                Citation(
                    "PUT with createMode recover brings a soft-deleted vault back with its keys and "
                        + "policies.",
                    .state, .observed, "KV-REC")
            case .purgedAtEnd:
                Citation(
                    "At the end of its retention a deleted vault is purged by the service.",
                    .deadline, .documented, "KV-SD")
            case .policyPermissions:
                Citation(
                    "An access policy lists key permissions by name, in any casing; all leaves out purge.",
                    .state, .documented, "KV-SPEC")
            case .operationPermission:
                Citation(
                    "Each key operation needs the permission of its name.", .guard, .documented, "KV-RBAC")
            case .keyName:
                Citation(
                    "A key name has 1 to 127 letters, digits and hyphens; versions are made by the service.",
                    .guard, .documented, "KV-KEYS")
            case .keyCreated:
                Citation(
                    "Creating a key under a name in use adds a version.", .state, .observed, "KV-SPEC")
            case .latestVersion:
                Citation(
                    "The latest version is the one created last, enabled or not.", .state, .documented,
                    "KV-AUTO")
            case .versionAttributes:
                Citation(
                    "PATCH changes attributes, operations and tags of a version, never its material.",
                    .state, .documented, "KV-SPEC")
            case .disabled:
                Citation(
                    "A disabled version does no cryptographic operation at all.", .guard, .documented,
                    "KV-ATTR")
            case .recoveryLevel:
                Citation(
                    "The recovery level tells whether what is deleted can be purged before its time.",
                    .state, .documented, "KV-SPEC")
            case .keySoftDeleted:
                Citation(
                    "Deleting a key deletes all its versions, recoverable until its retention ends.",
                    .state, .documented, "KV-SPEC")
            case .keyRecovers:
                Citation(
                    "A deleted key can be read, recovered with its attributes, or purged.",
                    .state, .documented, "KV-SPEC")
            case .keyNameHeld:
                Citation(
                    "A key cannot be created under the name of a soft-deleted one.", .guard, .observed,
                    "KV-SD")
            case .purgeProtectedKey:
                Citation(
                    "In a purge-protected vault nothing is purged before its time.", .guard, .observed,
                    "KV-SD")
            case .keyPurgedAtEnd:
                Citation(
                    "At the end of its retention a deleted key is purged by the service.",
                    .deadline, .documented, "KV-SD")
            case .disabledKeyReadable:
                Citation("A disabled version can still be read.", .state, .documented, "KV-ATTR")
            case .wrapping:
                Citation(
                    "Wrapping answers with the version it used; unwrapping must name the one that wrapped.",
                    .state, .documented, "KV-SPEC")
            case .decisionTable:
                Citation(
                    "Reachable, permitted, found, enabled, valid, allowed: the first that fails decides.",
                    .guard, .inferred, "KV-ATTR")
            case .rotates:
                Citation(
                    "Rotating makes a new version of the same kind and leaves older ones as they were.",
                    .state, .documented, "KV-ROT")
            case .recoverableForCMK:
                Citation(
                    "A vault that serves customer-managed keys has soft delete and purge protection.",
                    .guard, .documented, "LA-CMK")
            case .grantsForCMK:
                Citation(
                    "A consumer of a customer-managed key needs get, wrap and unwrap.",
                    .guard, .documented, "LA-CMK")
            }
        }
    }
}
