public import AzureWire
import Futures
import Synchronization
import VirtualTime

/// The answer of RFC 9457, not a mistake of a file.
private typealias WireProblem = AzureWire.Problem

/// What-if over the control API: `/_lockstep/v1/whatif`. A job takes a plan as JSON and runs on copies; it
/// never touches a world that is served. One runs at a time, some wait, and old ones are forgotten.
public actor WhatIfDesk {
    /// The lines of a served world's journal, as in a saved world; nil when there is none of that name.
    public typealias Worlds = @Sendable (_ name: String) -> String?

    /// Jobs that wait at most, and jobs that are kept when they are over.
    private static let mostWaiting = 16, mostKept = 64
    /// What a plan may take of the machine's time when it says nothing.
    private static let patience = Duration.minutes(10)

    private var jobs: [WhatIfJob] = []
    private var count = 0
    private var isBusy = false
    private let worlds: Worlds

    public init(worlds: @escaping Worlds = { _ in nil }) { self.worlds = worlds }

    /// Nil for a request that is none of the desk's.
    public nonisolated func respond(to request: WireRequest) async -> WireResponse? {
        guard request.segments.starts(with: ["_lockstep", "v1", "whatif"]) else { return nil }
        return await answer(to: request)
    }

    private func answer(to request: WireRequest) async -> WireResponse {
        do {
            return try await route(request, Array(request.segments.dropFirst(3)))
        } catch let problem as WireProblem {
            return problem.response
        } catch {
            return Self.problem(400, "bad-request", "\(error)").response
        }
    }

    private func route(_ request: WireRequest, _ path: [String]) async throws -> WireResponse {
        guard let id = path.first else {
            switch request.method {
            case "POST": return try open(request)
            case "GET": return .json(200, ["whatif": .array(jobs.map(\.document))])
            default: throw Self.wrongMethod(request)
            }
        }
        guard let job = jobs.first(where: { $0.id == id }) else {
            throw Self.problem(404, "whatif-not-found", "There is no job '\(id)'.")
        }
        switch (request.method, Array(path.dropFirst())) {
        case ("GET", []): return .json(200, job.document)
        case ("DELETE", []):
            let wasOver = job.isOver
            job.cancel()
            if wasOver { jobs.removeAll { $0.id == id } }
            return .json(200, job.document)
        case ("GET", ["events"]): return await events(of: job, request)
        case ("GET", ["report"]): return try report(of: job, request)
        default: throw Self.wrongMethod(request)
        }
    }

    // MARK: Jobs

    private func open(_ request: WireRequest) throws -> WireResponse {
        guard jobs.count(where: { !$0.isOver }) <= Self.mostWaiting else {
            throw Self.problem(
                429, "budget", "\(Self.mostWaiting) jobs are waiting already.", hint: "DELETE one, or wait")
        }
        let text = String(decoding: request.body, as: UTF8.self)
        let source = SourceText(file: "request", text: text)
        let whatIf: WhatIf
        do {
            let plan = try WhatIfReader.read(source)
            var options = WhatIfOptions()
            let worlds = worlds
            // Of served worlds alone: a plan from the wire opens no files.
            options.files = FileAccess { file in
                file.hasPrefix("server:") ? worlds(String(file.dropFirst("server:".count))) : nil
            }
            whatIf = try WhatIf(plan, source: source, options: options)
        } catch let problems as ProblemList {
            throw Self.problem(
                422, "plan-wrong", problems.problems.first?.message ?? "the plan is wrong",
                errors: problems.problems.map {
                    [
                        "code": .string($0.code.rawValue), "detail": .string($0.message),
                        "line": .integer($0.label.place.line), "column": .integer($0.label.place.column),
                    ]
                })
        } catch let problem as WorldProblem {
            throw Self.problem(422, "plan-wrong", problem.message)
        }
        count += 1
        let job = WhatIfJob(id: "w\(count)", whatIf: whatIf, patience: Self.patience)
        jobs.append(job)
        forget()
        work()
        return .json(202, job.document, headers: ["Location": "/_lockstep/v1/whatif/\(job.id)"])
    }

    private func forget() {
        while jobs.count > Self.mostKept, let old = jobs.firstIndex(where: \.isOver) { jobs.remove(at: old) }
    }

    /// Starts the next job when none runs.
    private func work() {
        guard !isBusy, let next = jobs.first(where: { $0.isWaiting }) else { return }
        isBusy = true
        Task.detached(priority: .utility) {
            next.run()
            await self.done()
        }
    }

    private func done() {
        isBusy = false
        work()
    }

    // MARK: Showing

    /// Server-sent events after `Last-Event-ID`: those that are there, or the next one when there are none.
    /// The answer ends then; a client of such streams asks again by itself.
    private func events(of job: WhatIfJob, _ request: WireRequest) async -> WireResponse {
        let last = request.headers["Last-Event-ID"].flatMap { Int($0) } ?? 0
        for _ in 0..<100 {
            if job.isOver || !job.events(after: last).isEmpty { break }
            try? await Task.sleep(for: .milliseconds(100))
        }
        var text = "retry: 200\n\n"
        for (number, event) in job.events(after: last) {
            text += "id: \(number)\nevent: \(event["event"]?.text ?? "progress")\ndata: \(event.json)\n\n"
        }
        return .bytes(200, Array(text.utf8), contentType: "text/event-stream; charset=utf-8")
    }

    private func report(of job: WhatIfJob, _ request: WireRequest) throws -> WireResponse {
        guard let report = job.report else {
            throw Self.problem(
                409, "not-over", "The job is \(job.word).", hint: "GET /_lockstep/v1/whatif/\(job.id)")
        }
        let format =
            request.query["format"]
            ?? (request.headers["Accept"]?.contains("text/html") == true ? "html" : "json")
        switch format {
        case "json": return .json(200, report.document)
        case "csv": return .bytes(200, Array(report.csv.utf8), contentType: "text/csv; charset=utf-8")
        case "html":
            return .bytes(200, Array(WhatIfPage(report).html.utf8), contentType: "text/html; charset=utf-8")
        default: throw Self.problem(400, "bad-request", "'\(format)' is none of json, csv, html.")
        }
    }

    private static func wrongMethod(_ request: WireRequest) -> WireProblem {
        problem(
            405, "method-not-allowed",
            "'\(request.method) \(request.path)' is nothing that a job understands.")
    }

    private static func problem(
        _ status: Int, _ type: String, _ detail: String, hint: String? = nil, errors: [Document] = []
    ) -> WireProblem {
        var extensions: Members = [:]
        if let hint { extensions["hint"] = .string(hint) }
        if !errors.isEmpty { extensions["errors"] = .array(errors) }
        return WireProblem(
            type: "urn:lockstep:problem:\(type)", title: "What if", status: status, detail: detail,
            extensions: extensions)
    }
}

