import VirtualTime

/// One call: sent, waited for, held against what is expected of it.
struct CallRunner {
    struct Call {
        let at: Instant
        /// The sequence of the first entry of the call.
        let position: Int
        let after: Moment
        /// The first answer.
        let first: CallResult
        /// The answer after waiting: the first status, the resource's body, the operation's last state.
        var result: CallResult
        /// What was sent, when it was HTTP.
        let sent: HTTPCall?
    }

    /// How long an operation may run before a waiting step gives up.
    static let patience = Duration.seconds(30 * 86_400)

    let state: RunState
    let step: Step

    private var labels: [Problem.Label] { [.init(step.place)] }

    // MARK: sending

    func begin() throws(StepFailure) -> Call {
        state.context.beforeLastCall = Moment(state.world)
        let at = state.now, position = state.world.position
        let (result, sent) = try send()
        try state.settle()
        return Call(
            at: at, position: position, after: Moment(state.world), first: result, result: result, sent: sent)
    }

    private func actor() throws(StepFailure) -> String {
        guard let actor = step.actor else { return "operator" }
        let name = try state.context.text(actor, in: state.world)
        guard Vocabulary.people.contains(name) else {
            throw StepFailure("nobody is called '\(name)'", labels: [.init(actor.place)], at: state.now)
        }
        return name
    }

    private func send() throws(StepFailure) -> (CallResult, HTTPCall?) {
        switch step.action {
        case .request(let request):
            let call = try httpCall(request)
            return (state.world.send(call), call)
        case .az(let line): return try send(line)
        case .act(let act):
            let name = try state.context.resolved(act.name, in: state.world, "an act") { text in
                Vocabulary.act(named: text)?.name
            }
            guard let late = act.target else {
                throw StepFailure("\(name) needs a target", labels: labels, at: state.now)
            }
            let target = try state.context.reference(late, in: state.world)
            let arguments = try state.context.document(act.arguments, in: state.world)
            return (state.world.act(name, on: target, with: arguments, by: try actor()), nil)
        case .ingest(let ingest):
            let to = try state.context.reference(ingest.to, in: state.world)
            let table = try ingest.table.map { text throws(StepFailure) in
                try state.context.text(text, in: state.world)
            }
            return (state.world.ingest(ingest.records, into: to, table: table, by: try actor()), nil)
        default: throw StepFailure("`\(step.verb)` is no call", labels: labels, at: state.now)
        }
    }

    private func httpCall(_ request: RequestAction) throws(StepFailure) -> HTTPCall {
        var method = "", target = ""
        if let line = request.line {
            let text = try state.context.text(line, in: state.world)
            let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, FileDecoder.methods.contains(parts[0]) else {
                throw StepFailure("'\(text)' is not METHOD PATH", labels: [.init(line.place)], at: state.now)
            }
            (method, target) = (parts[0], parts[1])
        }
        if let text = request.method { method = try state.context.text(text, in: state.world) }
        if let text = request.path { target = try state.context.text(text, in: state.world) }
        var host = HTTPCall.armHost
        if let text = request.host { host = try state.context.text(text, in: state.world) }
        if target.hasPrefix("https://") {
            let rest = target.dropFirst("https://".count)
            host = String(rest.prefix { $0 != "/" })
            target = String(rest.dropFirst(host.count))
        }
        let pieces = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        var body: Document?
        if let template = request.body {
            let document = try state.context.document(template, in: state.world)
            body = document.isNull ? nil : document
        }
        var headers: [HTTPCall.Header] = []
        for field in request.headers {
            headers.append(
                HTTPCall.Header(
                    name: try state.context.text(field.name, in: state.world),
                    value: Value.filling(field.value, from: state.context.scope(state.world)).text))
        }
        return HTTPCall(
            method: method, host: host, path: pieces[0].isEmpty ? "/" : pieces[0],
            query: pieces.count == 2 ? pieces[1] : "", headers: headers, body: body, actor: try actor())
    }

