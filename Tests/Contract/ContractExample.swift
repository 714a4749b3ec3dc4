import Foundation
public import VirtualTime

/// A request that the contract's authors give as an example of an operation.
public struct ContractExample: Sendable {
    /// Below the folder of examples.
    public let file: String
    public let operation: ContractOperation
    /// Values by the names of the operation's parameters.
    public let parameters: [(name: String, value: Document)]

    /// The body: the parameter that is no text, and in no path.
    public var body: Document? {
        parameters.first { parameter in
            (parameter.value.members != nil || parameter.value.items != nil)
                && !operation.path.lowercased().contains("{\(parameter.name.lowercased())}")
        }?.value
    }

    public func text(_ name: String) -> String? {
        let value = parameters.first { $0.name.lowercased() == name.lowercased() }?.value
        return value?.text ?? value?.integer.map(String.init)
    }

    /// What goes into the query: `$top`, `$filter` and their like.
    public var query: [(name: String, value: String)] {
        let path = operation.path.lowercased()
        return parameters.compactMap { parameter in
            let name = parameter.name.lowercased()
            guard name != "api-version", !name.hasPrefix("if-"), !name.hasPrefix("x-ms-"),
                !Self.ofConnection.contains(name), !path.contains("{\(name)}"),
                let value = text(parameter.name)
            else { return nil }
            return (parameter.name, value)
        }
    }

    /// Parameters that name the host or travel in a header.
    private static let ofConnection: Set<String> = [
        "vaultbaseurl", "endpoint", "content-encoding", "content-type", "prefer", "subscriptionid",
        "operationalinsightsresourceprovider", "workspaceresourceprovider",
    ]

    // MARK: Reading

    /// Every example of tiers 1 and 2, in the order of their files.
    public static func all(of contract: Contract) throws -> [ContractExample] {
        guard let folder = ContractFiles.folder else { return [] }
        let operations = Dictionary(
            contract.operations.map { ("\($0.method) \($0.path) \($0.version)", $0) },
            uniquingKeysWith: { first, _ in first })
        var examples: [ContractExample] = []
        for use in try uses(in: folder.appending(path: "specs/tree")) {
            guard let file = place(of: use.file),
                let operation = operations["\(use.method) \(use.path) \(use.version)"], operation.tier <= 2
            else { continue }
            let url = folder.appending(path: "examples/\(file)")
            guard FileManager.default.fileExists(atPath: url.path) else { continue }
            let parameters = try ContractFiles.document(url)["parameters"]?.members ?? [:]
            examples.append(
                ContractExample(
                    file: file, operation: operation, parameters: parameters.map { ($0.name, $0.value) }))
        }
        return examples.sorted { ($0.file, $0.operation.key) < ($1.file, $1.operation.key) }
    }

    private struct Use {
        let file: String
        let method: String
        let path: String
        let version: String
    }

    /// Which operation names which file, in all documents below a folder.
    private static func uses(in tree: URL) throws -> [Use] {
        let names = FileManager.default.enumerator(atPath: tree.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".json") }.sorted().flatMap { name in
            let document = try ContractFiles.document(tree.appending(path: name))
            let version = document["info"]?["version"]?.text ?? ""
            return (document["paths"]?.members ?? [:]).flatMap { path in
                (path.value.members ?? [:]).flatMap { method in
                    (method.value["x-ms-examples"]?.members ?? [:]).compactMap { example in
                        guard let reference = example.value["$ref"]?.text else { return nil as Use? }
                        let file = URL(filePath: "/" + name).deletingLastPathComponent()
                            .appending(path: reference).standardized.path
                        return Use(
                            file: file, method: method.name.uppercased(), path: path.name, version: version)
                    }
                }
            }
        }
    }

    /// `Microsoft.KeyVault/2023-07-01/createVault.json` of a path in the tree of documents.
    private static func place(of path: String) -> String? {
        let segments = path.split(separator: "/").map(String.init)
        guard let end = segments.lastIndex(of: "examples"), end > 2 else { return nil }
        let provider = segments[end - 3]
        let isData = segments.contains("data-plane") && provider != "ingestion"
        let file = segments[(end + 1)...].joined(separator: "/")
        return "\(provider)\(isData ? "-dataplane" : "")/\(segments[end - 1])/\(file)"
    }
}
