import ControlPlane
import VirtualTime

/// `timespan`: the stretch of time that a query is about, beside what it says itself.
struct QuerySpan {
    private let from: Instant?
    private let through: Instant?

    /// `PT1H` and `P30D` before now, `2024-02-16T09:00:00Z/PT1H` and `START/END`.
    init(_ sent: String?, at now: Instant) throws(WireFailure) {
        guard let text = sent, !text.isEmpty else {
            (from, through) = (nil, nil)
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let instants = parts.map { Instant(iso8601: $0) }
        let spans = parts.map { Duration(text: $0) }
        switch parts.count {
        case 1 where spans[0] != nil: (from, through) = (spans[0].map { now - $0 }, now)
        case 2 where instants[0] != nil && instants[1] != nil: (from, through) = (instants[0], instants[1])
        case 2 where instants[0] != nil && spans[1] != nil:
            (from, through) = (instants[0], instants[0].flatMap { start in spans[1].map { start + $0 } })
        case 2 where spans[0] != nil && instants[1] != nil:
            (from, through) = (instants[1].flatMap { end in spans[0].map { end - $0 } }, instants[1])
        default:
            throw WireFailure(400, "BadArgumentError", "The timespan '\(text.prefix(100))' cannot be read.")
        }
    }

    var isWhole: Bool { from == nil && through == nil }

    func holds(_ record: DataLedger.Record) -> Bool {
        if let from, record.at < from { return false }
        if let through, record.at > through { return false }
        return true
    }
}
