import Testing
import VirtualTime

@testable import AzureWire

@Suite("The shape of a body") struct BodyShapeTests {
    private let shape = BodyShape(
        """
        .: location text, tags{} text, sku object, rules[] object, id own, features object
        sku: name! text=Free|Paid, capacity integer
        rules[]: value! text, ratio number
        """)

    @Test("lets what fits through, in the model's casing, and leaves out what is unknown or not the client's")
    func read() throws {
        let body: Document = [
            "Location": "x", "tags": ["a": "b"], "sku": ["NAME": "paid", "capacity": 5], "id": "i",
            "other": 1,
            "rules": [["value": "v", "ratio": .number("0.5"), "more": true]], "features": ["any": [1]],
        ]
        let expected: Document = [
            "location": "x", "tags": ["a": "b"], "sku": ["name": "paid", "capacity": 5],
            "rules": [["value": "v", "ratio": .number("0.5")]], "features": ["any": [1]],
        ]
        #expect(try shape.read(body) == expected)
        #expect(try shape.read(["location": nil]) == ["location": nil])
    }

    @Test(
        "names the first member that does not fit",
        arguments: [
            (["location": 5] as Document, BodyFault.wrong("location", "a string")),
            (["tags": ["a": ["b"]]], .wrong("tags.a", "a string")),
            (["sku": ["name": "Gold"]], .wrong("sku.name", "one of Free, Paid")),
            (["sku": ["capacity": 5]], .missing("sku.name")),
            (["sku": ["name": nil]], .missing("sku.name")),
            (["sku": ["name": "Free", "capacity": .number("0.5")]], .wrong("sku.capacity", "an integer")),
            (["rules": ["value": "v"]], .wrong("rules", "an array of objects")),
            (["rules": [["value": "v"], ["value": true]]], .wrong("rules[1].value", "a string")),
        ] as [(Document, BodyFault)])
    func refused(body: Document, fault: BodyFault) {
        #expect(throws: fault) { try shape.read(body) }
    }

    @Test("goes by the kind of the body")
    func kinds() throws {
        let shape = BodyShape(kinds: ["One": ".: kind text, a! text", "Two": ".: kind text, b! flag"])
        #expect(try shape.read(["kind": "two", "b": true, "a": 1]) == ["kind": "two", "b": true])
        #expect(throws: BodyFault.missing("a")) { try shape.read(["kind": "One"]) }
        #expect(throws: BodyFault.missing("kind")) { try shape.read(["a": "x"]) }
        #expect(throws: BodyFault.wrong("kind", "one of one, two")) { try shape.read(["kind": "Three"]) }
    }

    @Test("a version shows the members that it has, in a resource and in a list of them")
    func histories() throws {
        let history = MemberHistory(
            .since("2022-01-01", preview: "2021-06-01-preview", "a.b"),
            .inPreviews(since: "2022-06-01-preview", until: "2023-01-01", "c[].d"),
            .since("2024-01-01", also: "2022-03-01", "e"))
        let whole: Document = ["a": ["b": 1, "x": 2], "c": [["d": 1, "y": 2]], "e": 3]
        func shown(_ version: String) throws -> Document {
            history.shown(whole, in: try #require(APIVersion(version)))
        }
        #expect(try shown("2021-01-01") == ["a": ["x": 2], "c": [["y": 2]]])
        #expect(try shown("2021-06-01-preview") == ["a": ["b": 1, "x": 2], "c": [["y": 2]]])
        #expect(try shown("2022-03-01") == ["a": ["b": 1, "x": 2], "c": [["y": 2]], "e": 3])
        #expect(try shown("2022-06-01-preview") == ["a": ["b": 1, "x": 2], "c": [["d": 1, "y": 2]]])
        #expect(try shown("2023-01-01-preview") == ["a": ["b": 1, "x": 2], "c": [["d": 1, "y": 2]]])
        #expect(try shown("2025-01-01") == ["a": ["b": 1, "x": 2], "c": [["y": 2]], "e": 3])
        let old = try #require(APIVersion("2021-01-01"))
        #expect(history.shown(["value": [whole]], in: old) == ["value": [["a": ["x": 2], "c": [["y": 2]]]]])
    }
}
