/// Finds the operation that a request is for. Literals count before parameters, as a router has it.
struct ContractRoutes: Sendable {
    private struct Entry: Sendable {
        let plane: String
        let segments: [String]
        /// The first segment stands for an id of any length: what is on a scope.
        let isScoped: Bool
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
            let isScoped = plane == "arm" && segments.first == "{}" && segments.count > 1
            let count = isScoped ? "scope" : "\(segments.count)"
            index["\(operation.method) \(count)", default: []].append(entries.count)
            entries.append(
                Entry(
                    plane: plane, segments: isScoped ? Array(segments.dropFirst()) : segments,
                    isScoped: isScoped, operations: [operation]))
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
        if let found = exact(method, plane, segments) { return found }
        // Without a version the newest is meant: the segment is there, and empty.
        if plane == "keys", segments.count > 1, segments[0] == "keys" {
            return exact(method, plane, segments[..<2] + [""] + segments[2...])
        }
        return scoped(method, plane, segments)
    }

    private func exact(_ method: String, _ plane: String, _ segments: [String]) -> [ContractOperation]? {
        best((index["\(method) \(segments.count)"] ?? []).filter { fits($0, plane, segments) })
    }

    private func scoped(_ method: String, _ plane: String, _ segments: [String]) -> [ContractOperation]? {
        best(
            (index["\(method) scope"] ?? []).filter { place in
                let count = entries[place].segments.count
                return segments.count > count && fits(place, plane, segments.suffix(count))
            })
    }

    private func fits(_ place: Int, _ plane: String, _ segments: some Sequence<String>) -> Bool {
        entries[place].plane == plane
            && zip(entries[place].segments, segments).allSatisfy { $0 == "{}" || $0 == $1 }
    }

    private func best(_ places: [Int]) -> [ContractOperation]? {
        places.min { parameters($0) < parameters($1) }.map { entries[$0].operations }
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
        // Data in accounts of Azure Cosmos DB has a protocol of its own, which is not in the contract.
        if host.contains(".documents.") { return "documents" }
        if host.contains(".vault.") || host.contains(".managedhsm.") { return "keys" }
        if host.hasPrefix("api.loganalytics") || segments.first == "v1" { return "query" }
        if host.contains(".ingest.monitor.") || segments.first == "datacollectionrules" { return "ingestion" }
        return "arm"
    }
}
