extension LogAnalytics {
    /// The catalog of errors of clusters and links: each is named beside the rule that refuses.
    public enum ErrorRule: String, DocumentedRule {
        case keyAtCreation = "LA-ERR-CRE-11"
        case keyMalformed = "LA-ERR-UPD-02"
        case keyValidationFailed = "LA-ERR-UPD-03"
        case keyUnrecoverable = "LA-ERR-UPD-04"
        case operationRunning = "LA-ERR-UPD-05"
        case deletedWhileProvisioning = "LA-ERR-DEL-01"

        public var citation: Citation {
            switch self {
            case .keyAtCreation: error("A key that a new identity cannot use is answered with 400.")
            case .keyMalformed: error("Half a key is answered with 400.", "LA-CMK")
            case .keyValidationFailed:
                error("A key that is missing or not granted is answered with 400.", "LA-CMK")
            case .keyUnrecoverable: error("A key that is not recoverable is answered with 400.", "LA-CMK")
            case .operationRunning: error("An update during an operation is answered with 400.", "LA-CMK")
            case .deletedWhileProvisioning:
                error("Deleting a cluster being provisioned is answered with 409.")
            }
        }

        private func error(_ says: String, _ source: String = "LA-CLU") -> Citation {
            Citation(says, .guard, .documented, source)
        }
    }
}
