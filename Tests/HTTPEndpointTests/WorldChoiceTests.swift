import AzureWire
import Simulation
import Testing

@testable import HTTPEndpoint

@Suite("The world of a request") struct WorldChoiceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        var header: String?
        var path: String?
        var proxyUser: String?
        var claim: String?
        var owners: [String] = []
        var forks: [String] = []
        let verdict: WorldChoice.Verdict
        var testDescription: String { what }
    }

    static let cases: [Case] = [
        Case(what: "nothing: the default", verdict: .world("default")),
        Case(what: "the header", header: "a", verdict: .world("a")),
        Case(what: "the path", path: "a", verdict: .world("a")),
        Case(what: "the user of the proxy", proxyUser: "a", verdict: .world("a")),
        Case(what: "no user of the proxy", proxyUser: "x", verdict: .world("default")),
        Case(what: "an empty user of the proxy", proxyUser: "", verdict: .world("default")),
        Case(what: "an empty header", header: "", proxyUser: "a", verdict: .world("a")),
        Case(what: "the claim", claim: "a", verdict: .world("a")),
        Case(what: "the subscription", owners: ["a"], verdict: .world("a")),
        Case(what: "the subscription, not its forks", owners: ["b"], forks: ["a"], verdict: .world("b")),
        Case(what: "a fork whose parent is gone", forks: ["a"], verdict: .world("a")),
        Case(what: "the subscription of the default", owners: ["a", "default"], verdict: .world("default")),
        Case(
            what: "all of them agree", header: "a", path: "a", proxyUser: "a", claim: "a", owners: ["a"],
            verdict: .world("a")),
        Case(
            what: "a fork by name, with its parent's subscription", header: "f", owners: ["a"],
            forks: ["f"], verdict: .world("f")),
        Case(
            what: "a name, and the subscription of the default", header: "a", owners: ["default"],
            verdict: .world("a")),
        Case(what: "a name, and a subscription of nobody", header: "a", verdict: .world("a")),
        Case(
            what: "header and path disagree", header: "a", path: "b",
            verdict: .ambiguous(
                .init(selector: .header, world: "a"), .init(selector: .path, world: "b"))),
        Case(
            what: "path and claim disagree, the user says nothing", path: "a", proxyUser: "x", claim: "b",
            verdict: .ambiguous(.init(selector: .path, world: "a"), .init(selector: .claim, world: "b"))),
        Case(
            what: "user and subscription disagree", proxyUser: "a", owners: ["b"],
            verdict: .ambiguous(
                .init(selector: .proxyUser, world: "a"), .init(selector: .subscription, world: "b"))),
        Case(
            what: "a subscription of two worlds", owners: ["a", "b"],
            verdict: .ambiguous(
                .init(selector: .subscription, world: "a"), .init(selector: .subscription, world: "b"))),
    ]

    @Test("is that of the first selector, unless another disagrees", arguments: cases)
    func verdict(_ given: Case) {
        var choice = WorldChoice()
        choice.name(.header, given.header)
        choice.name(.path, given.path)
        choice.name(.proxyUser, given.proxyUser)
        choice.name(.claim, given.claim)
        choice.holders = SubscriptionHolders(owners: given.owners, forks: given.forks)
        #expect(choice.verdict(without: "default") == given.verdict)
    }

    @Test("is read from every part of a request, and the prefix is no part of Azure's path")
    func read() throws {
        // {"lockstep_world":"d"} as the payload of a token.
        let token = "e30.eyJsb2Nrc3RlcF93b3JsZCI6ImQifQ.x"
        let request = try WireRequest(
            method: "GET", target: "/_lockstep/w/b%2D1//Subscriptions/ABC/resourceGroups/rg?x=1",
            headers: ["Host": "localhost", "X-Lockstep-World": "a", "Authorization": "Bearer \(token)"],
            entry: .init(proxyUser: "c"))
        let (choice, rest) = WorldChoice.read(request) { subscription in
            #expect(subscription == "abc")
            return SubscriptionHolders(owners: ["e"])
        }
        #expect(
            choice.named == [
                .init(selector: .header, world: "a"), .init(selector: .path, world: "b-1"),
                .init(selector: .proxyUser, world: "c"), .init(selector: .claim, world: "d"),
            ])
        #expect(choice.holders.owners == ["e"])
        #expect(rest.segments == ["Subscriptions", "ABC", "resourceGroups", "rg"])
        #expect(rest.path == "//Subscriptions/ABC/resourceGroups/rg")
        #expect(rest.prefix == "/_lockstep/w/b%2D1")
    }
}
