extension Sentinel {
    public enum Rule: String, DocumentedRule {
        case commitmentTier = "SENT-PRE-01"
        case linkedUnderKey = "SENT-PRE-02"
        case neverOnboarded = "SENT-PRE-03"
        case sharedKey = "SENT-PRE-04"
        case systemAssigned = "SENT-PRE-05"
        case cosmosRegistered = "SENT-PRE-06"
        case cosmosGranted = "SENT-PRE-07"
        case confirmed = "SENT-PRE-08"
        case generalPreconditions = "SENT-PRE-09"
        case onboards = "SENT-ONB-01"
        case defaultOnly = "SENT-ONB-02"
        case stateReads = "SENT-ONB-03"
        case onboardingVersions = "SENT-ONB-04"
        case notByTemplate = "SENT-ONB-05"
        case preconditions = "SENT-ONB-06"
        case readiness = "SENT-ONB-07"
        case withoutKey = "SENT-ONB-08"
        case flagFixed = "SENT-ONB-09"
        case withoutPreviews = "SENT-ONB-10"
        case notOnboarded = "SENT-ONB-11"
        case hiddenAccount = "SENT-ONB-12"
        case coversAll = "SENT-SCOPE-01"
        case coversList = "SENT-SCOPE-02"
        case enableOnOnboarded = "SENT-CHG-01"
        case enableOnCluster = "SENT-CHG-02"
        case linkOnboarded = "SENT-CHG-03"
        case disableOnOnboarded = "SENT-CHG-04"
        case unlinkOnboarded = "SENT-CHG-05"
        case clearClusterKey = "SENT-CHG-06"
        case chosenEffects = "SENT-CHG-07"
        case replaceKey = "SENT-CHG-08"
        case contactFirst = "SENT-CHG-09"
        case revoked = "SENT-REVOKE-01"
        case honored = "SENT-REVOKE-02"
        case prevented = "SENT-REVOKE-03"
        case dataKept = "SENT-REVOKE-04"
        case onlyDeletion = "SENT-REVOKE-05"
        case restored = "SENT-REVOKE-06"
        case unsupportedRevocation = "SENT-REVOKE-07"
        case halfRevoked = "SENT-REVOKE-08"
        case bothStores = "SENT-REVOKE-09"
        case expiryIsHalf = "SENT-REVOKE-10"
        case failsOnboarding = "SENT-REVOKE-11"
        case rotationSupported = "SENT-ROT-01"
        case rotationIsVersion = "SENT-ROT-02"
        case clusterMustBeTold = "SENT-ROT-03"
        case disableOldLater = "SENT-ROT-04"
        case removal = "SENT-DEL-01"
        case configurationGrace = "SENT-DEL-02"
        case tablesHidden = "SENT-DEL-03"
        case keepsRegistration = "SENT-DEL-04"
        case onboardedBefore = "SENT-DEL-05"
        case deletedWithWorkspace = "SENT-DEL-06"

