import VirtualTime

/// The trace format of Chrome and Perfetto: a process for each run, threads for its steps, its journal and
/// every property that changed. Times are microseconds of virtual time since the run began.
struct ChromeTraceReport: RunReport {
    private var events: [Document] = []
    private var process = 0
    private var flow = 0

    mutating func add(_ file: ReportedFile) -> String {
        for run in file.runs where run.result.verdict != .skipped { add(run.result) }
        return ""
    }

    mutating func finish(_ totals: RunTotals) -> String {
        let trace: Document = ["displayTimeUnit": "ms", "traceEvents": .array(events)]
        return trace.json + "\n"
    }

    private mutating func add(_ result: RunResult) {
        process += 1
        name(process: "\(HumanReport.stem(result.file)): \(result.caseName) (\(result.verdict.rawValue))")
        name(thread: 1, "steps")
        add(result.steps, thread: 1, result)
        name(thread: 2, "journal")
        addJournal(result)
        var thread = 3
        for lane in RunTimeline(result).lanes {
            name(thread: thread, lane.title)
            for segment in lane.segments where segment.to > segment.from {
                var arguments: Document = [:]
                if let entry = segment.entry { arguments["entry"] = .integer(entry) }
                if let rule = segment.rule { arguments["rule"] = .string(rule) }
                complete(
                    segment.value, "state", thread: thread, at: microseconds(segment.from, result),
                    for: (segment.to - segment.from).wholeMilliseconds * 1_000, arguments)
            }
            thread += 1
        }
        // A fork has a time of its own, which overlaps with the run's.
        for step in result.steps where step.verb == "fork" && !step.inner.isEmpty {
            name(thread: thread, step.title)
            add(step.inner, thread: thread, result)
            thread += 1
        }
    }

    private mutating func add(_ steps: [StepOutcome], thread: Int, _ result: RunResult) {
        for step in steps {
            var arguments: Document = [
                "verdict": .string(step.verdict.rawValue), "verb": .string(step.verb),
                "at": .string("\(result.file):\(step.place.line)"),
            ]
            if let exchange = step.result?.exchange { arguments["request"] = .string(exchange) }
            if let failure = step.failure { arguments["failure"] = .string(failure.message) }
            complete(
                step.title, "step", thread: thread, at: microseconds(step.startedAt, result),
                for: (step.endedAt - step.startedAt).wholeMilliseconds * 1_000, arguments)
            if step.verb == "use" { add(step.inner, thread: thread, result) }
        }
    }

    /// Entries of one instant stand a microsecond apart, in their order, so that arrows can tell them apart.
    private mutating func addJournal(_ result: RunResult) {
        var places: [Int: Int64] = [:]
        var last: Int64 = -1
        for entry in result.journal {
            last = max(last + 1, microseconds(entry.at, result))
            complete(
                JournalLine.text(entry), entry.kind, thread: 2, at: last, for: 1,
                ["entry": .integer(entry.sequence)])
            // An entry reads as several lines; arrows lead to the first.
            guard places[entry.sequence] == nil else { continue }
            places[entry.sequence] = last
            for cause in entry.causes {
                guard let from = places[cause], from < last else { continue }
                flow += 1
                arrow("s", at: from)
                arrow("f", at: last)
            }
        }
    }

    // MARK: events

    private mutating func complete(
        _ name: String, _ category: String, thread: Int, at: Int64, for duration: Int64, _ arguments: Document
    ) {
        events.append([
            "name": .string(name), "cat": .string(category), "ph": "X", "pid": .integer(process),
            "tid": .integer(thread), "ts": .integer(at), "dur": .integer(duration), "args": arguments,
        ])
    }

    private mutating func arrow(_ phase: String, at: Int64) {
        var event: Document = [
            "name": "cause", "cat": "cause", "ph": .string(phase), "id": .integer(flow),
            "pid": .integer(process), "tid": 2, "ts": .integer(at),
        ]
        if phase == "f" { event["bp"] = "e" }
        events.append(event)
    }

    private mutating func name(process title: String) {
        events.append([
            "name": "process_name", "ph": "M", "pid": .integer(process), "tid": 0,
            "args": ["name": .string(title)],
        ])
    }

    private mutating func name(thread: Int, _ title: String) {
        let pid = Document.integer(process), tid = Document.integer(thread)
        events.append([
            "name": "thread_name", "ph": "M", "pid": pid, "tid": tid, "args": ["name": .string(title)],
        ])
        events.append([
            "name": "thread_sort_index", "ph": "M", "pid": pid, "tid": tid, "args": ["sort_index": tid],
        ])
    }

    private func microseconds(_ instant: Instant, _ result: RunResult) -> Int64 {
        (instant - result.startedAt).wholeMilliseconds * 1_000
    }
}
