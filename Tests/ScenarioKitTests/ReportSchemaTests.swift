import ScenarioKit
import Testing
import VirtualTime

@Suite("the schema of the report")
struct ReportSchemaTests {
    private func problems(_ report: Document) throws -> [String] {
        let schema = try Document(json: ReportSchema.text)
        return SchemaReader(root: schema).problems(report, schema, "")
    }

    @Test("real reports fit it")
    func reports() throws {
        let nested = """
            setup: [{ note: s }]
            steps:
              - { as: m, fork: { name: f, steps: [{ request: PUT /refuse, expect: { status: 200 } }] } }
            """

        #expect(try problems(ReportSample.document(.json)) == [])
        #expect(try problems(ReportSample.document(.json, nested)) == [])
        for file in GoldenTraceTests.files.prefix(8) {
            #expect(try problems(JSONReport.document(GoldenTraceTests.runs(of: file))) == [], "\(file)")
        }
    }

    @Test("what is no report does not fit")
    func mistakes() throws {
        var report = try ReportSample.document(.json)
        report["runs"] = .array([["file": "x"]])
        #expect(try problems(report).contains("/runs/0 lacks 'verdict'"))
        report["runs"] = "none"
        report["more"] = 1
        #expect(try problems(report) == ["/runs is no array", " may not have 'more'"])
    }
}

/// As much of JSON Schema as the report's own schema uses. An unknown keyword is a problem, so that the
/// schema cannot outgrow it unnoticed.
private struct SchemaReader {
    let root: Document

    func problems(_ value: Document, _ schema: Document, _ path: String) -> [String] {
        var problems: [String] = []
        for member in schema.members ?? Members() {
            switch member.name {
            case "$ref":
                let way = (member.value.text ?? "").split(separator: "/").dropFirst().map(String.init)
                problems += self.problems(value, root.at(pointer: way) ?? false, path)
            case "type":
                let types = member.value.items ?? [member.value]
                if !types.contains(where: { has(value, $0.text ?? "") }) {
                    problems.append("\(path) is no \(types.compactMap(\.text).joined(separator: " or "))")
                }
            case "const": if value != member.value { problems.append("\(path) is not \(member.value)") }
            case "enum":
                if member.value.items?.contains(value) != true { problems.append("\(path) is \(value)") }
            case "minimum":
                if (value.integer ?? 0) < (member.value.integer ?? 0) { problems.append("\(path) is small") }
            case "minItems":
                if (value.items?.count ?? 0) < member.value.integer ?? 0 { problems.append("\(path) short") }
            case "maxItems":
                if (value.items?.count ?? 0) > member.value.integer ?? 0 { problems.append("\(path) long") }
            case "pattern":
                let isMatch = try? Regex(member.value.text ?? "").firstMatch(in: value.text ?? "") != nil
                if isMatch != true { problems.append("\(path) does not match") }
            case "required":
                for name in member.value.items?.compactMap(\.text) ?? [] where value[name] == nil {
                    problems.append("\(path) lacks '\(name)'")
                }
            case "items":
                for (index, item) in (value.items ?? []).enumerated() {
                    problems += self.problems(item, member.value, "\(path)/\(index)")
                }
            case "properties":
                for property in member.value.members ?? Members() {
                    guard let inner = value[property.name] else { continue }
                    problems += self.problems(inner, property.value, "\(path)/\(property.name)")
                }
            case "additionalProperties":
                let known = schema["properties"]?.members?.map(\.name) ?? []
                for extra in value.members ?? Members() where !known.contains(extra.name) {
                    if member.value == false { problems.append("\(path) may not have '\(extra.name)'") }
                    problems += self.problems(extra.value, member.value, "\(path)/\(extra.name)")
                }
            case "$schema", "$id", "$defs", "title", "description": break
            default: problems.append("the schema uses '\(member.name)'")
            }
        }
        return problems
    }

    private func has(_ value: Document, _ type: String) -> Bool {
        switch type {
        case "object": value.members != nil
        case "array": value.items != nil
        case "string": value.text != nil
        case "integer": value.integer != nil
        case "null": value.isNull
        default: false
        }
    }
}
