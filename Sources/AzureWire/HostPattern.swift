/// Which host names a route answers at.
///
/// A client reaches Azure's own names through the proxy, and the local names directly; on `localhost` every
/// service that has no name of its own in the host is told apart by path.
public enum HostPattern: Int, Sendable, Hashable, CaseIterable {
    /// Any host at all; asked only when no route of the host's own answers.
    case any
    /// Local names only, so that no simulated Azure host exposes the simulator.
    case control
    /// `management.azure.com`
    case management
    /// `login.microsoftonline.com`
    case login
    /// `graph.microsoft.com`
    case graph
    /// `api.loganalytics.io`
    case logAnalyticsQuery
    /// `{endpoint}.ingest.monitor.azure.com`
    case ingestion
    /// `{workspace}.ods.opinsights.azure.com`
    case collector
    /// `{vault}.vault.azure.net`
    case keyVault
    /// `{account}.documents.azure.com`
    case documents

    /// Whether `localhost` serves these routes too.
    var answersLocally: Bool {
        switch self {
        case .control, .management, .login, .graph, .logAnalyticsQuery, .ingestion: true
        case .any, .collector, .keyVault, .documents: false
        }
    }
}

extension WireRequest {
    /// Whether the service behind `pattern` is asked: by its own name, or by one of the simulator's.
    public func isAddressed(to pattern: HostPattern) -> Bool {
        HostNames.local.contains(host)
            ? pattern.answersLocally
            : HostMeaning(host: host, localNames: HostNames.local)?.pattern == pattern
    }
}

/// What a host name stands for.
struct HostMeaning: Equatable {
    /// A pattern whose routes answer; nil for a local name, where those of all local patterns do.
    let pattern: HostPattern?
    /// The name and text of the part that varies, as in `vault` = `kv-soc-cmk`.
    let parameter: RouteParameters.Parameter?

    /// Nil for a name nothing here stands for. `host` is lower case and without a port.
    init?(host: String, localNames: Set<String>) {
        if localNames.contains(host) {
            pattern = nil
            parameter = nil
        } else if let pattern = HostNames.exact[host] {
            self.pattern = pattern
            parameter = nil
        } else if let rule = HostNames.suffixes.first(where: { host.hasSuffix($0.suffix) }) {
            let label = host.dropLast(rule.suffix.utf8.count)
            guard !label.isEmpty, rule.pattern == .ingestion || !label.contains(".") else { return nil }
            pattern = rule.pattern
            parameter = .init(name: rule.parameter, value: String(label))
        } else {
            return nil
        }
    }
}
