import Estate
import VirtualTime

/// Whether a report has each leaf of each file just once.
enum Coverage {
    /// What is wrong: leaves without a report, and reports without a leaf or beside another.
    static func faults(of report: ImportReport, over files: [EstateFile]) throws -> [String] {
        var expected: [String] = []
        for file in files {
            expected += leaves(of: try Document(json: file.bytes)).map { "\(file.name)#\($0)" }
        }
        let found = report.leaves.map(\.place.description)
        let counts = Dictionary(found.map { ($0, 1) }, uniquingKeysWith: +)
        return expected.filter { counts[$0] == nil }.map { "missing: \($0)" }
            + found.filter { (counts[$0] ?? 0) > 1 }.map { "twice: \($0)" }
            + Set(found).subtracting(expected).sorted().map { "not there: \($0)" }
    }

    /// Written down a second time, so that the walk is not checked against itself.
    private static func leaves(of document: Document) -> [String] {
        if let items = document.items, !items.isEmpty {
            return items.enumerated().flatMap { place, item in leaves(of: item).map { "/\(place)\($0)" } }
        }
        if let members = document.members, !members.isEmpty {
            return members.flatMap { member in
                let name = member.name.replacing("~", with: "~0").replacing("/", with: "~1")
                return leaves(of: member.value).map { "/\(name)\($0)" }
            }
        }
        return [""]
    }
}
