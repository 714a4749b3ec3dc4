import ControlPlane
import Futures
import Testing
import VirtualTime

@testable import ScenarioKit

@Suite("What if")
struct WhatIfTests {
    private static func whatIf(_ text: String) throws -> WhatIf {
        let source = SourceText(file: "plan.whatif.yaml", text: text)
        return try WhatIf(try WhatIfReader.read(source), source: source)
    }

    private static func report(_ whatIf: WhatIf) -> WhatIfReport {
        WhatIfReport(whatIf, whatIf.rows.indices.map { whatIf.play($0) })
    }

    private static let plan = """
        schema: lockstep/whatif/v1
        name: how long
        from: { world: builtin:contoso-cmk, at: T+0s }
        world:
          traffic: [{ to: workspace/contoso-soc, rate: 10/min, backfill: 30d }]
        horizon: 3d
        sweep: { gone: [30m, 1h, 2h, 24h] }
        futures:
          baseline: []
          out:
            - { at: T, act: key.disable, target: key/contoso-kv/cmk, as: gone_at }
            - { at: "T+${gone}", act: key.enable, target: key/contoso-kv/cmk }
        explore: { points: [honor.*, restore.*] }
        measure: [first_dark, dark_minutes, lost_records, lost_minutes, lossless_until]
        objective: { maximise: lost_records }
        """

