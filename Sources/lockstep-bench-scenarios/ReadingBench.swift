import Measuring
import ScenarioKit

/// What files cost that are as large as they may be, and hard to read: nothing may grow faster than they do.
enum ReadingBench {
    private static let limit = 1 << 20
    private static let head = "schema: lockstep/scenario/v1\nname: hard\n"

    private static let shapes: [(name: String, text: @Sendable (Int) -> String)] = [
        ("many variables", { "vars:\n" + lines($0, 45_000) { "  v\($0): \($0)" } + "steps: []\n" }),
        (
            "variables on one line",
            { "vars: {" + joined($0, 45_000, ", ") { "v\($0): x" } + "}\nsteps: []\n" }
        ),
        (
            "steps on one line",
            {
                "steps: [" + joined($0, 9_990, ", ") { _ in "{ note: 'é ${now} and ${T}, and so on' }" }
                    + "]\n"
            }
        ),
        ("one long text", { "steps:\n  - note: \"" + joined($0, .max, "") { _ in "${now}" } + "\"\n" }),
        (
            "long sums",
            {
                let sum = Array(repeating: "1", count: 1_990).joined(separator: "+")
                return "steps:\n" + lines($0, .max) { _ in "  - check: { expr: \"\(sum) > 0\" }" }
            }
        ),
        ("unknown keys", { lines($0, 40_000) { "key\($0): x" } + "steps: []\n" }),
        ("rows", { "cases:\n" + lines($0, 20_000) { "  - { name: r\($0), a: 1, b: 2 }" } + "steps: []\n" }),
        (
            "az lines",
            { "steps:\n" + lines($0, 9_990) { "  - az: keyvault key show --vault-name v\($0) -n k" } }
        ),
        (
            "a tree of blocks",
            { _ in
                let levels = (1..<15).map {
                    "  b\($0): { steps: [{ use: b\($0 - 1) }, { use: b\($0 - 1) }, { use: c }] }\n"
                }
                return "blocks:\n  b0: { steps: [{ note: x }] }\n\(levels.joined())steps: [{ use: b14 }]\n"
            }
        ),
        (
            "aliases of aliases",
            { _ in
                let levels = (1..<12).map { level in
                    let members = (0..<5).map { "k\($0): *a\(level - 1)" }.joined(separator: ", ")
                    return "  a\(level): &a\(level) { \(members) }\n"
                }
                return "vars:\n  a0: &a0 { k0: x }\n\(levels.joined())  last: { x: y, *a11 }\nsteps: []\n"
            }
        ),
        ("keys of keys", { "vars:\n  " + joined($0, .max, " ") { _ in "?" } + " x\n" }),
    ]

    static func run() {
        for shape in shapes {
            let text = head + shape.text(limit - 200)
            let source = SourceText(file: "hard.scenario.yaml", text: text)
            let best = (0..<3).map { _ in CPUTime.measure { _ = CheckedFile(source) } }.min() ?? 0
            let name = shape.name.replacing(" ", with: "-"), size = text.utf8.count / 1_024
            print(
                "reading.\(name)\t\(best / 1_000_000)\tms for \(size) KiB, read and linted\t"
            )
        }
    }

    /// As many items as there is room for, and no more than that many.
    private static func joined(
        _ room: Int, _ most: Int, _ separator: String, _ item: (Int) -> String
    ) -> String {
        var text = "", number = 0
        while number < most {
            let next = item(number)
            guard text.utf8.count + next.utf8.count + separator.utf8.count < room else { break }
            if number > 0 { text += separator }
            text += next
            number += 1
        }
        return text
    }

    private static func lines(_ room: Int, _ most: Int, _ line: (Int) -> String) -> String {
        joined(room, most, "\n", line) + "\n"
    }
}
