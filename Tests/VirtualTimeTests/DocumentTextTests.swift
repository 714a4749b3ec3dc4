import Testing
import VirtualTime

struct DocumentTextTests {
    @Test(
        "Compact JSON comes back byte for byte",
        arguments: [
            "null", "true", "false", "0", "-0", "-1.50e+10", "1E2", "123456789012345678901234567890", #""""#,
            #""plain""#, #""\"\\\b\f\n\r\t\u0001\u001f""#, "\"ä€😀\u{7F}\"", "[]", "{}", "[[],{}]",
            #"{"b":1,"a":[1,2,{"c":null}],"":""}"#, #"[1.0,1,"1"]"#,
        ])
    func sameText(text: String) throws {
        let document = try Document(json: text)
        #expect(document.json == text)
        var bytes: [UInt8] = [1, 2]
        document.json(into: &bytes)
        #expect(bytes == [1, 2] + Array(text.utf8))
    }

    @Test("Escapes, spaces and a byte order mark mean what RFC 8259 says")
    func meaning() throws {
        #expect(try Document(json: #""\u00e4\u20AC\uD83D\uDE00\/""#).text == "ä€😀/")
        #expect(try Document(json: " [ 1 ,\t2\r\n] ") == [1, 2])
        #expect(try Document(json: "\u{FEFF}{ \"a\" : 1 }") == ["a": 1])
        #expect(try Document(json: #"{"a":1,"b":2,"a":3}"#).json == #"{"a":3,"b":2}"#)
        #expect(try Document(json: Array("x{}".utf8).dropFirst()) == [:])
    }

    @Test(
        "What RFC 8259 does not allow is refused, with its place",
        arguments: [
            ("", 0), ("  ", 2), ("{", 1), ("[1,]", 3), ("[1 2]", 3), ("[,1]", 1), (#"{"a":1,}"#, 7),
            ("{a:1}", 1),
            (#"{"a" 1}"#, 5), (#"{"a":}"#, 5), ("[1", 2), ("01", 0), ("-01", 1), ("-", 1), ("1.", 2),
            (".5", 0),
            ("1e", 2), ("1e+", 3), ("+1", 0), ("tru", 0), ("truex", 4), ("nul", 0), ("NaN", 0), ("1 1", 2),
            ("{} x", 3), ("\"a", 2), ("\"\n\"", 1), (#""\x""#, 1), (#""\u12""#, 5), (#""\u12g4""#, 5),
            (#""\uD800""#, 1), (#""\uDC00""#, 1), (#""\uD800\u0041""#, 1), (#""a\uD800x""#, 2), ("'a'", 0),
            ("[1]]", 3), ("\u{FEFF}\u{FEFF}1", 3), ("\"\\", 1), ("/**/1", 0), ("\u{0}", 0), ("1\u{0}", 1),
        ])
    func refusals(text: String, offset: Int) throws {
        let error = try #require(throws: DocumentError.self) { try Document(json: text) }
        #expect(error.offset == offset)
    }

    @Test(
        "Bytes that are no UTF-8 are refused",
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
            [0xE2, 0x82],
            [0xE2, 0x28, 0xA1], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xFF],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) throws {
        let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        let error = try #require(throws: DocumentError.self) { try Document(json: text) }
        #expect(error.offset == 1 && error.problem == "This is not UTF-8.")
    }

    @Test("Nesting is refused beyond the depth allowed")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try Document(json: nested(64)).json == nested(64))
        let error = try #require(throws: DocumentError.self) { try Document(json: nested(65)) }
        #expect(error.offset == 64)
        #expect(try Document(json: nested(65), maximumDepth: 65).json == nested(65))
        #expect(throws: DocumentError.self) { try Document(json: nested(100_000)) }
        #expect(throws: DocumentError.self) { try Document(json: #"{"a":[]}"#, maximumDepth: 1) }
    }

    @Test("A problem is told with line and column, counted in characters")
    func place() throws {
        let error = try #require(throws: DocumentError.self) { try Document(json: "{\n  \"ä\": 01\n}") }
        #expect(error.line == 2 && error.column == 8 && error.offset == 10)
        #expect(error.description == "Line 2, column 8: A number does not start with a zero.")
    }

    @Test("Pretty JSON has one member to a line and reads back")
    func pretty() throws {
        let document: Document = ["a": [1, ["b": nil]], "c": [:], "d": []]
        let text = """
            {
              "a": [
                1,
                {
                  "b": null
                }
              ],
              "c": {},
              "d": []
            }
            """
        #expect(document.json(indent: 2) == text)
        #expect(try Document(json: text) == document)
    }

    @Test("Random documents come back from both of their texts")
    func random() throws {
        var draw = Draw(seed: 11, key: "documents")
        for _ in 0..<300 {
            let document = Self.random(&draw, depth: 4)
            #expect(try Document(json: document.json) == document)
            #expect(try Document(json: document.json(indent: 3)) == document)
        }
    }

    private static func random(_ draw: inout Draw, depth: Int) -> Document {
        switch draw.uniform(in: 0...(depth > 0 ? 6 : 4)) {
        case 0: return .null
        case 1: return .bool(draw.next() % 2 == 0)
        case 2: return .integer(draw.uniform(in: .min ... .max))
        case 3: return .number("\(draw.uniform(in: -99...99)).5e\(draw.uniform(in: -9...9))")
        case 4: return .string(text(&draw))
        case 5: return .array((0..<draw.uniform(in: 0...5)).map { _ in random(&draw, depth: depth - 1) })
        default:
            return .object(
                Members(
                    (0..<draw.uniform(in: 0...20)).map { _ in (text(&draw), random(&draw, depth: depth - 1)) }
                ))
        }
    }

    private static func text(_ draw: inout Draw) -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "Z", "\"", "\\", "\n", "\u{0}", "/", "é", "\u{301}", "漢", "😀", "\u{10FFFF}",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<draw.uniform(in: 0...8) { text.append(scalars[Int(draw.uniform(in: 0...11))]) }
        return String(text)
    }
}
