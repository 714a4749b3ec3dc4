extension LogAnalytics {
    /// The catalog of errors of clusters and links: each is named beside the rule that refuses.
    public enum ErrorRule: String, DocumentedRule {
        case nameInvalid = "LA-ERR-CRE-01"
        case bodyMalformed = "LA-ERR-CRE-02"
        case skuNameInvalid = "LA-ERR-CRE-03"
        case capacityNeedsReservation = "LA-ERR-CRE-04"
        case capacityMissing = "LA-ERR-CRE-05"
        case capacityLocked = "LA-ERR-CRE-06"
        case skuMissing = "LA-ERR-CRE-07"
        case operationNotSucceeded = "LA-ERR-CRE-08"
        case nameHeld = "LA-ERR-CRE-09"
        case identityEmpty = "LA-ERR-CRE-10"
        case keyAtCreation = "LA-ERR-CRE-11"
        case capacityOutOfRange = "LA-ERR-CRE-12"
        case noDoubleEncryption = "LA-ERR-CRE-13"
        case deletedInOperation = "LA-ERR-UPD-01"
        case keyMalformed = "LA-ERR-UPD-02"
        case keyValidationFailed = "LA-ERR-UPD-03"
        case keyUnrecoverable = "LA-ERR-UPD-04"
        case operationRunning = "LA-ERR-UPD-05"
        case clusterDeleting = "LA-ERR-UPD-06"
        case clusterMissing = "LA-ERR-GET-01"
        case deletedWhileProvisioning = "LA-ERR-DEL-01"
        case linkWorkspaceMissing = "LA-ERR-LNK-01"
        case linkRunning = "LA-ERR-LNK-02"
        case linkClusterMissing = "LA-ERR-LNK-03"
        case unlinkWorkspaceMissing = "LA-ERR-ULK-01"
        case unlinkRunning = "LA-ERR-ULK-02"

        public var citation: Citation {
            switch self {
            case .nameInvalid: error("An invalid name is answered with 400.")
            case .bodyMalformed: error("An empty or malformed body is answered with 400.")
            case .skuNameInvalid: error("A sku of another name is answered with 400.")
            case .capacityNeedsReservation:
                error("A capacity under a sku of another name is answered with 400.")
            case .capacityMissing: error("A sku without a capacity is answered with 400 and the tiers.")
            case .capacityLocked: error("A decrease within the commitment is answered with 400.")
            case .skuMissing: error("A cluster without a sku is answered with 400.")
            case .operationNotSucceeded:
                error("While an operation of the cluster runs, what needs its end gets 400.")
            case .nameHeld: error("The name of a cluster deleted just now is answered with 409.")
            case .identityEmpty: error("An identity that is given and empty is answered with 400.")
            case .keyAtCreation: error("A key that a new identity cannot use is answered with 400.")
            case .capacityOutOfRange: error("A capacity that is no tier is answered with 400.")
            case .noDoubleEncryption:
                error("Double encryption in a region without it is answered with 400.")
            case .deletedInOperation:
                error("An update after a deletion amid an operation is answered with 400.", "LA-CMK")
            case .keyMalformed: error("Half a key is answered with 400.", "LA-CMK")
            case .keyValidationFailed:
                error("A key that is missing or not granted is answered with 400.", "LA-CMK")
            case .keyUnrecoverable: error("A key that is not recoverable is answered with 400.", "LA-CMK")
            case .operationRunning: error("An update during an operation is answered with 400.", "LA-CMK")
            case .clusterDeleting: error("An update of a deleted cluster is answered with 400.", "LA-CMK")
            case .clusterMissing: error("A cluster that is not there is answered with 404.")
            case .deletedWhileProvisioning:
                error("Deleting a cluster being provisioned is answered with 409.")
            case .linkWorkspaceMissing: error("Linking a workspace that is not there gets 404.")
            case .linkRunning: error("Linking while a link or unlink runs is answered with 409.")
            case .linkClusterMissing: error("Linking to a cluster that is not there gets 400.")
            case .unlinkWorkspaceMissing: error("Unlinking a workspace that is not there gets 404.")
            case .unlinkRunning: error("Unlinking while a link or unlink runs is answered with 409.")
            }
        }

        private func error(_ says: String, _ source: String = "LA-CLU") -> Citation {
            Citation(says, .guard, .documented, source)
        }
    }
}
