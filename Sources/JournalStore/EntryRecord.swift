public import ControlPlane
import Foundation
public import GRDB
public import VirtualTime

/// The stored, versioned form of an entry: a row of the journal, not the in-memory type.
public struct EntryRecord: Codable, FetchableRecord, TableRecord, Sendable {
    public static let databaseTableName = "entry"
    static let version = 1

    public let branch: Int64
    public let sequence: EntryNumber
    public let atMilliseconds: Int64
    public let cause: String
    public let outcome: String
    public let choices: String
    public let causes: String
    public let names: String
    public let advisories: String
    public let recordVersion: Int
    private var digestBytes: [UInt8]

    public var digest: Digest { Digest(bytes: digestBytes) ?? .zero }

    public init(row: Row) throws {
        branch = row["branch"]
        sequence = row["sequence"]
        atMilliseconds = row["atMilliseconds"]
        cause = row["cause"]
        outcome = row["outcome"]
        choices = row["choices"]
        causes = row["causes"]
        names = row["names"]
        advisories = row["advisories"]
        recordVersion = row["recordVersion"]
        digestBytes = Array((row["digest"] as Data?) ?? Data())
    }

    /// Writes `entry` in its stored form and appends it to the branch's digest chain.
    public init(_ entry: Entry, branch: Int64, chain: inout DigestChain) throws {
        self.branch = branch
        sequence = entry.number
        atMilliseconds = entry.at.milliseconds
        let coding = EntryCoding()
        cause = try coding.text(entry.cause)
        outcome = try coding.text(entry.outcome)
        choices = try coding.text(list: entry.choices)
        causes = try coding.text(list: entry.causes)
        names = coding.text(list: entry.names)
        advisories = try coding.text(list: entry.advisories)
        recordVersion = Self.version
        digestBytes = []
        digestBytes = chain.append(canonicalBytes).bytes
    }

    /// What the digest covers. The branch is not part of it: a fork tells the same history.
    public var canonicalBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(cause.utf8.count + outcome.utf8.count + 256)
        for part in [
            "\(recordVersion)", "\(sequence)", "\(atMilliseconds)", cause, outcome, choices, causes, names,
            advisories,
        ] {
            bytes.append(contentsOf: part.utf8)
            bytes.append(0x0A)
        }
        return bytes
    }

    /// The entry this row stores.
    /// - Throws: `JournalError.damaged` if this version cannot read it.
    public func entry() throws -> Entry {
        do {
            return Entry(
                number: sequence, at: Instant(milliseconds: atMilliseconds),
                cause: try EntryCoding.value(Cause.self, from: cause),
                outcome: try EntryCoding.value(Entry.Outcome.self, from: outcome),
                names: try EntryCoding.list(of: String.self, from: names),
                choices: try EntryCoding.list(of: Asked.self, from: choices),
                advisories: try EntryCoding.list(of: Advisory.self, from: advisories),
                causes: try EntryCoding.list(of: EntryNumber.self, from: causes))
        } catch {
            throw JournalError.damaged(branch: "\(branch)", entry: sequence, "this version cannot read it")
        }
    }

    static let insertion = """
        INSERT INTO entry (branch, sequence, atMilliseconds, cause, outcome, choices, causes, names,
            advisories,
            recordVersion, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    var arguments: StatementArguments {
        [
            branch, sequence, atMilliseconds, cause, outcome, choices, causes, names, advisories,
            recordVersion,
            Data(digestBytes),
        ]
    }
}

/// The digest chain of entries that are in no file: what two runs compare.
public struct JournalDigest: Sendable {
    private var chain = DigestChain()
    public init() {}
    public var current: Digest { chain.current }

    public mutating func append(_ entry: Entry) throws {
        _ = try EntryRecord(entry, branch: 0, chain: &chain)
    }
}