        public var citation: Citation {
            switch self {
            case .commitmentTier:
                Citation(
                    "Sentinel under a customer's key needs a dedicated cluster of at least 100 GB a day.",
                    .guard, .documented, "SEED")
            case .linkedUnderKey:
                Citation(
                    "The workspace is linked to a cluster under the key before it is onboarded.",
                    .guard, .documented, "SEED")
            case .neverOnboarded:
                Citation("The workspace has not been onboarded before.", .guard, .documented, "SEED")
            case .sharedKey:
                Citation(
                    "Workspaces of one cluster share its key, and Sentinel uses the same.",
                    .state, .documented, "SEED")
            case .systemAssigned:
                Citation(
                    "The cluster's identity is system-assigned, at onboarding and afterwards.",
                    .guard, .documented, "SEED")
            case .cosmosRegistered:
                Citation(
                    "Microsoft.DocumentDB is registered in the subscription.",
                    .guard, .documented, "SEED")
            case .cosmosGranted:
                Citation(
                    "The vault grants Azure Cosmos DB's principal get, wrap and unwrap.",
                    .guard, .documented, "SEED")
            case .confirmed:
                Citation(
                    "The last step of the set-up is to confirm it with the product group.",
                    .advice, .documented, "SEED")
            case .generalPreconditions:
                Citation(
                    "No lock and no default workspace; an onboarded workspace does not move.",
                    .guard, .documented, "SENT-PRE")
            case .onboards:
                Citation(
                    "PUT of the onboarding state answers 201 when new and 200 when not.",
                    .state, .documented, "SEED")
            case .defaultOnly:
                Citation("The only onboarding state is named default.", .guard, .documented, "SENT-SPEC")
            case .stateReads:
                Citation(
                    "Reading answers 200 or 404; deleting 200, or 204 if there is none.",
                    .state, .documented, "SENT-SPEC")
            case .onboardingVersions:
                Citation(
                    "Onboarding states have the versions from 2021-03-01-preview on, and no others.",
                    .guard, .documented, "SENT-SPEC")
            case .preconditions:
                Citation(
                    "A missing precondition refuses the onboarding with 400 and is named.",
                    .guard, .inferred, "SEED")
            case .readiness:
                Citation(
                    "Onboarding under a key is complete within 15 minutes, and answers from the start.",
                    .deadline, .inferred, "SENT@2026")
            case .withoutKey:
                Citation(
                    "Without customerManagedKey Sentinel's own data is under Microsoft's keys, on any "
                        + "cluster.",
                    .state, .documented, "SENT-SPEC")
            case .flagFixed:
                Citation("The flag is fixed at onboarding.", .guard, .documented, "TF-SENT")
            case .notOnboarded:
                Citation("Sentinel's resources need an onboarded workspace.", .guard, .documented, "ISSUES")
            case .hiddenAccount:
                Citation(
                    "Sentinel keeps more data in an Azure Cosmos DB account of Microsoft's, under the "
                        + "same key.",
                    .state, .documented, "SEED")
            case .enableOnOnboarded:
                Citation(
                    "Enabling the key on an onboarded workspace has no effect on Sentinel's data.",
                    .guard, .documented, "SEED")
            case .enableOnCluster:
                Citation(
                    "Enabling the key on a cluster with onboarded workspaces has no effect on Sentinel's "
                        + "data.",
                    .guard, .documented, "SEED")
            case .linkOnboarded:
                Citation(
                    "Linking an onboarded workspace to a cluster under a key has no effect on Sentinel's "
                        + "data.",
                    .guard, .documented, "SEED")
            case .disableOnOnboarded:
                Citation(
                    "Taking the key off an onboarded workspace is undefined.",
                    .guard, .documented, "SEED")
            case .unlinkOnboarded:
                Citation(
                    "Unlinking an onboarded workspace from its cluster under a key is undefined.",
                    .guard, .documented, "SEED")
            case .clearClusterKey:
                Citation(
                    "Taking the key off a cluster under a key is undefined.",
                    .guard, .documented, "SEED")
            case .chosenEffects:
                Citation(
                    "An unsupported change is refused, or accepted and marked: nothing is silently repaired.",
                    .guard, .inferred, "SEED")
            case .replaceKey:
                Citation(
                    "The key cannot be replaced by another; it can be rotated.",
                    .guard, .documented, "SEED")
            case .revoked:
                Citation(
                    "Sentinel is revoked when cluster and Azure Cosmos DB have both lost the key.",
                    .state, .documented, "SEED")
            case .honored:
                Citation("Sentinel honors a revocation within an hour.", .deadline, .documented, "SEED")
            case .prevented:
                Citation(
                    "Ingestion, changes of configuration and new incidents are prevented while revoked.",
                    .guard, .documented, "SEED")
            case .dataKept:
                Citation(
                    "Stored data is not deleted but inaccessible, and purged by its retention.",
                    .state, .documented, "SEED")
            case .onlyDeletion:
                Citation("The only operation left is deletion.", .guard, .documented, "SEED")
            case .restored:
                Citation(
                    "Access that is given back is restored within an hour.",
                    .deadline, .documented, "SEED")
            case .unsupportedRevocation:
                Citation(
                    "Taking the key or the identity off the cluster is no supported way to revoke.",
                    .guard, .documented, "SEED")
            case .halfRevoked:
                Citation(
                    "When one store alone has lost the key, only its part goes dark.",
                    .state, .inferred, "SEED")
            case .bothStores:
                Citation(
                    "What happens to the key or its vault reaches both stores.",
                    .state, .inferred, "SEED")
            case .failsOnboarding:
                Citation(
                    "A key lost during onboarding makes the onboarding fail.",
                    .state, .inferred, "SEED")
            case .rotationSupported:
                Citation(
                    "After a rotation the new version is supported within an hour.",
                    .deadline, .documented, "SEED")
            case .rotationIsVersion:
                Citation("A rotation is a new version of the same key.", .state, .documented, "SEED")
            case .clusterMustBeTold:
                Citation("The cluster has to be told of a new version.", .advice, .documented, "SEED")
            case .disableOldLater:
                Citation(
                    "Disable the previous version after 24 hours, or when nothing uses it any more.",
                    .advice, .documented, "SEED")
            case .removal:
                Citation("Off-boarding takes Sentinel off the workspace.", .state, .documented, "SENT-OFF")
            case .configurationGrace:
                Citation(
                    "Rules and incidents are gone for good 30 days after off-boarding.",
                    .deadline, .documented, "SENT-OFF2")
            case .onboardedBefore:
                Citation(
                    "A workspace that was onboarded before is not onboarded under a key.",
                    .guard, .inferred, "SEED")
            case .notByTemplate:
                Citation(
                    "Onboarding under a customer's key goes through the API, and not through a template.",
                    .guard, .documented, "SEED")
            case .withoutPreviews:
                Citation(
                    "Under a customer's key, preview features that do not support it are off.",
                    .state, .documented, "SEED")
            case .coversAll:
                Citation(
                    "What Sentinel keeps outside Log Analytics is under the cluster's key too.",
                    .state, .documented, "SEED")
            case .coversList:
                Citation(
                    "Since 2026 the key covers a list of data, and not incidents, alerts and what is derived.",
                    .state, .documented, "SENT@2026")
            case .contactFirst:
                Citation(
                    "Contact the product group before a change of the key of a production workspace.",
                    .advice, .documented, "SEED")
            case .expiryIsHalf:
                Citation(
                    "An expired key is lost to Azure Cosmos DB alone: half a revocation.",
                    .state, .inferred, "COS-SUB")
            case .tablesHidden:
                Citation(
                    "After off-boarding Sentinel's tables are out of sight; their records stay and come back.",
                    .state, .documented, "SENT-OFF2")
            case .keepsRegistration:
                Citation(
                    "Off-boarding leaves the provider registered.",
                    .state, .documented, "SENT-OFF")
            case .deletedWithWorkspace:
                Citation(
                    "Deleting the workspace takes Sentinel off it; recovering it does not bring it back.",
                    .state, .documented, "LA-DEL")
            }
        }
    }
}
