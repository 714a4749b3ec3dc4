import ScenarioKit
import Testing
import VirtualTime

@Suite("expressions")
struct ExpressionTests {
    struct Scope: ExpressionScope {
        func value(named name: String) -> Value? {
            switch name {
            case "one": .number(Rational(1))
            case "off": .unknown("it is off")
            case "who":
                .record(
                    ValueRecord([
                        ("name", .string("dana")), ("roles", .list([.string("get"), .string("list")])),
                    ]))
            case "numbers": .list([1, 2, 3].map { .number(Rational($0)) })
            case "after": .string("90m")
            default: nil
            }
        }

        func value(ofMember member: String, in group: String) -> Value? { nil }

        func call(_ function: String, _ argument: Value) -> Value { .string("\(function):\(argument.text)") }

        func history(of condition: Expression) -> [TruthInterval] {
            [
                TruthInterval(fromMilliseconds: 0, toMilliseconds: 1_000, holds: true),
                TruthInterval(fromMilliseconds: 1_000, toMilliseconds: 4_000, holds: false),
                TruthInterval(fromMilliseconds: 4_000, toMilliseconds: 9_000, holds: true),
            ]
        }

        func value(at mark: String, of expression: Expression?) -> Value {
            expression.map { $0.evaluated(in: self) } ?? .string(mark)
        }
    }

    private func value(_ text: String) throws -> Value {
        try Expression(parsing: text).evaluated(in: Scope())
    }

    @Test(
        "values come out exactly",
        arguments: [
            ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("0.1 + 0.2", "0.3"), ("1 / 3 * 3", "1"),
            ("1 / 3", "1/3"),
            ("-2 - 3", "-5"), ("9007199254740993 + 0", "9007199254740993"), ("1h + 30m", "1h30m"),
            ("1h * 1.5", "1h30m"),
            ("90m / 1h", "1.5"), ("2024-02-16T10:00:00Z - 2024-02-16T09:00:00Z", "1h"),
            ("2024-02-16T10:00:00Z + 1d", "2024-02-17T10:00:00Z"), ("'a' + 'b'", "ab"), ("'it''s'", "it's"),
            ("who.name", "dana"), ("who.roles[0]", "get"), ("who.roles[-1]", "list"), ("who['name']", "dana"),
            ("count(numbers)", "3"), ("count(numbers, n -> n > 1)", "2"), ("sum(numbers, n -> n * n)", "14"),
            ("min(numbers)", "1"), ("max(numbers, n -> 0 - n)", "-1"), ("since(true)", "5s"),
            ("duration(true)", "6s"),
            ("cluster('c')", "cluster:c"), ("at(revoked)", "revoked"), ("at(revoked, 1 + 1)", "2"),
        ])
    func values(text: String, expected: String) throws {
        #expect(try value(text).text == expected)
    }

    @Test(
        "truths",
        arguments: [
            ("1 < 2 and 2 <= 2", true), ("not 1 == 2", true), ("not true or true", true),
            ("false implies off", true),
            ("true implies false", false), ("false and off", false), ("true or off", true),
            ("'b' in ['a', 'b']", true),
            ("who.roles contains 'get'", true), ("'abc' startsWith 'ab'", true),
            ("'abc' matches '^a.c$'", true),
            ("'abc' contains 'bc'", true), ("1 == 1.0", true), ("'1' == 1", false), ("null == null", true),
            ("after > 1h", true), ("after == 1h30m", true), ("all(numbers, n -> n > 0)", true),
            ("any(numbers, n -> n > 3)", false), ("once(true)", true), ("1h > 59m59s", true),
            ("all(numbers, a -> any(numbers, b -> a == b))", true),
        ])
    func truths(text: String, expected: Bool) throws {
        #expect(try value(text) == .bool(expected))
    }

    @Test(
        "what cannot be said is unknown, with the reason",
        arguments: [
            ("off == 1", "it is off"), ("nobody", "nothing is named 'nobody'"),
            ("who.age", "there is no 'age'"),
            ("1 / 0", "the result does not fit, or was divided by zero"),
            ("1 < 'a'", "'<' cannot compare a number with a text"),
            ("true and 1", "'and' needs truth values, not a number"),
            ("numbers[7]", "the list has no item 7"),
            ("9223372036854775807 + 1", "the result does not fit, or was divided by zero"),
            ("1 + 1h", "'+' cannot combine a number with a duration"), ("not off", "it is off"),
        ])
    func unknowns(text: String, reason: String) throws {
        #expect(try value(text) == .unknown(reason))
    }

    @Test(
        "what is no expression is refused, with the place",
        arguments: [
            ("1 +", 3), ("(1", 2), ("1 2", 2), ("a b", 2), ("foo(1)", 0), ("'abc", 0), ("1 < 2 < 3", 6),
            ("a.", 2),
            ("\"x\"", 0), ("12x", 0), ("", 0), ("count()", 0), ("a ; b", 2),
        ])
    func refused(text: String, offset: Int) {
        let error = #expect(throws: ExpressionError.self) { try Expression(parsing: text) }
        #expect(error?.offset == offset)
    }

    @Test("depth and length have bounds")
    func bounds() {
        #expect(throws: ExpressionError.self) {
            try Expression(parsing: String(repeating: "(", count: 3_000) + "1")
        }
        #expect(throws: ExpressionError.self) {
            try Expression(parsing: String(repeating: "1+", count: 3_000) + "1")
        }
    }

    @Test(
        "numbers are read and written exactly",
        arguments: [
            ("0.10", "0.1"), ("-12.5", "-12.5"), ("1e3", "1000"), ("25e-2", "0.25"), ("0.001", "0.001"),
        ])
    func numbers(text: String, expected: String) {
        #expect(Rational(text: text)?.description == expected)
    }

    @Test(
        "what JSON does not call a number is none",
        arguments: ["01", "1.", ".5", "1e", "+1", "", "-", "0x1", "1_0", "1e99"])
    func noNumbers(text: String) {
        #expect(Rational(text: text) == nil)
    }
}
