import Futures
import Testing
import VirtualTime

@testable import ScenarioKit

@Suite("Exploring a scenario in parts")
struct ExploreShardTests {
    private static let text = """
        schema: lockstep/scenario/v1
        name: in and out
        world:
          from: builtin:contoso-cmk
          traffic: [{ to: workspace/contoso-soc, rate: 1/min }]
          choices: { default: latest }
        explore: { choices: [honor.*, restore.*] }
        steps:
          - { at: T, act: key.disable, target: key/contoso-kv/cmk, wait: false }
          - { at: T+30m, act: key.enable, target: key/contoso-kv/cmk, wait: false }
          - { at: T+1h10m, act: key.disable, target: key/contoso-kv/cmk, wait: false }
          - { at: T+3h, check: { expr: "cluster('contoso-la').keyAccess == 'revoked'" } }

        """

    private static func search(runs: Int? = nil) throws -> ScenarioSearch {
        let source = SourceText(file: "in-and-out.scenario.yaml", text: text)
        var options = ScenarioSearch.Options()
        options.runs = runs
        options.source = text
        return try ScenarioSearch(try ScenarioReader.read(source), options: options)
    }

    /// Every part by itself, dealt out and put together again.
    private static func merged(_ search: ScenarioSearch, pieces: Int, into count: Int) throws -> ShardMerge {
        let files = try (1...count).map { number in
            // Each process cuts the search by itself.
            let parts = search.parts(atLeast: pieces)
            let work = ShardedWork(search, parts)
            let shard = Shard(number: number, count: count)
            let places = shard.places(of: work)
            let lines =
                [shard.header(of: work)]
                + places.map { Shard.line(search.row($0, of: parts).document) }
                + [Shard.end(rows: places.count)]
            return try ShardFile(shard.fileName, bytes: Array(lines.map { "\($0.json)\n" }.joined().utf8))
        }
        return try ShardMerge(files.reversed())
    }

    @Test("parts that are explored anywhere come to the report of one process")
    func merging() throws {
        let search = try Self.search()
        let parts = search.parts(atLeast: 2)
        #expect(parts.count > 2)
        let rows = (0..<parts.count).map { search.row($0, of: parts).document }
        let whole = ExploreReport(head: search.head, rows: rows)
        let merge = try Self.merged(search, pieces: 2, into: 3)
        #expect(merge.isComplete)
        #expect(merge.plan == nil)
        #expect(merge.exploration?.document.json == whole.document.json)
        // However it is cut, the same is found.
        let uncut = search.run()
        #expect(uncut.document["cells"] == whole.document["cells"])
        #expect(uncut.document["verdict"] == whole.document["verdict"])
        for end in ["worst", "best"] {
            #expect(uncut.document[end]?["value"] != nil)
            #expect(uncut.document[end]?["value"] == whole.document[end]?["value"])
        }
    }

    @Test("a part without enough runs leaves the whole undecided")
    func bounds() throws {
        let merge = try Self.merged(try Self.search(runs: 60), pieces: 2, into: 2)
        #expect(merge.exploration?.document["verdict"]?.text == "NOT DECIDED")
    }
}
