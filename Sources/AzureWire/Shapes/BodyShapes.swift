/// The shapes of bodies by method and path: the path from the last provider on, or whole where it has none,
/// in lower case and with its parameters unnamed. They are those of all versions together: which members a
/// version has is told by `MemberHistoryCatalog`. What routes refuse in words of their own is not marked as
/// required.
enum BodyShapes {
    private static let all: [String: BodyShape] = [
        logAnalytics, monitoring, keyVault, cosmosDB, sentinel, sentinelItems, resources,
    ].reduce(into: [:]) { all, room in all.merge(room) { $1 } }

    static func shape(_ method: String, _ template: RouteTemplate) -> BodyShape? {
        let segments = template.segments.map { segment in
            if case .literal(let text) = segment { text } else { "{}" }
        }
        let start = segments.lastIndex(of: "providers").map { $0 + 1 }
        let path = (start.map { segments[$0...] } ?? segments[...]).joined(separator: "/")
        return all["\(method) \(start == nil ? "/" : "")\(path)"]
    }
}
