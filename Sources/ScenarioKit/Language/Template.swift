/// An expression with the text it was read from and the place of that text in its file.
public struct PlacedExpression: Hashable, Sendable {
    public let expression: Expression
    public let text: String
    /// Where the text begins. Offsets inside count from here when `isExact`, else they are not known.
    let origin: SourcePlace
    let isExact: Bool

    /// The place of a part of the expression, as near as it is known.
    func place(of part: Expression) -> SourcePlace { place(offset: part.offset, length: part.length) }

    func place(offset: Int, length: Int) -> SourcePlace {
        isExact ? origin.moved(by: offset, length: length) : origin
    }
}

/// A text with `${…}` in it.
public struct TemplateText: Hashable, Sendable {
    public enum Part: Hashable, Sendable {
        case text(String)
        case expression(PlacedExpression)
    }

    public let parts: [Part]
    public let place: SourcePlace

    /// The text when nothing is to be filled in.
    public var constant: String? {
        switch parts.count {
        case 0: ""
        case 1: if case .text(let text) = parts[0] { text } else { nil }
        default: nil
        }
    }

    /// The one expression that is the whole text, whose value keeps its type.
    var onlyExpression: PlacedExpression? {
        guard parts.count == 1, case .expression(let expression) = parts[0] else { return nil }
        return expression
    }

    var expressions: [PlacedExpression] {
        parts.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
    }

    /// The text as it stands in the file, for messages.
    var source: String {
        parts.map {
            switch $0 {
            case .text(let text): text
            case .expression(let expression): "${\(expression.text)}"
            }
        }.joined()
    }
}

/// A value of the file in which texts may have parts to fill in.
public indirect enum Template: Hashable, Sendable {
    case constant(Value)
    case text(TemplateText)
    case list([Template])
    case record([Field])

    public struct Field: Hashable, Sendable {
        public let name: TemplateText
        public let value: Template
    }

    var texts: [TemplateText] {
        switch self {
        case .constant: []
        case .text(let text): [text]
        case .list(let items): items.flatMap(\.texts)
        case .record(let fields): fields.flatMap { [$0.name] + $0.value.texts }
        }
    }
}

/// A typed value that is either known from the file or read from a text filled in when its step runs.
public struct Late<Ready: Hashable & Sendable>: Hashable, Sendable {
    enum Form: Hashable, Sendable {
        case ready(Ready)
        case later(TemplateText)
    }

    let form: Form
    public let place: SourcePlace

    public var ready: Ready? {
        if case .ready(let value) = form { value } else { nil }
    }

    var template: TemplateText? {
        if case .later(let text) = form { text } else { nil }
    }
}

extension Value {
    /// The value with what stands in the scope filled in; `unknown` spreads.
    static func filling(_ text: TemplateText, from scope: some ExpressionScope) -> Value {
        if let only = text.onlyExpression { return resolved(only, in: scope) }
        var filled = ""
        for part in text.parts {
            switch part {
            case .text(let piece): filled += piece
            case .expression(let expression):
                let value = resolved(expression, in: scope)
                if case .unknown = value { return value }
                filled += value.text
            }
        }
        return .string(filled)
    }

    static func filling(_ template: Template, from scope: some ExpressionScope) -> Value {
        switch template {
        case .constant(let value): return value
        case .text(let text): return filling(text, from: scope)
        case .list(let items):
            let values = items.map { filling($0, from: scope) }
            return values.first { if case .unknown = $0 { true } else { false } } ?? .list(values)
        case .record(let fields):
            var record = ValueRecord()
            for field in fields {
                let value = filling(field.value, from: scope)
                if case .unknown = value { return value }
                record[filling(field.name, from: scope).text] = value
            }
            return .record(record)
        }
    }

    private static func resolved(_ placed: PlacedExpression, in scope: some ExpressionScope) -> Value {
        let value = placed.expression.evaluated(in: scope)
        guard case .unknown(let why) = value else { return value }
        return .unknown("${\(placed.text)}: \(why)")
    }
}
