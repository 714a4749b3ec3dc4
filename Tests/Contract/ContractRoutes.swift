/// Finds the operation that a request is for. Literals count before parameters, as a router has it.
struct ContractRoutes: Sendable {
    private struct Entry: Sendable {
        let plane: String
        let segments: [String]
        var operations: [ContractOperation]
    }

    private var entries: [Entry] = []
    /// By method and number of segments.
    private var index: [String: [Int]] = [:]

    init(_ operations: [ContractOperation]) {
        var places: [String: Int] = [:]
        for operation in operations {
            let plane = Self.plane(ofProvider: operation.provider)
            let key = "\(plane) \(operation.key)"
            if let place = places[key] {
                entries[place].operations.append(operation)
                continue
            }
            let segments = operation.key.split(separator: "/").dropFirst().map(String.init)
            places[key] = entries.count
            index["\(operation.method) \(segments.count)", default: []].append(entries.count)
            entries.append(Entry(plane: plane, segments: segments, operations: [operation]))
        }
        for place in entries.indices {
            entries[place].operations.sort { VersionOrder.rank($0.version) < VersionOrder.rank($1.version) }
        }
    }

    func find(method: String, host: String, path: String) -> [ContractOperation]? {
        var segments = path.split(separator: "/").map { $0.lowercased() }
        let plane = Self.plane(ofHost: host, segments)
        // The query service has its version in front of the path.
        if plane == "query", segments.first == "v1" { segments.removeFirst() }
        let fitting = (index["\(method) \(segments.count)"] ?? []).filter { place in
            entries[place].plane == plane
                && zip(entries[place].segments, segments).allSatisfy { $0 == "{}" || $0 == $1 }
        }
        return fitting.min { parameters($0) < parameters($1) }.map { entries[$0].operations }
    }

    private func parameters(_ place: Int) -> Int { entries[place].segments.count { $0 == "{}" } }

    private static func plane(ofProvider provider: String) -> String {
        switch provider {
        case "KeyVaultDataPlane": "keys"
        case "LogAnalyticsQuery": "query"
        case "LogsIngestion": "ingestion"
        default: "arm"
        }
    }

    /// A service has a host of its own, or, on a local name, its first segment.
    private static func plane(ofHost host: String, _ segments: [String]) -> String {
        if host.contains(".vault.") || host.contains(".managedhsm.") { return "keys" }
        if host.hasPrefix("api.loganalytics") || segments.first == "v1" { return "query" }
        if host.contains(".ingest.monitor.") || segments.first == "datacollectionrules" { return "ingestion" }
        return "arm"
    }
}
