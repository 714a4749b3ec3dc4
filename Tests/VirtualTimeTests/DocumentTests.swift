import Testing
import VirtualTime

struct DocumentTests {
    private let vault: Document = [
        "name": "kv-1",
        "properties": ["enabled": true, "retention": 90, "tags": ["a", "b"], "owner": nil],
    ]

    @Test("Values are reached by name and place")
    func access() {
        #expect(vault["name"]?.text == "kv-1")
        #expect(vault["properties"]?["retention"]?.integer == 90)
        #expect(vault["properties"]?["enabled"]?.flag == true)
        #expect(vault["properties"]?["tags"]?[1]?.text == "b")
        #expect(vault["properties"]?["tags"]?[2] == nil)
        #expect(vault["properties"]?["tags"]?[-1] == nil)
        #expect(vault["properties"]?["owner"]?.isNull == true)
        #expect(vault["properties"]?["owner"] != nil, "a member that is null is there")
        #expect(vault["NAME"] == nil)
        #expect(vault.member(anyCase: "NAME")?.text == "kv-1")
        #expect(vault["name"]?["x"] == nil)
        #expect(vault.at(pointer: ["properties", "tags", "0"])?.text == "a")
        #expect(vault.at(pointer: ["properties", "tags", "x"]) == nil)
        #expect(vault.at(pointer: []) == vault)
        #expect(vault["properties"]?.items == nil)
        #expect(["a": 1, "b": 2] as Document != ["b": 2, "a": 1], "order counts")
        #expect(Document.number("1.0").integer == nil)
        #expect(Document.number("9223372036854775808").integer == nil)
    }

    @Test("Setting a member changes it where it stands, adds it at the end, or takes it out")
    func setting() {
        var document = vault
        document["name"] = "kv-2"
        document["location"] = "westeurope"
        document["properties"]?["retention"] = 7
        #expect(document.members?.names == ["name", "properties", "location"])
        #expect(document["properties"]?["retention"]?.integer == 7)
        document["name"] = nil
        #expect(document.members?.names == ["properties", "location"])
        document["location"] = Document.null
        #expect(document["location"]?.isNull == true)
        var text: Document = "text"
        text["absent"] = nil
        #expect(text == "text")
        text["a"] = 1
        #expect(text == ["a": 1])
        #expect(vault["name"]?.text == "kv-1", "copies do not follow")
    }

    @Test("Of a name given twice the last value counts, at the first place", arguments: [3, 100])
    func duplicates(count: Int) {
        let pairs = (0..<count).map { ("n\($0)", Document.integer($0)) } + [("n0", "last")]
        let members = Members(pairs)
        #expect(members.count == count)
        #expect(members[0] == Members.Member(name: "n0", value: "last"))
        #expect(members.names == (0..<count).map { "n\($0)" })
    }

    @Test(
        "A patch merges as in the examples of RFC 7396",
        arguments: [
            (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
            (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
            (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
            (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
            (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
            (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, "null", "null"),
            (#"{"a":"foo"}"#, #""bar""#, #""bar""#), (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
            (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
            ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
        ])
    func patches(original: String, patch: String, result: String) throws {
        #expect(try Document(json: original).merging(patch: Document(json: patch)).json == result)
    }
}
