/// A version of a REST interface: a date, `2021-03-01` or `2021-03-01-preview`, or a number, `7.4` or
/// `7.6-preview.1`.
///
/// Later dates are newer, a preview is older than the stable version of its date, and any date is newer than
/// any number: Key Vault went from numbers to dates.
public struct APIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// As Azure spells it, lower case.
    public let description: String
    public let isPreview: Bool
    /// Era, then date or number, then stability; compared as one number.
    private let rank: UInt64

    /// Nil unless the text has one of the two forms and, as a date, a month and a day that exist.
    public init?(_ text: String) {
        let lowered = text.lowercased()
        let parts = lowered.split(separator: "-", omittingEmptySubsequences: false)
        let dated = parts.count >= 3
        guard let base = dated ? Self.date(parts[0], parts[1], parts[2]) : Self.number(parts[0]),
            let stability = Self.stability(parts.dropFirst(dated ? 3 : 1))
        else { return nil }
        description = lowered
        isPreview = stability != Self.stable
        rank = (dated ? 1 << 48 : 0) | base << 16 | stability
    }

    /// The version of a text that stands in the program.
    static func known(_ text: String) -> APIVersion {
        guard let version = APIVersion(text) else {
            preconditionFailure("'\(text)' is not an api-version")
        }
        return version
    }

    public static func < (left: APIVersion, right: APIVersion) -> Bool {
        (left.rank, left.description) < (right.rank, right.description)
    }

    private static let stable: UInt64 = 0xFFFF

    private static func date(_ year: Substring, _ month: Substring, _ day: Substring) -> UInt64? {
        guard year.utf8.count == 4, month.utf8.count == 2, day.utf8.count == 2, let year = digits(year),
            let month = digits(month), (1...12).contains(month), let day = digits(day), day >= 1
        else { return nil }
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [UInt64] = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day <= lengths[Int(month) - 1] ? year * 10_000 + month * 100 + day : nil
    }

    private static func number(_ text: Substring) -> UInt64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = digits(parts[0]), let minor = digits(parts[1]) else { return nil }
        return major * 10_000 + minor
    }

    /// What stands behind date or number: nothing, or a word with an optional number.
    private static func stability(_ parts: ArraySlice<Substring>) -> UInt64? {
        guard let suffix = parts.first else { return stable }
        let words = suffix.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 1, words.count <= 2,
            ["preview", "privatepreview", "alpha", "beta"].contains(words[0])
        else { return nil }
        return words.count == 1 ? 0 : digits(words[1])
    }

    private static func digits(_ text: Substring) -> UInt64? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return UInt64(text)
    }
}

/// What becomes of a request with a given api-version.
public enum APIVersionVerdict: Sendable, Hashable {
    case accepted(APIVersion)
    /// Newer than any known: accepted, with a warning, since clients move faster than this list.
    case acceptedNewer(APIVersion, newestKnown: APIVersion)
    case unknown(APIVersion)
    case malformed(String)
    case missing
}

/// The versions in which a resource type is offered.
public struct KnownVersions: Sendable, Hashable {
    /// With its namespace, in Azure's casing.
    public let resourceType: String
    /// Oldest first, at least one.
    public let versions: [APIVersion]

    init(_ resourceType: String, _ versions: [APIVersion]) {
        precondition(!versions.isEmpty, "A resource type is offered in at least one version.")
        self.resourceType = resourceType
        self.versions = versions.sorted()
    }

    /// Judges the `api-version` of a query; `nil` and the empty text count as missing.
    public func judge(_ text: String?) -> APIVersionVerdict {
        guard let text, !text.isEmpty else { return .missing }
        // Nearly every request names a known version as Azure spells it: no need to read it again.
        if let known = versions.last(where: { $0.description == text }) { return .accepted(known) }
        guard let version = APIVersion(text) else { return .malformed(text) }
        if versions.contains(version) { return .accepted(version) }
        guard let newest = versions.last, version > newest else { return .unknown(version) }
        return .acceptedNewer(version, newestKnown: newest)
    }

    /// The error ARM answers with (always status 400), or nil for a version that is accepted.
    ///
    /// `location` is the resource's, if it has one; nil stands for types of ARM's own, which have none.
    public func refusal(of verdict: APIVersionVerdict, location: String?, locations: [String] = [])
        -> AzureError?
    {
        let offending: String
        switch verdict {
        case .accepted, .acceptedNewer:
            return nil
        case .missing:
            return AzureError(
                code: "MissingApiVersionParameter",
                message: "The api-version query parameter (?api-version=) is required for all requests.")
        case .unknown(let version): offending = version.description
        case .malformed(let text): offending = text
        }

        let supported = versions.reversed().map(\.description).joined(separator: ", ")
        guard let location else {
            return AzureError(
                code: "InvalidApiVersionParameter",
                message:
                    "The api-version '\(offending)' is invalid. The supported versions are '\(supported)'.")
        }
        let type = resourceType.split(separator: "/", maxSplits: 1).last.map(String.init) ?? resourceType
        return AzureError(
            code: "NoRegisteredProviderFound",
            message: """
                No registered resource provider found for location '\(location)' and API version \
                '\(offending)' for type '\(type)'. The supported api-versions are '\(supported)'. \
                The supported locations are '\(locations.joined(separator: ", "))'.
                """)
    }
}
