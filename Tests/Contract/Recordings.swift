public import Foundation

/// Exchanges recorded from Azure itself, beside the checkout or where `LOCKSTEP_RECORDINGS` says.
public enum Recordings {
    public static let folder = SharedFolder.find(
        "recordings", variable: "LOCKSTEP_RECORDINGS", landmark: "public")

    /// How many exchanges there are of each route of the contract, by its key.
    public static func counts() throws -> [String: Int] {
        guard let folder = folder?.appending(path: "public"), let contract = Contract.whole else {
            return [:]
        }
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        var counts: [String: Int] = [:]
        for name in names where name.hasSuffix(".jsonl") {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for line in text.split(separator: "\n") {
                guard let head = head(of: line),
                    let versions = contract.versions(method: head.method, host: head.host, path: head.path)
                else { continue }
                counts[versions[0].key, default: 0] += 1
            }
        }
        return counts
    }

    /// The first members of a line tell the request; its bodies, which are long, are not read.
    private static func head(of line: Substring) -> (method: String, host: String, path: String)? {
        func member(_ name: String) -> String? {
            guard let start = line.firstRange(of: "\"\(name)\":\"") else { return nil }
            return String(line[start.upperBound...].prefix { $0 != "\"" })
        }
        guard let method = member("method"), let host = member("host"), let path = member("path") else {
            return nil
        }
        return (method, host, path)
    }
}
