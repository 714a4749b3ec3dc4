// What Yams is built on. Its nodes put in what aliases stand for and compare keys by all that they hold,
// which takes time without bound; events do neither.
import CYaml

/// A YAML text as its parser tells it: one node or end after the other, and nothing ahead of what is asked.
final class YAMLEvents {
    enum Kind {
        case scalar(String, YAMLNode.Style)
        case alias(String)
        case sequence
        case mapping
        /// Of the sequence or mapping that began last.
        case end
        case document
        case documentEnd
        case streamEnd
    }

    struct Event {
        let kind: Kind
        /// The name by which aliases mean this node.
        let anchor: String?
        let line: Int
        let column: Int
    }

    /// Why the text is not YAML; the place is 1:1 where the parser does not know it.
    struct Fault: Error {
        let text: String?
        let line: Int
        let column: Int

        /// The parser has a bound of its own, far beyond ours, for what it must look ahead.
        var isTooDeep: Bool { text?.hasPrefix("Maximum nesting level") ?? false }
    }

    // The parser keeps both addresses.
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    init(_ text: String) throws(Fault) {
        let utf8 = Array(text.utf8)
        bytes = .allocate(capacity: utf8.count)
        _ = bytes.initialize(from: utf8)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else { throw Fault(text: nil, line: 1, column: 1) }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
        var begin = yaml_event_t()
        guard yaml_parser_parse(parser, &begin) == 1 else { throw fault }
        yaml_event_delete(&begin)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        bytes.deallocate()
    }

    func next() throws(Fault) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw fault }
        defer { yaml_event_delete(&event) }
        let (kind, anchor) = Self.reading(event)
        return Event(
            kind: kind, anchor: anchor, line: event.start_mark.line + 1, column: event.start_mark.column + 1)
    }

    private static func reading(_ event: yaml_event_t) -> (Kind, anchor: String?) {
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let text = String(decoding: bytes, as: UTF8.self)
            return (.scalar(text, style(scalar.style)), name(scalar.anchor))
        case YAML_ALIAS_EVENT: return (.alias(name(event.data.alias.anchor) ?? ""), nil)
        case YAML_SEQUENCE_START_EVENT: return (.sequence, name(event.data.sequence_start.anchor))
        case YAML_MAPPING_START_EVENT: return (.mapping, name(event.data.mapping_start.anchor))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return (.end, nil)
        case YAML_DOCUMENT_START_EVENT: return (.document, nil)
        case YAML_DOCUMENT_END_EVENT: return (.documentEnd, nil)
        default: return (.streamEnd, nil)
        }
    }

    private static func style(_ style: yaml_scalar_style_t) -> YAMLNode.Style {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
        case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
        default: .plain
        }
    }

    private static func name(_ text: UnsafeMutablePointer<UInt8>?) -> String? {
        text.map { String(cString: $0) }
    }

    private var fault: Fault {
        let text = parser.pointee.problem.map { String(cString: $0) }
        switch parser.pointee.error {
        case YAML_SCANNER_ERROR, YAML_PARSER_ERROR:
            let mark = parser.pointee.problem_mark
            return Fault(text: text, line: mark.line + 1, column: mark.column + 1)
        default: return Fault(text: text, line: 1, column: 1)
        }
    }
}
