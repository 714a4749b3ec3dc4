import Foundation

/// The checkout this test was compiled in.
enum Repository {
    static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

    /// Swift files below a folder, in the order of their paths.
    static func swiftFiles(in folder: String) -> [SourceFile] {
        let base = root.appending(path: folder)
        let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
            guard let text = try? String(contentsOf: base.appending(path: path), encoding: .utf8) else {
                return nil
            }
            return SourceFile(path: "\(folder)/\(path)", text: text)
        }
    }

    static let sources = swiftFiles(in: "Sources")
    static let tests = swiftFiles(in: "Tests")

    /// Golden traces below `Scenarios`, in the order of their paths.
    static let traces: [GoldenTrace] = {
        let base = root.appending(path: "Scenarios")
        let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".trace") }.sorted().compactMap { path in
            (try? String(contentsOf: base.appending(path: path), encoding: .utf8)).map {
                GoldenTrace(name: String(path.dropLast(".trace".count)), text: $0)
            }
        }
    }()

    static func read(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
    static var isRecording: Bool { ProcessInfo.processInfo.environment["LOCKSTEP_RECORD"] == "1" }
    static func write(_ text: String, to path: String) throws {
        try text.write(to: root.appending(path: path), atomically: true, encoding: .utf8)
    }
}

struct SourceFile: Sendable {
    let path: String
    let text: String
    /// The text without comments and the contents of literals; lines stay where they are.
    let code: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
        code = CodeReader.code(of: text)
    }

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }
    var lines: [Substring] { Self.lines(of: text) }
    var codeLines: [Substring] { Self.lines(of: code) }

    private static func lines(of text: String) -> [Substring] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.last == "" ? lines.dropLast() : lines
    }
}
