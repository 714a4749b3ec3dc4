import VirtualTime

/// One entry of the journal as a readable line.
enum JournalLine {
    static func text(_ entry: JournalEntry) -> String {
        let fields = entry.fields
        func field(_ name: String) -> String? {
            switch fields[name] {
            case .string(let text)?: text
            case .number(let digits)?: digits
            case .bool(let flag)?: flag ? "true" : "false"
            case nil, .null?: nil
            case let other?: other.json
            }
        }
        var words: [String?] = [entry.kind]
        switch entry.kind {
        case "request":
            let actor = fields["actor"]?["name"]?.text ?? fields["actor"]?.text
            words += [
                field("act"), field("target"), field("method"), field("path"), field("status"),
                field("decision"),
                actor.flatMap { $0 == "operator" ? nil : "by \($0)" },
            ]
        case "event":
            words += [field("act"), field("ref") ?? field("target"), field("property")]
            if let to = field("to") { words += [field("from"), "→", to] }
        case "rule": words += [field("rule"), field("severity"), field("target")]
        case "clock": words += [field("mode"), field("from"), "→", field("to")]
        default: words += [field("name") ?? field("title"), field("target")]
        }
        if entry.kind != "rule", let rule = field("rule") { words.append(rule) }
        return words.compactMap { $0 }.joined(separator: " ")
    }
}
