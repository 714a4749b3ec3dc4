/// Readings of points on which the documents are silent or disagree: a closed list. The first reading of each
/// is the default.
public enum Assumption: String, CaseIterable, Codable, Sendable {
    case unsupportedChange = "unsupported-change"
    case partialRevocation = "partial-revocation"
    case vaultFirewallDenial = "vault-firewall-denial"
    case rotationWithoutUpdate = "rotation-without-update"
    case ingestWhileRevoked = "ingest-while-revoked"
    case queryWhenRevoked = "query-when-revoked"
    case revokedARMWrites = "revoked-arm-writes"
    case outageLimit = "outage-limit"
    case regionTenantChecks = "region-tenant-checks"
    case linkBeforeProvisioned = "link-before-provisioned"
    case linkResponse = "link-response"
    case keyValidation = "key-validation"
    case clusterNameRule = "cluster-name-rule"
    case workspaceNames = "workspace-names"
    case onboardingPreconditions = "onboarding-preconditions"
    case onboardingConfirmation = "onboarding-confirmation"
    case onboardedBefore = "onboarded-before"
    case cosmosIdentityRepair = "cosmos-identity-repair"
    case cosmosTrusted = "cosmos-trusted"
    case cosmosDisabledCode = "cosmos-disabled-code"
    case vaultPurgeStatus = "vault-purge-status"
    case allPermission = "all-permission"
    case disabledKeyWrap = "disabled-key-wrap"
    case vaultAccessModel = "vault-access-model"
    case deletedVaultHost = "deleted-vault-host"
    case apiRetirement = "api-retirement"
    case armThrottling = "arm-throttling"
    case vaultThrottling = "vault-throttling"
    case pollLog = "poll-log"
    case cosmosKeyVersion = "cosmos-key-version"
    case relink = "relink"
    case etagMismatch = "etag-mismatch"
    case strictIdentities = "strict-identities"

    public var readings: [String] { row.readings }
    /// Ids of the rules that read it, the one that asks for it first.
    public var rules: [String] { row.rules }

    private var row: (readings: [String], rules: [String]) {
        switch self {
        case .unsupportedChange:
            (
                ["reject", "accept-without-effect"],
                [
                    "SENT-CHG-07", "SENT-CHG-01", "SENT-CHG-02", "SENT-CHG-03", "SENT-CHG-04", "SENT-CHG-05",
                    "SENT-CHG-06", "SENT-CHG-08", "SENT-REVOKE-07", "SENT-PRE-05",
                ]
            )
        case .partialRevocation: (["isolated", "any-store-revokes-all"], ["SENT-REVOKE-08"])
        case .vaultFirewallDenial: (["revocation", "outage"], ["LA-AEK-07"])
        case .rotationWithoutUpdate: (["keeps-working", "revokes"], ["LA-ROT-03"])
        case .ingestWhileRevoked: (["accept-and-drop", "reject"], ["LA-ING-04", "LA-REVOKE-03"])
        case .queryWhenRevoked: (["whole-query-fails", "readable-part-answers"], ["LA-REVOKE-05"])
        case .revokedARMWrites: (["allowed", "refused"], ["LA-REVOKE-10"])
        case .outageLimit: (["none", "30m"], ["LA-AEK-06"])
        case .regionTenantChecks: (["strict", "off"], ["LA-CMK-03", "LA-LINK-05"])
        case .linkBeforeProvisioned: (["reject", "drop"], ["LA-LINK-04"])
        case .linkResponse: (["recorded", "documented"], ["LA-LINK-01"])
        case .keyValidation: (["sync", "async"], ["LA-KEY-03"])
        case .clusterNameRule: (["openapi", "article"], ["LA-CLUSTER-03"])
        case .workspaceNames: (["group", "global"], ["WS-02", "WS-DEL-07"])
        case .onboardingPreconditions: (["sync", "async"], ["SENT-ONB-06"])
        case .onboardingConfirmation: (["not-needed", "required"], ["SENT-PRE-08"])
        case .onboardedBefore: (["blocks", "allowed"], ["SENT-DEL-05", "SENT-PRE-03"])
        case .cosmosIdentityRepair: (["stand-alone-only", "always", "never"], ["COSMOS-REVOKE-03"])
        case .cosmosTrusted: (["trusted", "not-listed"], ["KV-NET-05"])
        case .cosmosDisabledCode: (["sub-4018", "sub-4002"], ["COSMOS-REVOKE-04"])
        case .vaultPurgeStatus: (["405", "409"], ["KV-DEL-08"])
        case .allPermission: (["without-purge", "with-purge"], ["KV-ACC-02"])
        case .disabledKeyWrap: (["refused", "allowed"], ["KV-KEY-06", "KV-CRYPTO-02"])
        case .vaultAccessModel: (["given-policies", "version"], ["KV-VAULT-17"])
        case .deletedVaultHost: (["not-found", "unreachable"], ["KV-DEL-04"])
        case .apiRetirement: (["off", "on"], ["KV-VAULT-16"])
        case .armThrottling: (["off", "token-bucket", "hourly"], ["ARM-THR-02", "ARM-THR-01"])
        case .vaultThrottling: (["off", "on"], ["KV-LIM-01", "KV-LIM-02", "KV-DP-08"])
        case .pollLog: (["off", "on"], ["LA-AEK-05"])
        case .cosmosKeyVersion: (["refused", "stripped"], ["COSMOS-CMK-04"])
        case .relink: (["refused", "accepted"], ["LA-LINK-07"])
        case .etagMismatch: (["409", "412"], ["ARM-ERR-20"])
        case .strictIdentities: (["off", "on"], ["ARM-ERR-12"])
        }
    }
}
