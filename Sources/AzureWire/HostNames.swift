/// The host names served here: one list for routes, certificates and tunnels.
public enum HostNames {
    /// Those of the simulator itself.
    public static let local: Set<String> = ["localhost", "127.0.0.1", "::1"]

    static let exact: [String: HostPattern] = [
        "management.azure.com": .management, "management.core.windows.net": .management,
        "login.microsoftonline.com": .login, "login.windows.net": .login, "sts.windows.net": .login,
        "graph.microsoft.com": .graph, "api.loganalytics.io": .logAnalyticsQuery,
        "api.loganalytics.azure.com": .logAnalyticsQuery,
    ]

    static let suffixes: [(suffix: String, pattern: HostPattern, parameter: String)] = [
        (".managedhsm.azure.net", .keyVault, "vault"), (".vault.azure.net", .keyVault, "vault"),
        (".managedhsm.localhost", .keyVault, "vault"), (".vault.localhost", .keyVault, "vault"),
        (".documents.azure.com", .documents, "account"), (".documents.localhost", .documents, "account"),
        (".ods.opinsights.azure.com", .collector, "workspace"),
        (".ingest.monitor.azure.com", .ingestion, "endpoint"),
    ]

    /// Asked by the Azure CLI beside its commands; no route answers, so that it learns so at once.
    private static let withoutRoutes: Set<String> = ["azcliprod.blob.core.windows.net"]

    /// Whether a host is one of those served; `host` is lower case and without a port.
    public static func contains(_ host: String) -> Bool {
        if local.contains(host) || withoutRoutes.contains(host) { return true }
        return isName(host) && HostMeaning(host: host, localNames: []) != nil
    }

    /// All of them as a person writes them, a star for what varies, in order.
    public static let patterns: [String] =
        (Array(local) + exact.keys + withoutRoutes + suffixes.map { "*\($0.suffix)" }).sorted()

    /// The smallest trees of DNS names that hold all of them, for name constraints (RFC 5280 4.2.1.10).
    public static let subtrees: [String] =
        (["localhost"] + exact.keys + withoutRoutes
        + suffixes.map { String($0.suffix.dropFirst()) }.filter { !$0.hasSuffix(".localhost") }).sorted()

    /// Whether a text is a DNS name: labels of letters, digits and hyphens (RFC 1123 2.1).
    private static func isName(_ text: String) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.count)
                    && label.allSatisfy {
                        switch $0 {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                            UInt8(ascii: "-"):
                            true
                        default: false
                        }
                    }
            }
    }
}
