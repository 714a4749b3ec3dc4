import ScenarioKit
import Testing

@Suite("fault and clear") struct FaultStepTests {
    private func run(_ steps: String) throws -> RunResult {
        let text = """
            schema: lockstep/scenario/v1
            name: faults
            world: { from: builtin:contoso-cmk }
            steps:
            \(steps)
            """
        let scenario = try ScenarioReader.read(SourceText(file: "faults.scenario.yaml", text: text))
        return try #require(ScenarioRunner(factory: SimulatedWorldFactory()).run(scenario).first)
    }

    @Test("a fault is known by its name or its type, ends when it is cleared or its time is over")
    func ends() throws {
        let result = try run(
            """
              - { fault: { type: vault.outage, target: vault/contoso-kv, for: 2h } }
              - act: key.rotate
                target: key/contoso-kv/cmk
                expect: { status: 503, rejectedBy: KV-CRYPTO-02 }
              - { advance: 2h }
              - { act: key.rotate, target: key/contoso-kv/cmk }
              - { fault: { name: busy, type: vault.throttle, target: vault/contoso-kv } }
              - { act: key.rotate, target: key/contoso-kv/cmk, expect: { status: 429 } }
              - { clear: busy }
              - { act: key.rotate, target: key/contoso-kv/cmk }
            """)
        #expect(result.verdict == .passed, "\(result.failures)")
    }

    @Test("what cannot fail says so")
    func refused() throws {
        let absent = try run("  - { fault: { type: vault.outage, target: vault/none } }")
        #expect(absent.failures.map(\.message) == ["there is no vault 'vault/none' to fail"])
        let unknown = try run("  - { clear: vault.outage }")
        #expect(unknown.failures.map(\.message) == ["there is no fault 'vault.outage'"])
    }

    @Test(
        "each kind takes what belongs to it, and nothing else",
        arguments: [
            "{ type: clock.skew, target: vault/contoso-kv, latency: 1h }",
            "{ type: clock.skew, target: identity/contoso-la }",
            "{ type: vault.outage }", "{ type: vault.outage, target: cluster/contoso-la }",
            "{ type: vault.outage, target: vault/contoso-kv, rate: 0.5 }", "{ type: arm.error, rate: 2 }",
            "{ type: arm.error, status: 200 }", "{ type: network.partition, between: [vault/contoso-kv] }",
            "{ type: network.partition, between: [cluster/contoso-la, cosmos/contoso-soc] }",
            "{ type: network.partition, target: vault/contoso-kv }", "{ type: provider.unavailable }",
        ])
    func shapes(fault: String) {
        #expect(throws: ProblemList.self) { _ = try run("  - { fault: \(fault) }") }
    }

    @Test("a partition cuts one store off: an outage to it, and nothing to the other")
    func partition() throws {
        let result = try run(
            """
              - fault: { type: network.partition, between: [cluster/contoso-la, vault/contoso-kv], for: 3h }
              - { act: key.disable, target: key/contoso-kv/cmk, as: revoked }
              - check:
                  state:
                    cosmos/contoso-soc: { keyAccess: revoked }
                    sentinel/contoso-soc: { status: degraded }
                within: 1h
              - { check: { state: { cluster/contoso-la: { keyAccess: granted } } }, until: revoked+3h }
              - check: { state: { cluster/contoso-la: { keyAccess: revoked } } }
                within: 4h
                of: revoked
                notBefore: 3h
            """)
        #expect(result.verdict == .passed, "\(result.failures)")
    }

    @Test("the way back alone cuts nothing")
    func oneWay() throws {
        let result = try run(
            """
              - fault:
                  { type: network.partition, between: [vault/contoso-kv, cluster/contoso-la], oneWay: true }
              - { act: key.disable, target: key/contoso-kv/cmk }
              - { check: { state: { cluster/contoso-la: { keyAccess: revoked } } }, within: 1h }
            """)
        #expect(result.verdict == .passed, "\(result.failures)")
    }

