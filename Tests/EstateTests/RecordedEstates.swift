import Contract
import Estate
import Foundation
import VirtualTime

/// Estates as public recordings show them: the last answer to each GET, as it came.
enum RecordedEstates {
    static var isPresent: Bool { Recordings.folder != nil }

    /// Names of recordings, by the estate that they make together.
    static let all: [(name: String, recordings: [String])] = [
        (
            "a cluster and workspaces",
            [
                "loganalytics/cli_monitor_log_analytics_cluster_default__2024-11-25",
                "loganalytics/cli_monitor_log_analytics_workspace_default__2024-11-25",
                "loganalytics/net_CanCreateUpdateDeleteLinkedService",
            ]
        ),
        (
            "a cluster whose vault nobody shows",
            ["loganalytics/cli_monitor_log_analytics_cluster_update_key__2023-12-22"]
        ),
        (
            "Cosmos DB under a key",
            [
                "cosmos/cli_cosmosdb_key_vault_key_uri__2021-07-15",
                "cosmos/cli_cosmosdb_key_vault_key_uri__2021-01-22",
            ]
        ),
        (
            "Sentinel with rules and incidents",
            [
                "sentinel/ext_sentinel_onboarding_state_crud", "sentinel/ext_sentinel_alert_rule_crud",
                "sentinel/ext_sentinel_incident_crud",
            ]
        ),
        (
            "vaults and keys of ten years",
            [
                "keyvault/cli_keyvault_key__2021-07-15", "keyvault/cli_keyvault_key__2024-11-25",
                "keyvault/cli_keyvault_mgmt__2021-07-15", "keyvault/cli_keyvault_softdelete__2021-07-15",
                "cmk/cli_customer_managed_key__2024-11-25",
            ]
        ),
        ("roles and locks", ["resources/aso_Authorization_RoleAssignment_OnResourceGroup_CRUD"]),
    ]

    /// A file for each recording.
    static func files(_ recordings: [String]) throws -> [EstateFile] {
        guard let folder = Recordings.folder else { throw CocoaError(.fileNoSuchFile) }
        return try recordings.compactMap { name in
            let url = folder.appending(path: "public/\(name).jsonl")
            let text = try String(contentsOf: url, encoding: .utf8)
            var answers: [(path: String, body: Document)] = []
            for line in text.split(separator: "\n") {
                let exchange = try Document(json: String(line), maximumDepth: 128)
                guard exchange["method"]?.text == "GET", exchange["status"]?.integer == 200,
                    let body = exchange["response_body"], body.members != nil || body.items != nil
                else { continue }
                let path = (exchange["host"]?.text ?? "") + (exchange["path"]?.text ?? "").lowercased()
                answers.removeAll { $0.path == path }
                answers.append((path, body))
            }
            let last = name.split(separator: "/").last.map(String.init) ?? name
            return EstateFile(name: "\(last).json", text: Document.array(answers.map(\.body)).json)
        }
    }
}