    private func send(_ line: AzLine) throws(StepFailure) -> (CallResult, HTTPCall?) {
        guard let command = AzCommand.named(line.command) else {
            throw StepFailure("unknown az command '\(line.command)'", labels: labels, at: state.now)
        }
        var values: [String: [String]] = [:]
        for option in line.options {
            var filled: [String] = []
            for value in option.values { filled.append(try state.context.text(value, in: state.world)) }
            values[option.name] = filled
        }
        let arguments = AzArguments(values: values)
        switch command.plan(arguments, try surroundings(arguments)) {
        case .call(let call): return (state.world.send(call), call)
        case .readThenCall(let read, let then):
            let found = state.world.send(read)
            guard found.status == 200, let body = found.body else { return (found, read) }
            let call = then(body)
            return (state.world.send(call), call)
        case .impossible(let why): throw StepFailure("az: \(why)", labels: labels, at: state.now)
        }
    }

    private func surroundings(_ line: AzArguments) throws(StepFailure) -> AzSurroundings {
        let actor = try actor(), world = state.world
        let granted =
            line["--object-id"] ?? (line["--spn"] ?? line["--upn"]).flatMap { world.objectID(of: $0) }
        var vaultID = line["--name"].flatMap { world.resourceID(of: Reference(kind: "vault", name: $0)) }
        if let group = line["--resource-group"], let name = line["--name"] {
            vaultID =
                "/subscriptions/\(world.subscriptionID)/resourceGroups/\(group)"
                + "/providers/Microsoft.KeyVault/vaults/\(name)"
        }
        return AzSurroundings(
            subscriptionID: world.subscriptionID, tenantID: world.tenantID, actor: actor,
            actorObjectID: world.objectID(of: actor), vaultID: vaultID, grantedObjectID: granted,
            location: "westeurope")
    }

    // MARK: waiting

    private var waits: Bool {
        switch step.action {
        case .request: step.wait ?? false
        case .az(let line): step.wait ?? !line.options.contains { $0.name == "--no-wait" }
        default: step.wait ?? true
        }
    }

    func wait(for call: Call) throws(StepFailure) -> Call {
        guard waits, case .inProgress(let id) = call.result.operation else { return call }
        var call = call
        try state.walk(through: call.at + Self.patience) { () throws(StepFailure) in
            call.result.operation = state.world.operation(id)
            if case .inProgress = call.result.operation { return true }
            return false
        }
        if case .inProgress = call.result.operation {
            throw StepFailure(
                "the operation has not ended after \(Self.patience.text)", labels: labels, at: state.now)
        }
        if let resource = resource(of: call) {
            let found = state.world.send(resource)
            if found.status == 200 { call.result.body = found.body }
            try state.settle()
        }
        return call
    }

    private func resource(of call: Call) -> HTTPCall? {
        if let resource = call.result.resource { return resource }
        guard let sent = call.sent, sent.method == "PUT" || sent.method == "PATCH" else { return nil }
        return HTTPCall(method: "GET", host: sent.host, path: sent.path, query: sent.query, actor: sent.actor)
    }

    // MARK: expecting

    func finish(_ call: Call) throws(StepFailure) {
        let reading = ExpectationReading(call: call, step: step, state: state)
        if let failure = reading.failure() { throw failure }
        try capture(call)
    }

    private func capture(_ call: Call) throws(StepFailure) {
        let body = call.result.body.map(Value.init) ?? .null
        for capture in step.captures {
            let value: Value?
            switch capture.source {
            case .path(let path): value = path.found(in: body)
            case .header(let name):
                value = call.result.headers.first { $0.name.lowercased() == name.lowercased() }
                    .map { .string($0.value) }
            case .expression(let placed):
                value = placed.expression.evaluated(in: state.context.scope(state.world))
            }
            switch value {
            case nil:
                throw StepFailure(
                    "'\(capture.name)' captures nothing", code: .capture,
                    labels: [.init(capture.place, "the answer has no such part")],
                    details: ["body: \(call.result.body?.json ?? "none")"], at: state.now)
            case .unknown(let why)?:
                throw StepFailure(
                    "'\(capture.name)' captures nothing: \(why)", code: .capture,
                    labels: [.init(capture.place)],
                    at: state.now)
            case let value?: state.context.bindings[capture.name] = value
            }
        }
    }
}