    @Test(
        "so long without the key, so much lost at best and at worst (SENT-REVOKE-02, SENT-REVOKE-06)"
    )
    func ends() throws {
        let report = Self.report(try Self.whatIf(Self.plan))
        let lost = report.rows.map { row in
            [
                row["measures"]?["lost_records"]?["best"]?.integer,
                row["measures"]?["lost_records"]?["worst"]?.integer,
            ]
        }
        #expect(lost == [[0, 0], [0, 900], [0, 1_200], [600, 1_800], [13_800, 15_000]])
        let minutes = report.rows.map { $0["measures"]?["lost_minutes"]?["worst"]?.integer }
        #expect(minutes == [0, 90, 120, 180, 1_500])
        #expect(
            report.rows.map { $0["measures"]?["dark_minutes"]?["worst"]?.json } == [
                "0", "90", "120", "180", "1500",
            ])
        #expect(report.rows[1]["missedByPolicies"] == true)
        #expect(report.document["verdict"]?.text == "decided")
        #expect(report.document["extreme"]?["value"]?.integer == 15_000)
    }

    @Test("every token plays again, and shows what it is the witness of")
    func tokens() throws {
        let whatIf = try Self.whatIf(Self.plan)
        let report = Self.report(whatIf)
        for row in report.rows {
            for end in ["best", "worst"] {
                let token = try ReplayToken(text: try #require(row["witness"]?[end]?.text))
                let replay = try Replay(token, maker: FutureMaker())
                #expect(replay.isIdentical)
                #expect(
                    replay.document["measures"]?["lost_records"] == row["measures"]?["lost_records"]?[end])
            }
        }
    }

    @Test("a token that was cut, changed or made elsewhere says so")
    func brokenTokens() throws {
        let whatIf = try Self.whatIf(Self.plan)
        let text = try #require(Self.report(whatIf).rows[1]["witness"]?["worst"]?.text)
        #expect(throws: ReplayToken.Fault.notAToken) { try ReplayToken(text: "r2.abc") }
        #expect(throws: ReplayToken.Fault.damaged) { try ReplayToken(text: String(text.dropLast(3))) }
        #expect(throws: ReplayToken.Fault.damaged) { try ReplayToken(text: text + "*") }
        for place in 3..<text.count {
            var changed = Array(text)
            changed[place] = changed[place] == "A" ? "B" : "A"
            guard String(changed) != text else { continue }
            if let token = try? ReplayToken(text: String(changed)) {
                #expect(token.text != text, "a changed token reads as the one it was")
            }
        }
    }

    @Test("shards merge to the report of one process, in any order, and say what is missing")
    func shards() throws {
        let whatIf = try Self.whatIf(Self.plan)
        let whole = Self.report(whatIf).document.json
        for partition in Shard.Partition.allCases {
            var files: [ShardFile] = []
            for number in 1...8 {
                let shard = Shard(number: number, count: 8, partition: partition)
                var lines = [shard.header(of: ShardedWork(whatIf))]
                let places = shard.places(of: ShardedWork(whatIf))
                lines += places.map { Shard.line(WhatIfReport.row(whatIf, $0, whatIf.play($0))) }
                lines.append(Shard.end(rows: places.count))
                let text = lines.map { "\($0.json)\n" }.joined()
                files.append(try ShardFile(shard.fileName, bytes: Array(text.utf8)))
            }
            #expect(try ShardMerge(files).plan?.document.json == whole)
            #expect(try ShardMerge(files.reversed()).plan?.document.json == whole)
            #expect(try ShardMerge(files + files).plan?.document.json == whole)
            #expect(try ShardMerge(Array(files.dropFirst(2))).missing == [1, 2])
        }
    }

    @Test("a shard that was cut off counts as far as its lines are whole")
    func cutShard() throws {
        let whatIf = try Self.whatIf(Self.plan)
        let shard = Shard(number: 1, count: 1)
        let row = Shard.line(WhatIfReport.row(whatIf, 0, whatIf.play(0)))
        let whole = "\(shard.header(of: ShardedWork(whatIf)).json)\n\(row.json)\n"
        let cut = try ShardFile("s", bytes: Array((whole + row.json.prefix(40)).utf8))
        #expect(cut.rows.count == 1)
        #expect(!cut.isComplete)
        #expect(cut.wholeBytes == whole.utf8.count)
        #expect(try ShardMerge([cut]).missing == [1])
        #expect(throws: ShardFile.Fault.notAShard("s")) { try ShardFile("s", bytes: Array("{}\n".utf8)) }
        #expect(throws: ShardFile.Fault.damaged("s", line: 2)) {
            try ShardFile("s", bytes: Array("\(shard.header(of: ShardedWork(whatIf)).json)\nnot json\n".utf8))
        }
    }

    @Test(
        "a mistake in a plan has a code and a place",
        arguments: [
            ("from: { world: builtin:contoso-cmk }\nfutures: {}", "E0103"),
            ("from: { world: builtin:nowhere }\nfutures: { a: [] }", "unknown"),
            (
                "from: { world: builtin:contoso-cmk }\nfutures: { a: [{ act: key.disable, target: key/v/k }] }",
                "missing"
            ),
            (
                "from: { world: builtin:contoso-cmk }\nfutures: { a: [{ at: T, act: key.dissable, target: key/v/k }] }",
                "key.disable"
            ),
            (
                "from: { world: builtin:contoso-cmk }\nfutures: { a: [{ at: \"T+${gone}\", act: key.disable, target: key/v/k }] }",
                "gone"
            ),
            ("from: { world: builtin:contoso-cmk }\nsweep: { gone: [1h] }\nfutures: { a: [] }", "mentions"),
            (
                "from: { world: builtin:contoso-cmk }\nsweep: { gone: { from: 0m, to: 4h, step: 0m } }\nfutures: { a: [{ at: \"T+${gone}\", act: key.disable, target: key/v/k }] }",
                "steps"
            ),
            ("from: { world: builtin:contoso-cmk }\nfutures: { A: [] }", "name of a future"),
            ("from: { world: builtin:contoso-cmk }\nmeasure: [lost]\nfutures: { a: [] }", "measure"),
            (
                "from: { world: builtin:contoso-cmk }\ninvariants: [rule:SENT-PRE-01]\nfutures: { a: [] }",
                "neither"
            ),
        ])
    func mistakes(_ rest: String, _ words: String) {
        let source = SourceText(
            file: "wrong.whatif.yaml", text: "schema: lockstep/whatif/v1\nname: wrong\n\(rest)\n")
        do {
            _ = try WhatIfReader.read(source)
            Issue.record("it was read")
        } catch {
            let text = error.rendered
            #expect(text.contains("error[E"))
            if !words.hasPrefix("E") { #expect(text.contains(words), "\(text)") }
        }
    }

    @Test("rows that are the same in all readings of an assumption are one (P-55)")
    func assumptionAxes() throws {
        let text = Self.plan.replacing(
            "sweep: { gone: [30m, 1h, 2h, 24h] }",
            with: "sweep: { gone: [30m], assume.vault-firewall-denial: [revocation, outage] }"
        ).replacing(
            "explore:",
            with: """
                  shut:
                    - { at: T, act: network.deny, target: vault/contoso-kv }
                    - { at: "T+${gone}", act: network.allow, target: vault/contoso-kv }
                explore:
                """)
        let rows = Self.report(try Self.whatIf(text)).rows
        #expect(rows.map { $0["future"]?.text } == ["baseline", "out", "shut", "shut"])
        #expect(rows[0]["sameInAllReadings"] == true)
        #expect(rows.suffix(2).map { $0["measures"]?["lost_records"]?["worst"]?.integer } == [900, 0])
    }
}
