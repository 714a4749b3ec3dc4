import AzureWire
import ControlPlane
import Synchronization
import VirtualTime

/// What Azure's clients asked of each world and what they were told, reads included: beside the journal and
/// no part of it (P-05). The newest are kept, within a budget of memory that all worlds share.
final class RequestLog: Sendable {
    /// An exchange, shortened where it is long.
    struct Exchange: Sendable {
        let number: Int64
        let world: String
        /// The entries that were journaled meanwhile: after the first and up to the second.
        let entries: (after: EntryNumber, through: EntryNumber)
        let at: Instant
        let request: WireRequest
        let response: WireResponse
        let cost: Int
    }

    private struct Kept {
        var exchanges: [Exchange] = []
        var first = 0
        var count: Int64 = 0
        var cost = 0
    }

    /// Exchanges that are kept, and bytes of them.
    private static let most = 20_000, mostBytes = 64 << 20
    /// Of a body.
    private static let longest = 16 << 10
    private let kept = Mutex(Kept())

    /// Notes an exchange.
    func note(
        _ request: WireRequest, _ response: WireResponse, in world: String,
        after: EntryNumber, through: EntryNumber, at: Instant
    ) {
        var request = request, response = response
        let bytes = response.bodyBytes
        // What is short is kept where it is: nothing is copied for the log.
        if request.body.count > Self.longest { request.body = Array(request.body.prefix(Self.longest)) }
        response.body = .bytes(bytes.count > Self.longest ? Array(bytes.prefix(Self.longest)) : bytes)
        let cost = 1_024 + request.body.count + min(bytes.count, Self.longest)
        kept.withLock { kept in
            kept.count += 1
            kept.exchanges.append(
                Exchange(
                    number: kept.count, world: world, entries: (after, through), at: at, request: request,
                    response: response, cost: cost))
            kept.cost += cost
            while kept.exchanges.count - kept.first > Self.most || kept.cost > Self.mostBytes {
                kept.cost -= kept.exchanges[kept.first].cost
                kept.first += 1
            }
            if kept.first > Self.most {
                kept.exchanges.removeFirst(kept.first)
                kept.first = 0
            }
        }
    }

    /// Those of a world after a number, at most so many.
    func exchanges(of world: String, after number: Int64, limit: Int) -> [Exchange] {
        kept.withLock { kept in
            Array(
                kept.exchanges[kept.first...].lazy.filter { $0.world == world && $0.number > number }
                    .prefix(limit))
        }
    }

    /// The one that brought an entry about.
    func exchange(of world: String, behind entry: EntryNumber) -> Exchange? {
        kept.withLock { kept in
            kept.exchanges[kept.first...].last {
                $0.world == world && $0.entries.after < entry && entry <= $0.entries.through
            }
        }
    }
}
