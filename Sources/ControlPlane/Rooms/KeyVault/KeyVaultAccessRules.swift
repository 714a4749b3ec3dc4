extension KeyVault {
    /// Who may use a vault: one of two models, and the network before either.
    public enum AccessRule: String, DocumentedRule {
        case policiesReplaced = "KV-VAULT-15"
        case rolesByDefault = "KV-VAULT-17"
        case switchesAtOnce = "KV-VAULT-18"
        case managementByRole = "KV-VAULT-19"
        case rightsOverDeleted = "KV-DEL-03"
        case rolesGoWithVault = "KV-DEL-05"
        case oneModel = "KV-ACC-01"
        case builtInRoles = "KV-ACC-04"
        case rolesPropagate = "KV-ACC-05"
        case scopes = "KV-ACC-06"

        public var citation: Citation {
            switch self {
            case .policiesReplaced:
                Citation(
                    "Policies can be added, replaced and removed alone; PUT of the vault replaces them all.",
                    .state, .documented, "KV-POL")
            case .rolesByDefault:
                Citation(
                    "From version 2026-02-01 on a vault made without saying so uses roles; before, policies.",
                    .state, .documented, "KV-ACD")
            case .switchesAtOnce:
                Citation(
                    "Switching to roles sets every access policy aside at once, and takes the right to assign.",
                    .guard, .documented, "KV-RBAC")
            case .managementByRole:
                Citation(
                    "Managing a vault takes a role, whichever model decides over its keys.",
                    .guard, .documented, "KV-RBAC")
            case .rightsOverDeleted:
                Citation(
                    "Seeing, purging and recovering deleted vaults each takes a right of its own.",
                    .guard, .documented, "KV-REC")
            case .rolesGoWithVault:
                Citation(
                    "Deleting a vault removes the role assignments at it; recovery does not bring them back.",
                    .state, .documented, "KV-SD")
            case .oneModel:
                Citation(
                    "Roles or access policies decide over keys, never both together.",
                    .guard, .documented, "KV-RBAC")
            case .builtInRoles:
                Citation(
                    "Built-in roles give rights to keys; Crypto Service Encryption User reads, wraps, unwraps.",
                    .guard, .documented, "KV-RBAC")
            case .rolesPropagate:
                Citation(
                    "A role granted or taken away has arrived within ten minutes.",
                    .deadline, .documented, "KV-REST", within: .choice(.rbacPropagation))
            case .scopes:
                Citation(
                    "A role is held at a subscription, group, vault or key, and reaches all below it.",
                    .state, .documented, "KV-RBAC")
            }
        }
    }

    /// The vault's network.
    public enum NetworkRule: String, DocumentedRule {
        case openAtFirst = "KV-NET-01"
        case dataPlaneRules = "KV-NET-02"
        case judgedInOrder = "KV-NET-03"
        case bypassGrantsNothing = "KV-NET-04"
        case trustedServices = "KV-NET-05"
        case rulesTakeTime = "KV-NET-06"
        case vaultLimit = "KV-LIM-01"
        case subscriptionLimit = "KV-LIM-02"

        public var citation: Citation {
            switch self {
            case .openAtFirst:
                Citation(
                    "A new vault's firewall is off: everybody reaches it, trusted services too.",
                    .state, .documented, "KV-NET")
            case .dataPlaneRules:
                Citation(
                    "Network rules guard the data plane: 200 subnets, 1000 public IPv4 ranges at most.",
                    .limit, .documented, "KV-NET")
            case .judgedInOrder:
                Citation(
                    "Perimeter, trusted services, public access, rules, default action: the first that fits.",
                    .guard, .documented, "KV-NET")
            case .bypassGrantsNothing:
                Citation(
                    "The bypass lets a trusted service in and gives it no permission.",
                    .guard, .documented, "KV-NET")
            case .trustedServices:
                Citation(
                    "A cluster's identity passes by the bypass; whether Azure Cosmos DB does is assumed.",
                    .guard, .documented, "KV-VNET")
            case .rulesTakeTime:
                Citation(
                    "A change of the network rules may take minutes to be in force.",
                    .deadline, .documented, "KV-NET", within: .fixed(.networkRuleDelay))
            case .vaultLimit:
                Citation(
                    "In ten seconds a vault takes so many transactions of each kind, or a weighted mix.",
                    .limit, .documented, "KV-LIM")
            case .subscriptionLimit:
                Citation(
                    "In a region the vaults of a subscription take five times what one of them does.",
                    .limit, .documented, "KV-LIM")
            }
        }
    }

    /// The protocol of the data plane.
    public enum ProtocolRule: String, DocumentedRule {
        case errorBody = "KV-DP-01"
        case challenge = "KV-DP-02"
        case versionMandatory = "KV-DP-03"
        case policyRefusal = "KV-DP-04"
        case firewallRefusal = "KV-DP-05"
        case roleRefusal = "KV-DP-06"
        case notFoundRefusal = "KV-DP-07"
        case tooMany = "KV-DP-08"
        case serviceHeaders = "KV-DP-09"

        public var citation: Citation {
            switch self {
            case .errorBody:
                Citation(
                    "Key Vault tells an error by code and message, and a nested code where there is one.",
                    .state, .documented, "KV-AUTHN")
            case .challenge:
                Citation(
                    "Without a token of its own audience Key Vault answers 401 and says where to get one.",
                    .guard, .documented, "KV-AUTHN")
            case .versionMandatory:
                Citation(
                    "Every call of the data plane names a version; there is no default.",
                    .guard, .documented, "KV-AUTHN")
            case .policyRefusal:
                Citation(
                    "A missing policy is told as ForbiddenByPolicy, with the permission that is missing.",
                    .guard, .documented, "KV-ERR")
            case .firewallRefusal:
                Citation(
                    "A closed network is told as ForbiddenByFirewall, or as ForbiddenByConnection.",
                    .guard, .documented, "KV-ERR")
            case .roleRefusal:
                Citation(
                    "A missing role is told as ForbiddenByRbac, with the action, and reminds of propagation.",
                    .guard, .observed, "KV-POL")
            case .notFoundRefusal:
                Citation(
                    "A key that is not found is told as KeyNotFound, with a hint at recovery.",
                    .guard, .observed, "OBS")
            case .tooMany:
                Citation(
                    "Beyond a limit Key Vault answers 429, and does not count what it turned away.",
                    .guard, .documented, "KV-THR")
            case .serviceHeaders:
                Citation(
                    "Answers of the data plane name its region, its service version and the connection.",
                    .state, .observed, "OBS")
            }
        }
    }
}
