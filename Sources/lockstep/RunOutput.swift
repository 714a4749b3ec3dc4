import ArgumentParser
import Foundation
import ScenarioKit
import VirtualTime

/// Where what was found goes: lines for people, and reports.
final class RunOutput {
    enum Style { case lines, count, silent }

    private let style: Style
    private let files: Int
    private var reports: [ReportFile]
    private var totals = RunTotals()
    private let clock = ContinuousClock()
    private let begun: ContinuousClock.Instant
    private let progress: Progress

    /// `reports` are of the form KIND=FILE.
    init(reports words: [String], style: Style, files: Int, showsProgress: Bool) throws {
        self.style = style
        self.files = files
        let environment = ProcessInfo.processInfo.environment
        let head = ReportHead(
            version: Lockstep.version, startedMilliseconds: Wall.milliseconds,
            runID: environment["LOCKSTEP_RUN_ID"])
        reports = try words.map { try ReportFile($0, head) }
        guard reports.count(where: \.isStandardOutput) <= 1 else {
            throw Console.fail("only one report can go to standard output.", .wrongFile)
        }
        let hasGitHub = reports.contains { $0.kind == .github }
        if environment["GITHUB_ACTIONS"] == "true", !hasGitHub, style != .silent {
            let isTaken = reports.contains(where: \.isStandardOutput)
            reports.append(ReportFile(.github, to: isTaken ? .standardError : .standardOutput, head))
        }
        begun = clock.now
        progress = Progress(of: files, isShown: style != .silent && showsProgress)
    }

    var needsFirstValues: Bool { reports.contains(where: \.kind.needsFirstValues) }
    var needsWholeRuns: Bool { reports.contains(where: \.kind.needsWholeRuns) }

    /// Lines for people keep off standard output when a report is there.
    var isDisplaced: Bool { reports.contains { $0.isStandardOutput && $0.kind != .github } }

    func print(_ text: String) {
        progress.erase()
        if isDisplaced { Console.note(text) } else { Console.print(text) }
    }

    func add(_ file: ReportedFile) {
        totals.add(file)
        if style == .lines {
            for run in file.runs {
                print(colored(run.result, file.source))
                let readings = Readings(result: run.result, variants: run.variants)
                HumanReport.variants(readings).forEach { print($0) }
            }
        }
        progress.erase()
        for place in reports.indices { reports[place].add(file) }
        progress.show(totals.files)
    }

    func finish() -> RunTotals {
        progress.erase()
        totals.wall = Wall.isHidden ? .zero : begun.duration(to: clock.now)
        for place in reports.indices { reports[place].finish(totals) }
        guard style != .silent else { return totals }
        if style == .lines {
            print("")
            print("  \(totals.extent)\(Wall.isHidden ? "" : ", \(totals.wall.wholeMilliseconds) ms")")
        }
        print(totals.line)
        return totals
    }

    private func colored(_ result: RunResult, _ source: SourceText) -> String {
        let text = HumanReport.run(result, source: source)
        guard !isDisplaced else { return text }
        switch result.verdict {
        case .passed: return text.replacingOccurrences(of: "  PASS  ", with: "  \(Console.green("PASS"))  ")
        case .failed: return text.replacingOccurrences(of: "  FAIL  ", with: "  \(Console.red("FAIL"))  ")
        case .skipped: return text
        }
    }
}

/// One report on its way to a file. It is written as far as it goes, and whole at the end.
struct ReportFile {
    let kind: ReportKind
    private var report: any RunReport
    private let handle: FileHandle

    init(_ kind: ReportKind, to handle: FileHandle, _ head: ReportHead) {
        self.kind = kind
        self.handle = handle
        report = kind.report(head)
    }

    init(_ word: String, _ head: ReportHead) throws {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        guard parts.count == 2, !parts[1].isEmpty, let kind = ReportKind(rawValue: parts[0]) else {
            let kinds = ReportKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Console.fail(
                "'\(word)' is not KIND=FILE, with a kind among \(kinds).", try: "--report junit=report.xml",
                .wrongFile)
        }
        self.init(kind, to: try Self.handle(parts[1]), head)
    }

    var isStandardOutput: Bool { handle === FileHandle.standardOutput }

    mutating func add(_ file: ReportedFile) { write(report.add(file)) }
    mutating func finish(_ totals: RunTotals) { write(report.finish(totals)) }

    private func write(_ text: String) {
        if !text.isEmpty { handle.write(Data(text.utf8)) }
    }

    /// Opened before anything runs, so that a wrong path is known by then.
    static func handle(_ path: String) throws -> FileHandle {
        guard path != "-" else { return .standardOutput }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw Console.fail("\(path) cannot be written.", .wrongFile) }
        return handle
    }
}

/// How far it is, in a line that is written over. Only where a person looks.
struct Progress {
    private let count: Int
    private let isShown: Bool

    init(of count: Int, isShown: Bool) {
        self.count = count
        let environment = ProcessInfo.processInfo.environment
        self.isShown =
            isShown && count > 1 && isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
            && environment["TERM"] != "dumb" && environment["CI"] == nil
    }

    func show(_ done: Int) {
        guard isShown, done < count else { return }
        FileHandle.standardError.write(Data("  … \(done) of \(count) files".utf8))
    }

    func erase() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[2K".utf8)) }
    }
}
