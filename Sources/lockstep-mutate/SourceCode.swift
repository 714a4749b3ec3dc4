/// One file as bytes, with a mask in which comments and literals are blank.
struct SourceCode {
    private let text: [UInt8]
    private let mask: [UInt8]

    init(_ source: String) {
        text = Array(source.utf8)
        mask = Self.masked(text)
    }

    /// `Rule.name` or `Sentinel.Rule.name`, and where it stands.
    struct Mention {
        let room: String?
        let family: String
        let name: String
        let place: Int
        let end: Int
    }

    enum Edit {
        /// A statement that is not carried out: `docket.rule(…)`.
        case skip(from: Int, to: Int)
        /// `if` conditions that never hold; the place is that of the first one.
        case never(at: Int)
        /// `guard` conditions that always hold.
        case always(from: Int, to: Int)
        /// A mention that names another rule instead: where nothing but the naming hangs on it.
        case swap(from: Int, to: Int)

        var start: Int {
            switch self {
            case .skip(let from, _), .always(let from, _), .swap(let from, _): from
            case .never(let at): at
            }
        }
        /// What opens around a mention has to open before it.
        var isSwap: Bool {
            if case .swap = self { true } else { false }
        }
    }

    func mentions() -> [Mention] {
        let code = String(decoding: mask, as: UTF8.self)
        func mention(_ room: Substring?, _ family: Substring, _ name: Substring, _ from: String.Index)
            -> Mention
        {
            Mention(
                room: room.map(String.init), family: String(family), name: String(name),
                place: code.utf8.distance(from: code.startIndex, to: from),
                end: code.utf8.distance(from: code.startIndex, to: name.endIndex))
        }
        let named = code.matches(of: /(?:(\w+)\.)?(\w*Rule)\.(\w+)/).map {
            mention($0.1, $0.2, $0.3, $0.range.lowerBound)
        }
        // On the wire a rule of ARM itself is named by its label.
        let labeled = code.matches(of: /gateway: (\.(\w+))/).map {
            mention("Resources", "Rule", $0.2, $0.1.startIndex)
        }
        return named + labeled
    }

    // MARK: - What keeps a rule at a place

    /// The statement or the condition goes where the rule is the one that brings it about; where it only has
    /// a say beside another, or is one of two that are chosen between, the mention alone.
    func edit(of mention: Mention) -> Edit? {
        guard !isPattern(mention.place) else { return nil }
        let naming = Edit.swap(from: mention.place, to: mention.end)
        guard let call = call(around: mention.place) else { return naming }
        let arguments = String(decoding: mask[call.open..<mention.place], as: UTF8.self)
        guard !arguments.contains("Rule."), !arguments.contains("also:"), !arguments.contains("?")
        else {
            return naming
        }
        switch call.kind {
        case .statement(let from): return .skip(from: from, to: call.close + 1)
        case .refusal: return header(before: call.open) ?? naming
        }
    }

    private struct Call {
        enum Kind {
            case statement(from: Int)
            case refusal
        }
        let open: Int
        let close: Int
        let kind: Kind
    }

    private func isPattern(_ place: Int) -> Bool {
        let line = String(decoding: mask[start(ofLine: place)..<place], as: UTF8.self)
        return line.hasSuffix("case ")
    }

    /// The innermost call of interest whose parentheses hold the place.
    private func call(around place: Int) -> Call? {
        var depth = 0
        var index = place - 1
        while index >= 0, mask[index] != UInt8(ascii: "}"), mask[index] != UInt8(ascii: "{") {
            if mask[index] == UInt8(ascii: ")") { depth += 1 }
            if mask[index] == UInt8(ascii: "(") {
                if depth > 0 {
                    depth -= 1
                } else if let kind = kind(ofCallAt: index), let close = closing(index) {
                    return Call(open: index, close: close, kind: kind)
                }
            }
            index -= 1
        }
        return nil
    }

    private func kind(ofCallAt open: Int) -> Call.Kind? {
        let word = wordBefore(open)
        let from = open - word.utf8.count
        if ["docket.rule", "docket.advise"].contains(word) || word.hasSuffix(".append") {
            return .statement(from: from)
        }
        let before = String(decoding: mask[start(ofLine: open)..<from], as: UTF8.self)
        if ["Refusal", "WireFailure"].contains(word) || before.hasSuffix("throw ") { return .refusal }
        // A statement of its own, not a value that somebody waits for.
        guard before.hasSuffix("try "), before.dropLast(4).allSatisfy({ $0 == " " }) else { return nil }
        return .statement(from: from - 4)
    }

    private func wordBefore(_ place: Int) -> String {
        var start = place
        while start > 0, mask[start - 1].isWord || mask[start - 1] == UInt8(ascii: ".") { start -= 1 }
        return String(decoding: mask[start..<place], as: UTF8.self)
    }

