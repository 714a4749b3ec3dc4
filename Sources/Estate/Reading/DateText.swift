import VirtualTime

/// Moments as Azure's services and its command line write them.
enum DateText {
    /// ISO 8601, or RFC 1123 as older versions of Log Analytics write it.
    static func instant(_ text: String) -> Instant? {
        if text.utf8.count >= 19, let instant = Instant(iso8601: text) { return instant }
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", words[0].hasSuffix(","),
            let month = months.firstIndex(of: String(words[2]))
        else { return nil }
        let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
        let day = words[1].count == 1 ? "0\(words[1])" : String(words[1])
        return Instant(iso8601: "\(words[3])-\(number)-\(day)T\(words[4])Z")
    }

    /// A moment in either form, or in whole seconds since 1970.
    static func instant(_ value: Document) -> Instant? {
        switch value {
        case .string(let text): instant(text)
        case .number: value.integer.map { Instant(milliseconds: $0 * 1_000) }
        case .null, .bool, .array, .object: nil
        }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Names of members that hold what has happened: what lies ahead says nothing of when a list was made.
    private static let past = [
        "createddate", "modifieddate", "lastmodifieddate", "lastskuupdate", "createdat", "lastmodifiedat",
        "createdon", "updatedon", "created", "updated", "associatedate", "deletiondate", "deleteddate",
        "lastmodifiedutc", "createdtimeutc", "lastmodifiedtimeutc",
    ]
    private static let oldest = Instant(iso8601: "2015-01-01") ?? .distantFuture

    /// The newest moment of the past that a document names.
    static func newest(in document: Document) -> Instant? {
        document.leaves().compactMap { leaf -> Instant? in
            guard let name = leaf.pointer.last?.lowercased(), past.contains(name) else { return nil }
            return instant(leaf.value).flatMap { $0 >= oldest ? $0 : nil }
        }.max()
    }
}
