import VirtualTime

/// One condition read in one world: whether it holds, and every part of it with what was found.
struct ConditionReading {
    struct Part: Equatable {
        /// What was looked at, such as `workspace/contoso-soc.data`.
        let subject: String
        let place: SourcePlace
        let holds: Bool
        /// What was there, in words.
        let found: String
        let expected: String
        var code = AssertionCode.state
        /// Whether what is expected stands in the file as it is, so that no message needs to repeat it.
        var isPlain = false
        /// The values of both sides of a comparison.
        var sides: [Problem.Label] = []
        /// Whether it decided the outcome: one side of an `or` that held otherwise does not.
        var matters = true

        /// What is said under the carets. `when` is such as `at the deadline`.
        func labels(_ when: String = "") -> [Problem.Label] {
            let time = when.isEmpty ? "" : " \(when)"
            guard sides.isEmpty else { return sides }
            let wanted = isPlain ? "" : ", not \(expected)"
            return [.init(place, code == .expression ? "is \(found)\(time)" : "was \(found)\(time)\(wanted)")]
        }
    }

    private(set) var holds = true
    private(set) var parts: [Part] = []
    private let context: RunContext
    private let world: any ScenarioWorld

    init(_ condition: Condition, in world: any ScenarioWorld, context: RunContext) {
        self.context = context
        self.world = world
        holds = read(condition)
    }

    var failed: [Part] { parts.filter { !$0.holds && $0.matters } }

    /// The code of the first part that failed.
    var code: AssertionCode { failed.first?.code ?? .state }

    /// Which parts hold: it changes exactly when the condition may.
    var signature: [Bool] { parts.map(\.holds) }

    private mutating func read(_ condition: Condition) -> Bool {
        var holds = true
        for state in condition.state where !read(state) { holds = false }
        for query in condition.journal where !read(query) { holds = false }
        if let expression = condition.expression, !read(expression) { holds = false }
        for inner in condition.allOf where !read(inner) { holds = false }
        if !condition.anyOf.isEmpty, !readAny(condition.anyOf) { holds = false }
        for inner in condition.noneOf where readNone(inner) { holds = false }
        return holds
    }

    private mutating func readAny(_ conditions: [Condition]) -> Bool {
        let first = parts.count
        let holds = conditions.map { read($0) }.contains(true)
        if holds { for index in first..<parts.count { parts[index].matters = false } }
        return holds
    }

    /// Whether the condition that must not hold does.
    private mutating func readNone(_ condition: Condition) -> Bool {
        let first = parts.count
        let holds = read(condition)
        for index in first..<parts.count { parts[index].matters = false }
        parts.append(
            Part(
                subject: "none of these", place: condition.place, holds: !holds,
                found: holds ? "true" : "false",
                expected: "false", code: .noneOf))
        return holds
    }

    private mutating func read(_ state: StateExpectation) -> Bool {
        guard let reference = try? context.reference(state.reference, in: world) else {
            let source = state.reference.template?.source ?? ""
            parts.append(
                Part(
                    subject: source, place: state.reference.place, holds: false, found: "unknown",
                    expected: "a reference"))
            return false
        }
        var holds = true
        for property in state.properties where !read(property, of: reference) { holds = false }
        return holds
    }

    private mutating func read(_ expectation: PropertyExpectation, of reference: Reference) -> Bool {
        let property = expectation.property
        let actual = ProbeReader(world: world).value(reference, property)
        var reading = MatcherReading(scope: context.scope(world))
        reading.earlier = { [context, world] late in
            let past: (any ScenarioWorld)?
            if let mark = context.mark(late) {
                past = mark.after.world
            } else {
                past = (try? context.instant(late, in: world)).flatMap { context.history.world(at: $0) }
            }
            return past.flatMap { ProbeReader(world: $0).value(reference, property) }
        }
        reading.beforeLastCall = { [context] in
            context.beforeLastCall.flatMap { ProbeReader(world: $0.world).value(reference, property) }
        }
        let holds = reading.holds(expectation.matcher, actual)
        parts.append(
            Part(
                subject: "\(reference).\(property)", place: expectation.place, holds: holds,
                found: actual?.said ?? "absent",
                expected: reading.describe(expectation.matcher), isPlain: expectation.matcher.isPlain))
        return holds
    }