    private func closing(_ open: Int) -> Int? {
        var depth = 0
        for index in open..<mask.count {
            if mask[index] == UInt8(ascii: "(") { depth += 1 }
            if mask[index] == UInt8(ascii: ")") {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }

    /// The `if` or `guard` whose braces hold a `throw Refusal(` directly.
    private func header(before place: Int) -> Edit? {
        guard let brace = brace(before: place) else { return nil }
        // From the line of the brace upwards, to the line that begins with the keyword.
        var lineStart = start(ofLine: brace)
        for _ in 0..<8 {
            let first = skippingBlanks(from: lineStart)
            if begins("if ", at: first) { return .never(at: first + 3) }
            if begins("} else if ", at: first) { return .never(at: first + 10) }
            if begins("guard ", at: first) { return guarded(first + 6, brace) }
            let isContinued =
                begins("||", at: first) || begins("&&", at: first) || begins("let ", at: first)
                || begins("else", at: first) || begins("!", at: first) || mask[first].isWord
            guard isContinued, lineStart > 0 else { return nil }
            if begins("case ", at: first) || begins("switch ", at: first) || begins("func ", at: first) {
                return nil
            }
            lineStart = start(ofLine: lineStart - 1)
        }
        return nil
    }

    /// Bindings cannot be left out: what follows needs them.
    private func guarded(_ start: Int, _ brace: Int) -> Edit? {
        let condition = String(decoding: mask[start..<brace], as: UTF8.self)
        guard !condition.contains("let "), !condition.contains("case "), !condition.contains("var "),
            let end = condition.utf8.lastIndexOfElse
        else {
            return nil
        }
        return .always(from: start, to: start + end)
    }

    private func brace(before place: Int) -> Int? {
        var depth = 0
        var index = place - 1
        while index >= 0 {
            if mask[index] == UInt8(ascii: "}") { depth += 1 }
            if mask[index] == UInt8(ascii: "{") {
                if depth == 0 { return index }
                depth -= 1
            }
            index -= 1
        }
        return nil
    }

    private func start(ofLine place: Int) -> Int {
        var index = place
        while index > 0, mask[index - 1] != UInt8(ascii: "\n") { index -= 1 }
        return index
    }
    private func skippingBlanks(from place: Int) -> Int {
        var index = place
        while index < mask.count - 1, mask[index] == UInt8(ascii: " ") { index += 1 }
        return index
    }
    private func begins(_ word: String, at place: Int) -> Bool { mask[place...].starts(with: word.utf8) }

    // MARK: - The text anew

    func applying(_ edits: [(mutant: Int, edit: Edit)]) -> String {
        var insertions: [(at: Int, text: String)] = []
        var result = text
        let outer = edits.filter { !$0.edit.isSwap }, inner = edits.filter(\.edit.isSwap)
        // Two rules may be kept by one condition.
        for (_, group) in Dictionary(grouping: outer, by: \.edit.start).sorted(by: { $0.key < $1.key }) {
            let mutants = group.map { String($0.mutant) }.joined(separator: ", ")
            switch group[0].edit {
            case .skip(let from, let to):
                insertions += [(from, "if !isOn(\(mutants)) { "), (to, " }")]
            case .never(let at): insertions.append((at, "!isOn(\(mutants)), "))
            case .always(let from, let to):
                insertions += [(from, "isOn(\(mutants)) || (("), (to, "))")]
                for comma in commas(from, to) {
                    result[comma] = UInt8(ascii: ")")
                    insertions.append((comma + 1, " && ("))
                }
            case .swap: break
            }
        }
        for case (let mutant, .swap(let from, let to)) in inner {
            insertions += [(from, "swapped("), (to, ", \(mutant))")]
        }
        for insertion in insertions.sorted(by: { $0.at > $1.at }) {
            result.insert(contentsOf: Array(insertion.text.utf8), at: insertion.at)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The commas between conditions, not those inside a call or a literal.
    private func commas(_ from: Int, _ to: Int) -> [Int] {
        var depth = 0
        return (from..<to).filter { index in
            switch mask[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: return depth == 0 && mask[index] == UInt8(ascii: ",")
            }
            return false
        }
    }

    // MARK: - The mask

    private static func masked(_ text: [UInt8]) -> [UInt8] {
        var mask = text
        var index = 0
        /// Depths of parentheses at which an interpolation ends.
        var interpolations: [Int] = []
        var depth = 0
        var isLiteral = false
        while index < text.count {
            let byte = text[index]
            if isLiteral {
                if byte == UInt8(ascii: "\\"), index + 1 < text.count, text[index + 1] == UInt8(ascii: "(") {
                    interpolations.append(depth)
                    depth += 1
                    isLiteral = false
                    mask[index] = UInt8(ascii: " ")
                    index += 2
                    continue
                }
                if byte == UInt8(ascii: "\\") {
                    mask[index] = UInt8(ascii: " ")
                    index += 1
                } else if byte == UInt8(ascii: "\"") {
                    isLiteral = false
                }
                if index < text.count, text[index] != UInt8(ascii: "\n") { mask[index] = UInt8(ascii: " ") }
            } else if byte == UInt8(ascii: "/"), index + 1 < text.count, text[index + 1] == byte {
                while index < text.count, text[index] != UInt8(ascii: "\n") {
                    mask[index] = UInt8(ascii: " ")
                    index += 1
                }
                continue
            } else if byte == UInt8(ascii: "\"") {
                isLiteral = true
                mask[index] = UInt8(ascii: " ")
            } else if byte == UInt8(ascii: "(") {
                depth += 1
            } else if byte == UInt8(ascii: ")") {
                depth -= 1
                if interpolations.last == depth {
                    interpolations.removeLast()
                    isLiteral = true
                }
            }
            index += 1
        }
        return mask
    }
}

extension UInt8 {
    fileprivate var isWord: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || self == UInt8(ascii: "_")
    }
}

extension String.UTF8View {
    /// Where the last `else` begins, counted from the start.
    fileprivate var lastIndexOfElse: Int? {
        let bytes = Array(self), word = Array("else".utf8)
        return bytes.indices.last { bytes[$0...].starts(with: word) }
    }
}