/// One plan under way. Whoever asks sees how far it is; whoever cancels is heard between two rounds.
final class WhatIfJob: Sendable {
    let id: String
    private let whatIf: WhatIf
    private let patience: Duration
    private let state = Mutex(State())

    private struct State {
        var word = "queued"
        var isCanceled = false
        var rows = 0
        var runs = 0
        var best: Int64?
        var worst: Int64?
        var events: [Document] = []
        var report: WhatIfReport?
    }

    init(id: String, whatIf: WhatIf, patience: Duration) {
        self.id = id
        self.whatIf = whatIf
        self.patience = patience
    }

    var word: String { state.withLock { $0.word } }
    var isWaiting: Bool { word == "queued" }
    var isOver: Bool { !["queued", "running"].contains(word) }
    private var isCanceled: Bool { state.withLock { $0.isCanceled } }
    var report: WhatIfReport? { state.withLock { $0.report } }

    func cancel() {
        state.withLock { state in
            state.isCanceled = true
            if state.word == "queued" { state.word = "canceled" }
        }
    }

    func run() {
        let isTaken = state.withLock { state in
            guard state.word == "queued" else { return false }
            state.word = "running"
            return true
        }
        guard isTaken else { return }
        let end = ContinuousClock.now + (whatIf.plan.explore.wall ?? patience)
        var results: [WhatIfResult] = []
        for place in whatIf.rows.indices {
            let result = whatIf.play(place) { _ in self.isCanceled || ContinuousClock.now >= end }
            results.append(result)
            if isCanceled { break }
            note(result)
        }
        let report = results.count == whatIf.rows.count ? WhatIfReport(whatIf, results) : nil
        state.withLock { state in
            state.word = state.isCanceled ? "canceled" : "done"
            if !state.isCanceled { state.report = report }
            state.events.append(["event": "end", "state": .string(state.word)])
        }
    }

    private func note(_ result: WhatIfResult) {
        state.withLock { state in
            state.rows += 1
            state.runs += result.range.runs
            if let ends = result.range.ends[.lostRecords] {
                state.best = min(state.best ?? .max, ends.best.value ?? 0)
                state.worst = max(state.worst ?? .min, ends.worst.value ?? 0)
            }
            // Bounded by the rows of a plan, which a request's size bounds.
            state.events.append([
                "event": "progress", "row": .string(result.row.id), "rows": .integer(state.rows),
                "of": .integer(whatIf.rows.count), "runs": .integer(state.runs),
                "best": .integer(state.best ?? 0), "worst": .integer(state.worst ?? 0),
            ])
        }
    }

    func events(after number: Int) -> [(number: Int, event: Document)] {
        state.withLock { state in
            state.events.enumerated().dropFirst(max(0, number)).map { ($0.offset + 1, $0.element) }
        }
    }

    var document: Document {
        state.withLock { state in
            var document: Document = [
                "id": .string(id), "name": .string(whatIf.plan.name), "plan": .string(whatIf.digest),
                "state": .string(state.word), "rows": .integer(state.rows), "of": .integer(whatIf.rows.count),
                "runs": .integer(state.runs),
            ]
            if let worst = state.worst, let best = state.best {
                document["lost_records"] = ["best": .integer(best), "worst": .integer(worst)]
            }
            let base = "/_lockstep/v1/whatif/\(id)"
            document["links"] = ["events": .string("\(base)/events"), "report": .string("\(base)/report")]
            if let report = state.report { document["verdict"] = report.document["verdict"] ?? .null }
            return document
        }
    }
}
