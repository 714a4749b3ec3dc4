public import VirtualTime

/// A moment as files name it: absolute, or relative to the start, a mark, the clock or the next event.
public struct InstantSpec: Hashable, Sendable {
    public enum Base: Hashable, Sendable {
        case absolute(Instant)
        case start
        case mark(String)
        case now
        case nextEvent
    }

    public let base: Base
    public let offset: Duration

    /// Reads `2024-02-16T10:00:00Z`, `T+1h`, `revoked-1s`, `now+5m`, `next-event`. Nil for anything else.
    init?(_ text: some StringProtocol) {
        if text == "next-event" {
            self.init(base: .nextEvent, offset: .zero)
            return
        }
        if let instant = Instant(iso8601: text), text.hasSuffix("Z") {
            self.init(base: .absolute(instant), offset: .zero)
            return
        }
        let word = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard word.first?.isLetter == true else { return nil }
        let rest = text.dropFirst(word.count)
        let base: Base = word == "T" ? .start : word == "now" ? .now : .mark(String(word))
        if rest.isEmpty {
            self.init(base: base, offset: .zero)
            return
        }
        guard rest.first == "+" || rest.first == "-", rest.dropFirst().first != "-",
            let offset = Duration(text: rest.dropFirst())
        else { return nil }
        self.init(base: base, offset: rest.first == "-" ? .zero - offset : offset)
    }

    private init(base: Base, offset: Duration) {
        self.base = base
        self.offset = offset
    }
}
