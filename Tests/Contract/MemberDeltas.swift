import VirtualTime

/// Which members a type has in each of its versions, also in those whose schemas the contract has not.
struct MemberDeltas: Sendable {
    static let all: MemberDeltas? = try? MemberDeltas(ContractFiles.document("version_deltas.json"))

    /// By type, lower case, and version; kinds of an object are not told apart.
    private let members: [String: [String: Set<String>]]

    init(_ document: Document) {
        members = Dictionary(
            (document["types"]?.members ?? [:]).map { type in
                var present: Set<String> = []
                var versions: [String: Set<String>] = [:]
                for delta in type.value.items ?? [] {
                    func texts(_ name: String) -> [String] {
                        (delta[name]?.items?.compactMap(\.text) ?? []).map {
                            $0.replacing(/<[^>]*>/, with: "")
                        }
                    }
                    present.formUnion(texts("properties") + texts("added"))
                    present.subtract(texts("removed"))
                    versions[delta["api_version"]?.text ?? ""] = present
                }
                return (type.name.lowercased(), versions)
            }, uniquingKeysWith: { $1 })
    }

    /// - Parameters:
    ///   - place: a JSON pointer into an answer, to the resource or to a list of them.
    ///   - route: with the names of its parameters in braces.
    func has(_ place: String, ofRoute route: String, in version: String) -> Bool {
        guard let known = members[Self.type(of: route)]?[version] else { return false }
        var path = ""
        for segment in place.split(separator: "/") {
            if segment.allSatisfy(\.isNumber) {
                path += "[]"
            } else {
                path += (path.isEmpty ? "" : ".") + segment
            }
        }
        return known.contains(path.hasPrefix("value[].") ? String(path.dropFirst("value[].".count)) : path)
    }

    /// `microsoft.keyvault/vaults` of a path to a vault or to a list of them.
    private static func type(of route: String) -> String {
        let segments = route.lowercased().split(separator: "/")
        guard let start = segments.lastIndex(of: "providers"), start + 1 < segments.count else { return "" }
        let types = segments[(start + 2)...].enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        return ([segments[start + 1]] + types).joined(separator: "/")
    }
}
