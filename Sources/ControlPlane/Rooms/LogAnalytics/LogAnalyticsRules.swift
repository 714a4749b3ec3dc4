extension LogAnalytics {
    public enum Rule: String, DocumentedRule {
        case clusterName = "LA-CLUSTER-03"
        case commitmentTier = "LA-SKU-02"
        case clusterAccepted = "LA-CREATE-01"
        case clusterCreation = "LA-CREATE-02"
        case principalFromAcceptance = "LA-CREATE-03"
        case notWhileProvisioning = "LA-CREATE-04"
        case nameReserved = "LA-CREATE-05"
        case noKeyAtCreation = "LA-CREATE-06"
        case identityTypes = "LA-ID-01"
        case identityRemoved = "LA-ID-05"
        case sentinelIdentity = "LA-ID-07"
        case keyProperties = "LA-KEY-01"
        case keyUpdateTakesTime = "LA-KEY-02"
        case keyValidated = "LA-KEY-03"
        case keyModes = "LA-KEY-04"
        case getPermission = "LA-KEY-05"
        case newDataOnly = "LA-CMK-01"
        case recoverableVault = "LA-CMK-05"
        case polls = "LA-AEK-05"
        case outageTolerated = "LA-AEK-06"
        case classification = "LA-AEK-07"
        case revocationTriggered = "LA-REVOKE-01"
        case revocationHonored = "LA-REVOKE-02"
        case whileRevoked = "LA-REVOKE-03"
        case hotCacheGone = "LA-REVOKE-04"
        case queriesFail = "LA-REVOKE-05"
        case dataKept = "LA-REVOKE-06"
        case retentionRuns = "LA-REVOKE-07"
        case accessRestored = "LA-REVOKE-08"
        case nothingComesBack = "LA-REVOKE-09"
        case pinnedVersionLost = "LA-REVOKE-12"
        case cyclesIndependent = "LA-REVOKE-15"
        case autoRotation = "LA-ROT-01"
        case bothVersionsNeeded = "LA-ROT-02"
        case pinnedRotation = "LA-ROT-03"
        case linkStarts = "LA-LINK-01"
        case linkStates = "LA-LINK-02"
        case linkCompletes = "LA-LINK-03"
        case linkAfterProvisioning = "LA-LINK-04"
        case linkLimit = "LA-LINK-06"
        case oneCluster = "LA-LINK-07"
        case linkErrors = "LA-LINK-08"
        case linkSwitches = "LA-LINK-09"
        case unlinks = "LA-LINK-11"
        case clusterDeletion = "LA-DEL-02"
        case ingestionAccepted = "LA-ING-01"
        case noLatency = "LA-ING-02"
        case destination = "LA-ING-03"
        case ingestionDropped = "LA-ING-04"
        case querySpansStores = "LA-QUERY-02"
        case deletedNotQueried = "LA-QUERY-03"
        case queryError = "LA-QUERY-05"
        case workspaceCreation = "WS-01"
        case workspaceName = "WS-02"
        case tableUpdate = "WS-05"
        case softDeletion = "WS-DEL-01"
        case forcedDeletion = "WS-DEL-02"
        case recoverable = "WS-DEL-03"
        case recovers = "WS-DEL-05"

        public var citation: Citation {
            switch self {
            case .clusterName:
                Citation(
                    "A cluster name has 4 to 63 letters, digits and inner hyphens; its location is fixed.",
                    .guard, .documented, "LA-SPEC")
            case .commitmentTier:
                Citation(
                    "The commitment is one of the published tiers, 100 GB a day being the least.",
                    .guard, .documented, "LA-CLU")
            case .clusterAccepted:
                Citation(
                    "Creating a cluster is accepted with 202 and an operation to follow.",
                    .state, .documented, "LA-CLU")
            case .clusterCreation:
                Citation("Creating a cluster is done within two hours.", .deadline, .documented, "LA-CLU")
            case .principalFromAcceptance:
                Citation(
                    "The system-assigned identity exists from acceptance on, before provisioning ends.",
                    .state, .documented, "LA-CLU")
            case .notWhileProvisioning:
                Citation(
                    "A cluster that is being provisioned or updated takes no update, link or deletion.",
                    .guard, .documented, "LA-CLU")
            case .nameReserved:
                Citation(
                    "The name of a deleted cluster is reserved for 14 days.",
                    .guard, .documented, "LA-CLU")
            case .noKeyAtCreation:
                Citation(
                    "A new system-assigned identity cannot bring a key: it has no grant yet.",
                    .guard, .documented, "LA-CMK")
            case .identityTypes:
                Citation(
                    "A cluster carries one identity: system-assigned, one user-assigned, or none.",
                    .guard, .documented, "LA-CMK")
            case .identityRemoved:
                Citation(
                    "Taking the identity off a cluster under a key revokes access; only support can undo it.",
                    .state, .documented, "LA-CMK")
            case .sentinelIdentity:
                Citation(
                    "A cluster that serves Sentinel should keep the system-assigned identity it was "
                        + "created with.",
                    .advice, .documented, "SEED")
            case .keyProperties:
                Citation(
                    "The key is given by vault URI, name and version; half a key is malformed.",
                    .guard, .documented, "LA-SPEC")
            case .keyUpdateTakesTime:
                Citation(
                    "Setting or changing the key takes a while; repeating the present one does not.",
                    .deadline, .documented, "LA-CMK")
            case .keyValidated:
                Citation(
                    "A key is checked in order: reachable, readable, there, recoverable, usable.",
                    .guard, .documented, "LA-CMK")
            case .keyModes:
                Citation(
                    "An empty version follows the latest by itself; a named one is pinned.",
                    .state, .documented, "LA-CMK")
            case .getPermission:
                Citation(
                    "Without the get permission the key cannot be checked, and the update fails.",
                    .guard, .documented, "LA-CMK")
            case .newDataOnly:
                Citation(
                    "The key covers data ingested after it was configured; older data stays as it was.",
                    .state, .documented, "LA-CMK")
            case .recoverableVault:
                Citation(
                    "The vault must have soft delete and purge protection.",
                    .guard, .documented, "LA-CMK")
            case .polls:
                Citation(
                    "The cluster asks the vault every 6 to 60 seconds; what counts is the change itself.",
                    .state, .documented, "LA-CMK")
            case .outageTolerated:
                Citation(
                    "A vault that does not answer is an outage: the cached key keeps serving.",
                    .state, .documented, "LA-CMK")
            case .classification:
                Citation(
                    "A definite no of the vault is intentional; no answer is transient.",
                    .state, .inferred, "LA-CMK")
            case .revocationTriggered:
                Citation(
                    "Disabling or deleting the key, or taking the identity's access away, revokes the "
                        + "cluster's data.",
                    .state, .documented, "LA-CMK")
            case .revocationHonored:
                Citation(
                    "Storage becomes unavailable within an hour of the loss.",
                    .deadline, .documented, "LA-CMK")
            case .whileRevoked:
                Citation(
                    "What is ingested while revoked is dropped and cannot be recovered.",
                    .state, .documented, "LA-CMK")
            case .hotCacheGone:
                Citation(
                    "Data in the hot cache is deleted and inaccessible.",
                    .state, .documented, "LA-CMK")
            case .queriesFail:
                Citation("Queries on the linked workspaces fail.", .guard, .documented, "LA-CMK")
            case .dataKept:
                Citation("Data ingested before stays, inaccessible.", .state, .documented, "LA-CMK")
            case .retentionRuns:
                Citation(
                    "Retention goes on purging data that nobody can read.",
                    .state, .documented, "LA-CMK")
            case .accessRestored:
                Citation(
                    "When the key can be used again, ingestion and queries resume within the bound.",
                    .deadline, .documented, "LA-CMK")
            case .nothingComesBack:
                Citation(
                    "What was dropped while revoked does not come back.",
                    .state, .documented, "LA-CMK")
            case .pinnedVersionLost:
                Citation(
                    "Disabling the version a cluster is pinned to revokes it, whatever newer versions "
                        + "there are.",
                    .state, .documented, "LA-CMK")
            case .cyclesIndependent:
                Citation(
                    "Revoked again before it was back: it simply stays revoked.",
                    .state, .inferred, "LA-CMK")
            case .autoRotation:
                Citation(
                    "Without a pinned version the cluster moves to a new one by itself within an hour.",
                    .deadline, .documented, "LA-CMK")
            case .bothVersionsNeeded:
                Citation(
                    "Moving needs the old version to unwrap and the new one to wrap.",
                    .state, .documented, "KV-ROT")
            case .pinnedRotation:
                Citation(
                    "A pinned cluster stays on its version until it is updated, and works while that is "
                        + "usable.",
                    .state, .documented, "LA-CMK")
            case .linkStarts:
                Citation(
                    "PUT of the linked service named cluster starts the link.",
                    .state, .documented, "LA-CLU")
            case .linkStates:
                Citation(
                    "A linked service is Succeeded, ProvisioningAccount, Updating or Deleting.",
                    .state, .documented, "LA-SPEC")
            case .linkCompletes:
                Citation("Linking takes up to 90 minutes.", .deadline, .documented, "LA-CLU")
            case .linkAfterProvisioning:
                Citation(
                    "Link only to a provisioned cluster: data sent to another is dropped.",
                    .guard, .documented, "LA-CMK")
            case .linkLimit:
                Citation("A workspace is linked at most twice in 30 days.", .limit, .documented, "LA-CLU")
            case .oneCluster:
                Citation(
                    "A workspace that is linked to one cluster cannot be linked to another.",
                    .guard, .documented, "LA-CLU")
            case .linkErrors:
                Citation(
                    "Linking tells apart a missing workspace, a missing cluster and a link in progress.",
                    .guard, .documented, "LA-CLU")
            case .linkSwitches:
                Citation(
                    "New data goes to the cluster once the link is complete; older data stays where it was.",
                    .state, .documented, "LA-CLU")
            case .unlinks:
                Citation(
                    "After unlinking, new data is under Microsoft's keys; data in the cluster stays there.",
                    .state, .documented, "LA-CLU")
            case .clusterDeletion:
                Citation(
                    "Deleting a cluster destroys its data and unlinks its workspaces, for good.",
                    .state, .documented, "LA-CLU")
            case .ingestionAccepted:
                Citation("The ingestion API answers 204 to what it accepts.", .state, .documented, "LA-ING")
            case .noLatency:
                Citation("Records can be read at the instant they are sent.", .state, .inferred, "LA-ING")
            case .destination:
                Citation(
                    "A record goes to the cluster if the workspace is linked when it is sent.",
                    .state, .documented, "LA-CLU")
            case .ingestionDropped:
                Citation(
                    "While revoked, ingestion still answers 204, and the record is dropped and counted.",
                    .state, .inferred, "LA-CMK")
            case .querySpansStores:
                Citation("A query sees shared and cluster data alike.", .state, .documented, "LA-CMK")
            case .deletedNotQueried:
                Citation("A deleted workspace cannot be queried.", .guard, .documented, "LA-DEL")
            case .queryError:
                Citation(
                    "A query of a revoked workspace answers 403 and names the customer-managed key.",
                    .guard, .inferred, "LA-CMK")
            case .workspaceCreation:
                Citation(
                    "A workspace is created with 201 and updated with 200.",
                    .deadline, .documented, "LA-SPEC")
            case .workspaceName:
                Citation(
                    "A workspace name has 4 to 63 letters, digits and inner hyphens.",
                    .guard, .documented, "LA-NEW")
            case .tableUpdate:
                Citation(
                    "A workspace keeps 30 to 730 days, a table of its own 4 to 730 or whole years up to 12.",
                    .guard, .documented, "LA-RET", within: .choice(.tableUpdate))
            case .softDeletion:
                Citation(
                    "Deleting a workspace keeps it recoverable for 14 days and takes it out of sight.",
                    .state, .documented, "LA-DEL")
            case .forcedDeletion:
                Citation(
                    "Deleting with force destroys the workspace at once.",
                    .state, .documented, "LA-DEL")
            case .recoverable:
                Citation("After 14 days a deleted workspace is gone.", .deadline, .documented, "LA-DEL")
            case .recovers:
                Citation(
                    "PUT under a soft-deleted workspace's name brings it back with its data.",
                    .state, .documented, "LA-DEL")
            }
        }
    }
}
