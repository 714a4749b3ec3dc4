import VirtualTime

/// Values that are written as a type with text in parentheses.
enum QueryLiteral {
    /// nil where the text is none of that type.
    static func value(of type: String, _ text: String) -> QueryValue? {
        let text = text.trimmed
        if text.lowercased() == "null" { return .null }
        switch type {
        case "datetime": return instant(text).map(QueryValue.datetime)
        case "timespan": return span(text).map(QueryValue.timespan)
        case "dynamic": return (try? Document(json: Array(text.utf8))).map(QueryValue.init)
        case "guid": return .string(text.unquoted)
        case "bool":
            return ["true": true, "false": false, "1": true, "0": false][text.lowercased()].map(
                QueryValue.bool)
        case "long", "int": return Int64(text).map(QueryValue.long)
        default: return Double(text).map(QueryValue.real)
        }
    }

    /// `2024-02-16`, or with a time, with and without a zone.
    static func instant(_ text: String) -> Instant? {
        let text = text.unquoted.replacing(" ", with: "T")
        if let instant = Instant(iso8601: text) { return instant }
        return Instant(iso8601: text.contains("T") ? text + "Z" : text + "T00:00:00Z")
    }

    /// `1d`, `2h`, or `1.02:03:04`.
    private static func span(_ text: String) -> Int64? {
        if let duration = Duration(text: text) { return duration.wholeMilliseconds }
        let clock = text.split(separator: ":").map(String.init)
        guard clock.count == 3, let minutes = Int64(clock[1]), let seconds = Int64(clock[2]) else {
            return nil
        }
        let first = clock[0].split(separator: ".").compactMap { Int64($0) }
        guard let hours = first.last, first.count <= 2, (0..<24).contains(hours) else { return nil }
        let days = first.count == 2 ? first[0] : 0
        guard (0...100_000).contains(days) else { return nil }
        return ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
    fileprivate var unquoted: String {
        guard count >= 2, let first, first == last, "\"'".contains(first) else { return self }
        return String(dropFirst().dropLast())
    }
}
