/// Where recordings of Azure itself show more than the contract says. What was seen counts more than what is
/// written: such a member is no violation. Each line is one that recordings have, or a list of members that
/// the generated part of the contract leaves out of an object of any members.
enum SeenOnTheWire {
    /// Members by the last part of a schema's name.
    private static let members: [String: Set<String>] = [
        // Every workspace that was recorded has them, in all versions.
        "WorkspaceFeatures": ["legacy", "searchVersion"],
        "CapacityReservationProperties": ["maxCapacity"],
        "Schema": ["isTroubleshootingAllowed"],
        "OperationStatus": ["properties"],
        "DatabaseAccountGetProperties": [
            "EnabledApiTypes", "configurationOverrides", "enableFullFidelityChangeFeed",
            "enablePartitionKeyMonitor", "minMaxThresholdsForPriorityBasedExecution", "mongoEndpoint",
            "sqlEndpoint",
        ],
        "AnalyticalStorageConfiguration": ["analyticalStorageSchemaType"],
        "SubscriptionListResult": ["count"],
        // A provider with one application has it without a list.
        "Provider": ["authorization"],
        "Vault": ["systemData"],
        // The contract's own example of 2022-06-01-preview sends it.
        "NrtAlertRuleProperties": ["eventGroupingSettings"],
        // Deleted ones that another version wrote, listed in 2021-12-01-preview.
        "Workspace": ["etag"],
        // In 2021-12-01-preview alone.
        "WorkspaceProperties": ["source"],
        // The deltas have them in the preview of 2021-03-01, its schema has not.
        "IncidentProperties": ["providerIncidentId", "providerName"],
        // Stable versions since 2024-09-01 have it, and their schemas are those of an earlier one here.
        "WatchlistProperties": ["provisioningState", "sourceType"],
    ]

    static func has(_ member: String, in schema: String?) -> Bool {
        guard let name = schema?.split(separator: ".").last else { return false }
        return members[String(name)]?.contains(member) == true
    }

    /// Cells of a table of results are of the type of their column, whatever the schema of a row says.
    static func isFree(_ schema: String?, _ member: String) -> Bool {
        schema?.hasSuffix(".table") == true && member == "rows"
    }

    /// The last page of a list has no link to a next one, even where the list requires it.
    static func mayBeAbsent(_ member: String) -> Bool { member == "nextLink" }
}