    @Test("without a token a store keeps what it has, whoever's clock or token it is")
    func identities() throws {
        for fault in [
            "{ type: identity.failure, target: identity/contoso-la }",
            "{ type: clock.skew, target: identity/contoso-la, latency: 10m }",
        ] {
            let result = try run(
                """
                  - { fault: \(fault) }
                  - { act: key.disable, target: key/contoso-kv/cmk }
                  - { check: { state: { cosmos/contoso-soc: { keyAccess: revoked } } }, within: 1h }
                  - { check: { state: { cluster/contoso-la: { keyAccess: granted } } }, throughout: 1d }
                """)
            #expect(result.verdict == .passed, "\(fault) \(result.failures)")
        }
        let small = try run(
            """
              - { fault: { type: clock.skew, target: identity/contoso-la, latency: 5m } }
              - { act: key.disable, target: key/contoso-kv/cmk }
              - { check: { state: { cluster/contoso-la: { keyAccess: revoked } } }, within: 1h }
            """)
        #expect(small.verdict == .passed, "\(small.failures)")
    }

    @Test("a fault of ARM's meets reads and writes, so many, within its time and below its target")
    func requests() throws {
        let tier = "{ act: cluster.set-tier, target: cluster/contoso-la, with: { tier: 200 }"
        let get = "{ request: \"GET ${id('group/sec-rg')}?api-version=2021-04-01\", expect: { status: "
        let result = try run(
            """
              - { fault: { type: arm.error, status: 409, code: ConflictError, count: 2 } }
              - \(get)409, error: { code: ConflictError } } }
              - \(tier), expect: { status: 409 } }
              - \(get)200 } }
              - { fault: { name: busy, type: arm.throttle, retryAfter: 17s, after: 1m, for: 1m } }
              - \(get)200 } }
              - \(get)429, headers: { Retry-After: "17" } }, at: T+1m }
              - \(get)200 }, at: T+2m }
              - { fault: { type: provider.unavailable, target: provider/Microsoft.OperationalInsights } }
              - \(tier), expect: { status: 502 } }
              - \(get)200 } }
              - { clear: provider.unavailable }
              - \(tier) }
            """)
        #expect(result.verdict == .passed, "\(result.failures)")
    }

    @Test("with a rate each request is drawn by name and number, and both come about")
    func rates() throws {
        let get = """
              - request: "GET ${id('group/sec-rg')}?api-version=2021-04-01"
                expect: { status: [200, 500] }

            """
        let steps =
            "  - { fault: { type: arm.error, status: 500, rate: 0.5 } }\n" + String(repeating: get, count: 24)
        func statuses() throws -> [Int] { try run(steps).steps.compactMap { $0.result?.status } }

        let first = try statuses()
        #expect(Set(first) == [200, 500])
        #expect(try statuses() == first)
    }

    @Test("a slow network takes virtual time, a slow vault that of its own callers")
    func latency() throws {
        let result = try run(
            """
              - { fault: { type: vault.latency, target: vault/contoso-kv, latency: 40s } }
              - { act: key.rotate, target: key/contoso-kv/cmk }
              - { check: { expr: "now - T == 40s" } }
              - { request: "GET ${id('group/sec-rg')}?api-version=2021-04-01" }
              - { check: { expr: "now - T == 40s" } }
              - { fault: { type: network.latency, latency: 20s } }
              - { request: "GET ${id('group/sec-rg')}?api-version=2021-04-01" }
              - { check: { expr: "now - T == 1m" } }
            """)
        #expect(result.verdict == .passed, "\(result.failures)")
    }

    @Test("a vault's fault that meets so many callers passes with the last of them")
    func counted() throws {
        let result = try run(
            """
              - { fault: { type: vault.throttle, target: vault/contoso-kv, count: 2, retryAfter: 3s } }
              - { act: key.rotate, target: key/contoso-kv/cmk, expect: { status: 429 } }
              - { act: key.rotate, target: key/contoso-kv/cmk, expect: { status: 429 } }
              - { act: key.rotate, target: key/contoso-kv/cmk }
            """)
        #expect(result.verdict == .passed, "\(result.failures)")
    }
}
