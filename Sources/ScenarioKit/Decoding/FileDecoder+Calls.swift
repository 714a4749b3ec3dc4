extension FileDecoder {
    static let methods = ["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD"]

    func request(_ node: YAMLNode, body: YAMLNode?) -> RequestAction? {
        var action = RequestAction()
        action.body = body.map(value)
        guard node.pairs != nil else {
            guard let line = template(node, "'request'") else { return nil }
            if line.onlyExpression == nil, !isRequestLine(line) {
                report(
                    .notARequest, "'\(line.source)' is not a request", at: node.place, "write METHOD PATH",
                    notes: ["methods: \(Self.methods.joined(separator: ", "))"])
                return nil
            }
            action.line = line
            return action
        }
        let allowed = ["method", "path", "host", "headers", "body"]
        guard
            let keyed = KeyedNode(
                node, "'request'", allowed: allowed, required: ["method", "path"], decoder: self)
        else { return nil }
        if let method = keyed.text("method"), !Self.methods.contains(method) {
            unknown(method, "method", at: keyed["method"]?.place ?? node.place, among: Self.methods)
        }
        action.method = keyed.template("method")
        action.path = keyed.template("path")
        action.host = keyed.template("host")
        action.headers = keyed.fields("headers")
        if let inner = keyed["body"] { action.body = value(inner) }
        return action
    }

    private func isRequestLine(_ line: TemplateText) -> Bool {
        guard case .text(let start) = line.parts.first, let space = start.firstIndex(of: " ") else {
            return false
        }
        let rest = start[start.index(after: space)...]
        let hasPath = !rest.isEmpty || line.parts.count > 1
        return Self.methods.contains(String(start[..<space])) && hasPath && !rest.contains(" ")
    }

    func expectation(_ node: YAMLNode) -> Expectation? {
        let allowed = [
            "status", "headers", "body", "error", "rejectedBy", "outcome", "operation", "condition",
        ]
        guard let keyed = KeyedNode(node, "'expect'", allowed: allowed, decoder: self) else { return nil }
        var expectation = Expectation()
        for key in keyed.keys { expectation.places[key] = keyed[key]?.place }
        expectation.statuses = keyed["status"].map(oneOrMore)?.compactMap { status($0) } ?? []
        expectation.headers =
            keyed.pairs("headers").compactMap { pair in
                matcher(pair.value).map {
                    Expectation.Header(name: pair.key, matcher: $0, place: pair.value.place)
                }
            }
        expectation.body = keyed["body"].map(bodyExpectations) ?? []
        expectation.error = keyed["error"].map(errorExpectations) ?? []
        expectation.rejectedBy =
            keyed["rejectedBy"].map(oneOrMore)?.compactMap { template($0, "a rule id") } ?? []
        expectation.outcome = keyed["outcome"].flatMap { outcome in
            lateWord(outcome, "outcome", among: Vocabulary.outcomes) == nil
                ? nil : template(outcome, "'outcome'")
        }
        expectation.operation = keyed.word("operation", among: Vocabulary.operations)
        expectation.condition = keyed["condition"].flatMap { condition($0) }
        return expectation
    }

    private func status(_ node: YAMLNode) -> Expectation.Status? {
        guard let text = template(node, "a status") else { return nil }
        guard let constant = text.constant else { return .later(text) }
        if let status = Expectation.Status(constant) { return status }
        report(
            .notANumber, "'\(constant)' is not a status", at: node.place, "write 200, 2xx or a list of them")
        return nil
    }

    private func bodyExpectations(_ node: YAMLNode) -> [Expectation.Body] {
        guard let pairs = node.pairs else {
            report(
                .wrongShape, "'body' must map paths to matchers", at: node.place, "write { $.name: value }")
            return []
        }
        return pairs.compactMap { pair in
            guard let path = path(pair.key, at: pair.keyPlace), let matcher = matcher(pair.value) else {
                return nil
            }
            return Expectation.Body(path: path, matcher: matcher, place: pair.value.place)
        }
    }

    private func errorExpectations(_ node: YAMLNode) -> [PropertyExpectation] {
        let allowed = ["code", "message", "target"]
        guard let keyed = KeyedNode(node, "'error'", allowed: allowed, decoder: self) else { return [] }
        return allowed.compactMap { key in
            guard let value = keyed[key], let place = keyed.keyPlace(key), let matcher = matcher(value) else {
                return nil
            }
            return PropertyExpectation(
                property: key, propertyPlace: place, matcher: matcher, place: value.place)
        }
    }

    private func path(_ text: String, at place: SourcePlace) -> JSONPath? {
        switch JSONPath.parse(text) {
        case .success(let path): return path
        case .failure(let error):
            report(.notAPath, "'\(text)' is not a path into a body", at: place, error.message)
            return nil
        }
    }

    func captures(_ node: YAMLNode) -> [Capture] {
        guard let pairs = node.pairs else {
            report(.wrongShape, "'capture' must map names to where they come from", at: node.place)
            return []
        }
        return pairs.compactMap { pair in
            guard isName(pair.key, at: pair.keyPlace, "a variable") else { return nil }
            guard let source = captureSource(pair.value) else { return nil }
            return Capture(name: pair.key, source: source, place: pair.keyPlace)
        }
    }

    private func captureSource(_ node: YAMLNode) -> Capture.Source? {
        if let text = node.scalar { return path(text, at: node.place).map(Capture.Source.path) }
        guard let keyed = KeyedNode(node, "a capture", allowed: ["header", "expr"], decoder: self) else {
            return nil
        }
        // A key that is unknown has been told already.
        guard keyed.keys.allSatisfy(["header", "expr"].contains) else { return nil }
        if keyed.keys.count == 1, keyed["expr"] != nil {
            return keyed.expression("expr").map(Capture.Source.expression)
        }
        if keyed.keys.count == 1, let header = keyed.text("header") { return .header(header) }
        report(.wrongShape, "a capture is a path, {header: …} or {expr: …}", at: node.place)
        return nil
    }

    /// A name that expressions and times can use.
    func isName(_ text: String, at place: SourcePlace, _ what: String) -> Bool {
        let isWord = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard isWord, text.first?.isLetter == true else {
            report(
                .unknownName, "'\(text)' cannot name \(what)", at: place,
                "letters, digits and '_', a letter first")
            return false
        }
        guard !ScopeNames.reserved.contains(text) else {
            report(.unknownName, "'\(text)' is a word of the language and cannot name \(what)", at: place)
            return false
        }
        return true
    }
}

extension Expectation.Status {
    /// Reads `200` or `2xx`.
    init?(_ text: String) {
        if let code = Int(text), (100...599).contains(code) {
            self = .code(code)
        } else if text.count == 3, text.hasSuffix("xx"), let family = text.first?.wholeNumberValue,
            (1...5).contains(family)
        {
            self = .family(family)
        } else {
            return nil
        }
    }
}
