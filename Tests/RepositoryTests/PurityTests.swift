import Testing

/// What the core must not use, and what it uses instead.
enum Impurity: String, CaseIterable {
    case foundation, suspension, wallClock, randomID, float, hash, unordered, output

    var words: Set<Substring> {
        switch self {
        case .foundation: ["Foundation", "Glibc", "Darwin", "Dispatch", "Synchronization"]
        case .suspension: ["async", "await", "Task", "actor"]
        case .wallClock: ["Date", "ContinuousClock", "SuspendingClock", "DispatchTime", "clock_gettime"]
        case .randomID: ["UUID", "SystemRandomNumberGenerator", "random"]
        case .float: ["Double", "Float", "CGFloat"]
        case .hash: ["hashValue", "Hasher"]
        case .unordered: ["Set", "Dictionary"]
        case .output: ["print", "debugPrint", "dump"]
        }
    }

    var instead: String {
        switch self {
        case .foundation: "the kernel's Document, Instant and Digest"
        case .suspension: "a plain function: nobody waits inside a turn"
        case .wallClock: "world.now, an Instant"
        case .randomID: "NamedGUID, or Draw by seed and key"
        case .float: "whole milliseconds, records and Duration"
        case .hash: "Digest"
        case .unordered: "Table, or an array in a stated order"
        case .output: "an Entry: the journal says what happened"
        }
    }

    static func findings(in file: SourceFile) -> [String] {
        var findings: [String] = []
        for (number, line) in file.codeLines.enumerated() {
            let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
            for impurity in allCases where !impurity.words.isDisjoint(with: words) {
                // An `Encoder` has to take floats, whether or not it is ever given one.
                if impurity == .float, file.code.contains(": Encoder {") { continue }
                findings.append("\(file.path):\(number + 1): \(impurity): use \(impurity.instead)")
            }
        }
        return findings + iterations(in: file)
    }

    /// Dictionaries may be looked up; walking one would show its order, which no two processes share.
    private static func iterations(in file: SourceFile) -> [String] {
        let declared = file.code.matches(of: /\b(?:let|var) (\w+)(?:: \[\w+: | = \[:\])/).map { String($0.1) }
        return declared.flatMap { name -> [String] in
            file.codeLines.enumerated().filter { _, line in
                line.contains(" in \(name)")
                    || ["keys", "values", "map", "forEach", "filter", "first", "reduce", "sorted", "flatMap"]
                        .contains {
                            line.contains("\(name).\($0)")
                        }
            }.map {
                "\(file.path):\($0.offset + 1): iterates '\(name)': use Table, or an array in a stated order"
            }
        }
    }
}

@Suite("The core is pure") struct PurityTests {
    private static let pure = ["Sources/VirtualTime", "Sources/ControlPlane", "Sources/Futures"]

    @Test("no Foundation, waiting, clock, chance or number that is not exact", arguments: pure)
    func isPure(folder: String) {
        let files = Repository.swiftFiles(in: folder)
        #expect(!files.isEmpty)
        #expect(files.flatMap(Impurity.findings) == [])
    }

    @Test(
        "each of them is found where it is",
        arguments: [
            "import Foundation", "func f() async {}", "let now = Date()", "let id = UUID()",
            "let x: Double = 1",
            "x.hashValue", "let s: Set<Int> = []", "print(1)", "var d: [String: Int] = [:]\nfor x in d {}",
            "var d: [String: Int] = [:]\nd.keys",
        ])
    func isFound(text: String) {
        #expect(!Impurity.findings(in: SourceFile(path: "Sample.swift", text: text)).isEmpty)
    }

    @Test(
        "nothing is found where there is nothing",
        arguments: [
            "// async", "let x = \"Double\"", "let asyncOperation = 1",
            "var d: [String: Int] = [:]\nd[key] = 1",
        ])
    func isNotFound(text: String) {
        #expect(Impurity.findings(in: SourceFile(path: "Sample.swift", text: text)) == [])
    }
}