    private mutating func read(_ query: JournalQuery) -> Bool {
        let count = JournalReading(context: context, world: world).matches(query).count
        let reading = MatcherReading(scope: context.scope(world))
        let holds = query.count.map { reading.holds($0, .integer(count)) } ?? (count > 0)
        parts.append(
            Part(
                subject: "journal entries", place: query.place, holds: holds, found: String(count),
                expected: query.count.map(reading.describe) ?? "at least one", code: .journal))
        return holds
    }

    private mutating func read(_ placed: PlacedExpression) -> Bool {
        var evaluator = ExpressionEvaluator(scope: context.scope(world))
        let value = evaluator.value(of: placed.expression)
        let holds = value == .bool(true)
        for note in evaluator.comparisons {
            let beside = "\(note.left.said) beside \(note.right.said)"
            parts.append(
                Part(
                    subject: placed.part(note.expression), place: placed.place(of: note.expression),
                    holds: note.result == .bool(true), found: beside, expected: "true", code: .expression,
                    sides: sides(of: note, in: placed), matters: !holds))
        }
        if evaluator.comparisons.isEmpty || !value.isTruth {
            parts.append(
                Part(
                    subject: placed.text, place: placed.place(of: placed.expression), holds: holds,
                    found: value.shown,
                    expected: "true", code: .expression))
        }
        return holds
    }

    /// Each side with its value under it; a literal says its value itself.
    private func sides(
        of note: ExpressionEvaluator.ComparisonNote, in placed: PlacedExpression
    ) -> [Problem.Label] {
        guard placed.isExact, case .comparison(let sign, let left, let right) = note.expression.form else {
            return []
        }
        func label(_ side: Expression, _ value: Value, _ more: String) -> Problem.Label? {
            if case .literal = side.form { return nil }
            return .init(placed.place(of: side.named), value.said + more)
        }
        return [label(left, note.left, " \(sign.rawValue)"), label(right, note.right, "")].compactMap { $0 }
    }
}

extension PlacedExpression {
    /// The words of a part of the expression.
    func part(_ expression: Expression) -> String {
        let scalars = Array(text.unicodeScalars)
        let end = min(scalars.count, expression.offset + expression.length)
        guard expression.offset < end else { return text }
        return String(String.UnicodeScalarView(scalars[expression.offset..<end]))
    }
}

extension Expression {
    /// The part that a reader looks for: of `records('w').stored` it is `stored`.
    fileprivate var named: Expression {
        guard case .member(_, let name) = form else { return self }
        let count = name.unicodeScalars.count
        return Expression(.name(name), offset: offset + length - count, length: count)
    }
}

extension Matcher {
    /// One value, as it stands in the file.
    fileprivate var isPlain: Bool {
        if case .equals(.constant) = self { true } else { false }
    }
}

extension Value {
    /// The value as messages say it: words without quotes, large numbers with commas.
    var said: String {
        switch self {
        case .string(let text) where !text.isEmpty && !text.contains(" "): return text
        case .number(let number):
            let digits = number.description
            guard digits.count > 4, digits.allSatisfy(\.isNumber) else { return digits }
            return digits.reversed().enumerated().reduce(into: "") { text, digit in
                if digit.offset > 0, digit.offset % 3 == 0 { text = "," + text }
                text = String(digit.element) + text
            }
        default: return shown
        }
    }

    var isTruth: Bool {
        if case .bool = self { true } else { false }
    }
}

extension Condition {
    /// Whether the answer may change between events: it reads a clock or a count that grows by itself.
    var readsClock: Bool {
        let stateDoes = state.contains { $0.reference.ready.map { $0.kind == "records" } ?? false }
        return stateDoes || expression?.expression.readsClock == true || nested.contains(where: \.readsClock)
    }
}

extension Expression {
    var readsClock: Bool {
        switch form {
        case .name("now"): return true
        case .name(let name) where RunMeasure(rawValue: name) != nil: return true
        case .call(let name, _) where ["since", "duration", "age", "records"].contains(name): return true
        default: return parts.contains(where: \.readsClock)
        }
    }
}
