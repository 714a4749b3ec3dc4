import Testing
import VirtualTime

@testable import ScenarioKit

@Suite("matchers and paths")
struct MatcherTests {
    private static let world = FakeWorld(at: Instant(milliseconds: 0))

    private func holds(_ matcher: String, _ actual: Value?) throws -> Bool {
        let source = SourceText(file: "m", text: "m: \(matcher)")
        let decoder = FileDecoder(source: source, capabilities: .runner)
        let node = try #require(try YAMLReader.read(source).pairs?.first?.value)
        let parsed = try #require(decoder.matcher(node), "\(decoder.problems.map(\.message))")
        let context = RunContext(world: Self.world)
        return MatcherReading(scope: context.scope(Self.world)).holds(parsed, actual)
    }

    @Test(
        "numbers",
        arguments: [
            ("3", true), ("{ eq: 3 }", true), ("{ not: 3 }", false), ("{ gt: 3 }", false),
            ("{ gte: 3 }", true),
            ("{ lt: 3.5 }", true), ("{ lte: 2 }", false), ("{ between: [3, 4] }", true),
            ("{ oneOf: [1, 3] }", true),
            ("{ type: number }", true), ("{ exists: true }", true), ("{ exists: false }", false),
            ("\"3\"", false),
            ("{ not: { gt: 3 } }", true),
        ])
    func numbers(matcher: String, expected: Bool) throws {
        #expect(try holds(matcher, .number(Rational(3))) == expected)
    }

    @Test(
        "texts",
        arguments: [
            ("abc", true), ("\"abc\"", true), ("{ startsWith: ab }", true), ("{ contains: bc }", true),
            ("{ matches: 'b.$' }", true), ("{ matches: '^b' }", false), ("{ length: 3 }", true),
            ("{ length: { gt: 3 } }", false), ("{ type: string }", true), ("abd", false),
        ])
    func texts(matcher: String, expected: Bool) throws {
        #expect(try holds(matcher, .string("abc")) == expected)
    }

    @Test(
        "lists and records",
        arguments: [
            ("{ contains: get }", true), ("{ contains: set }", false), ("{ length: 2 }", true),
            ("{ includes: [wrapKey] }", true), ("{ includes: [x] }", false), ("{ type: array }", true),
            ("{ eq: [get, wrapKey] }", true), ("{ eq: [wrapKey, get] }", false),
            ("{ not: { contains: update } }", true),
        ])
    func lists(matcher: String, expected: Bool) throws {
        #expect(try holds(matcher, .list([.string("get"), .string("wrapKey")])) == expected)
    }

    @Test("a part of a record is enough for 'includes'")
    func includes() throws {
        let body = Value(["a": ["b": 1, "c": [["d": 2, "e": 3]]]])

        #expect(try holds("{ includes: { a: { c: [{ d: 2 }] } } }", body))
        #expect(try !holds("{ includes: { a: { c: [{ d: 3 }] } } }", body))
    }

    @Test("what is absent is only absent, and what is unknown never holds")
    func absent() throws {
        #expect(try holds("{ exists: false }", nil))
        #expect(try holds("{ not: x }", nil))
        #expect(try !holds("x", nil))
        #expect(try !holds("{ gt: 1 }", nil))
        #expect(try !holds("{ not: x }", .unknown("why")))
    }

    @Test(
        "paths",
        arguments: [
            ("$", "{\"a\":{\"b\":[1,2]},\"x.y\":true}"), ("$.a.b[0]", "1"), ("$.a.b[-1]", "2"),
            ("$['x.y']", "true"),
            ("$.a.b[*]", "[1,2]"), ("$.a.c", nil), ("$.a.b[9]", nil), ("$.a.b.c", nil),
        ] as [(String, String?)])
    func paths(path: String, expected: String?) throws {
        let body = Value(try Document(json: "{\"a\":{\"b\":[1,2]},\"x.y\":true}"))

        #expect(try JSONPath.parse(path).get().found(in: body)?.text == expected)
    }

    @Test("what is no path is refused", arguments: ["a", "$a", "$.", "$[", "$[x]", "$..a", "$.a[?(@.b)]"])
    func noPaths(path: String) {
        #expect(throws: JSONPathError.self) { try JSONPath.parse(path).get() }
    }

    @Test("the nearest word is suggested, and none when nothing is near")
    func suggestions() {
        #expect(Suggestion.nearest(to: "stpes", among: ["setup", "steps"]) == "steps")
        #expect(Suggestion.nearest(to: "zzz", among: ["setup", "steps"]) == nil)
        #expect(Suggestion.editDistance("kitten", "sitting") == 3)
        #expect(Suggestion.editDistance("ab", "ba") == 1)
    }
}
