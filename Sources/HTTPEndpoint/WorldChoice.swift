import AzureWire
import Simulation
import VirtualTime

/// Which world a request belongs to: the first selector that names one; two that disagree are a mistake.
struct WorldChoice: Equatable {
    /// How a request names its world, in the order that counts.
    enum Selector: String, CaseIterable {
        case header = "the header X-Lockstep-World"
        case path = "the path /_lockstep/w/…"
        case proxyUser = "the user of the proxy"
        case claim = "the claim lockstep_world of the token"
        case subscription = "the subscription in the path"
    }

    struct Named: Equatable {
        let selector: Selector
        let world: String
    }

    enum Verdict: Equatable {
        case world(String)
        /// Both are named, and they are not the same.
        case ambiguous(Named, Named)
    }

    /// What the request says of itself, in the order of the selectors; each at most once.
    var named: [Named] = []
    /// The worlds that have the subscription of its path.
    var holders = SubscriptionHolders()

    /// What a proxy user is when nobody is meant.
    private static let nobody = ["", "x"]

    mutating func name(_ selector: Selector, _ world: String?) {
        guard let world, !(selector == .proxyUser ? Self.nobody.contains(world) : world.isEmpty) else {
            return
        }
        named.append(Named(selector: selector, world: world))
    }

    /// - Parameter fallback: the world of requests that name none. Its subscription is what clients send who
    ///   know of no other, so it names nothing: a world that has it not answers as ARM does.
    func verdict(without fallback: String) -> Verdict {
        guard let first = named.first else { return bySubscription(without: fallback) }
        if let other = named.first(where: { $0.world != first.world }) { return .ambiguous(first, other) }
        let all = holders.owners + holders.forks
        guard let owner = all.first, !all.contains(first.world), !all.contains(fallback) else {
            return .world(first.world)
        }
        return .ambiguous(first, Named(selector: .subscription, world: owner))
    }

    /// A fork has the subscription of its parent, so it is never meant by it while the parent is there.
    private func bySubscription(without fallback: String) -> Verdict {
        let candidates = holders.owners.isEmpty ? holders.forks : holders.owners
        guard let first = candidates.first, !candidates.contains(fallback) else { return .world(fallback) }
        guard candidates.count > 1 else { return .world(first) }
        return .ambiguous(
            Named(selector: .subscription, world: first),
            Named(selector: .subscription, world: candidates[1]))
    }
}

extension WorldChoice {
    /// Chooses a world by name.
    static let header = "x-lockstep-world"
    /// `/_lockstep/w/{world}`, before any path of Azure's.
    static let prefix = ["_lockstep", "w"]

    /// What a request says, and the request as the world sees it: without the prefix that names the world.
    static func read(
        _ request: WireRequest, holders: (_ subscription: String) -> SubscriptionHolders
    ) -> (choice: WorldChoice, request: WireRequest) {
        var choice = WorldChoice()
        choice.name(.header, request.headers[header])
        var rest = request
        if request.segments.count > 2, request.segments.starts(with: prefix) {
            choice.name(.path, request.segments[2])
            rest = request.below(segments: 3)
        }
        choice.name(.proxyUser, request.entry.proxyUser)
        choice.name(.claim, (try? request.token.get())?.claims?["lockstep_world"]?.text)
        if rest.segments.count > 1, rest.segments[0].lowercased() == "subscriptions" {
            choice.holders = holders(rest.segments[1].lowercased())
        }
        return (choice, rest)
    }
}
