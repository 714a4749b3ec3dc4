import Contract

/// Why a route of the contract is left out, in a few words; the page of its provider says more.
enum NonGoalReason {
    /// By the beginning of a path behind the last provider, lower case; the longest that fits counts.
    private static let reasons: [String: String] = [
        "microsoft.insights/": "each workspace has one rule that is simply there",
        "microsoft.operationalinsights/workspaces/{}/tables":
            "plans, search jobs and archives are no part of the story",
        "/keys/": "key material is an envelope: there is nothing to take in or out",
    ]

    static func of(_ operation: ContractOperation) -> String? {
        let key = operation.key.split(separator: " ")[1]
        let path = key.components(after: "/providers/") ?? String(key)
        return reasons.filter { path.hasPrefix($0.key) }.max { $0.key.count < $1.key.count }?.value
    }
}

extension Substring {
    fileprivate func components(after text: String) -> String? {
        ranges(of: text).last.map { String(self[$0.upperBound...]) }
    }
}
