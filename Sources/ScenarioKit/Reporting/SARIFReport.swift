public import VirtualTime

/// SARIF 2.1.0: what was found in files, for code scanning.
public enum SARIFReport {
    public static func document(_ files: [CheckedFile], version: String) -> Document {
        let findings = files.flatMap(\.findings)
        let codes = Set(findings.map(\.code)).sorted()
        return [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "lockstep", "semanticVersion": .string(version),
                            "rules": .array(codes.map { rule($0, findings) }),
                        ]
                    ],
                    "columnKind": "unicodeCodePoints",
                    "artifacts": .array(
                        files.map { ["location": ["uri": .string(uri($0.source.file))]] }),
                    "results": .array(findings.map { result($0, codes, files) }),
                ]
            ],
        ]
    }

    private static func rule(_ code: String, _ findings: [Finding]) -> Document {
        let level = findings.first { $0.code == code }?.level ?? .error
        let title = LintCode(rawValue: code)?.title ?? ProblemCode(rawValue: code).map { "\($0)" } ?? code
        return [
            "id": .string(code), "shortDescription": ["text": .string(title)],
            "defaultConfiguration": ["level": .string(level.rawValue)],
        ]
    }

    private static func result(_ finding: Finding, _ codes: [String], _ files: [CheckedFile]) -> Document {
        let text = ([finding.message, finding.label.text] + finding.notes).filter { !$0.isEmpty }
        var result: Document = [
            "ruleId": .string(finding.code),
            "ruleIndex": .integer(codes.firstIndex(of: finding.code) ?? 0),
            "level": .string(finding.level.rawValue),
            "message": ["text": .string(text.joined(separator: "\n"))],
            "locations": [location(finding.label, finding.file, files)],
        ]
        if let earlier = finding.earlier {
            var related = location(earlier, finding.file, files)
            related["message"] = ["text": .string(earlier.text)]
            result["relatedLocations"] = [related]
        }
        return result
    }

    private static func location(
        _ label: Problem.Label, _ file: String, _ files: [CheckedFile]
    ) -> Document {
        let place = label.place
        let artifact: Document = [
            "uri": .string(uri(file)),
            "index": .integer(files.firstIndex { $0.source.file == file } ?? 0),
        ]
        return [
            "physicalLocation": [
                "artifactLocation": artifact,
                "region": [
                    "startLine": .integer(place.line), "startColumn": .integer(place.column),
                    "endColumn": .integer(place.column + place.length),
                ],
            ]
        ]
    }

    /// A path as a reference of a URI: what has a meaning there as a percent sign and two digits.
    private static func uri(_ path: String) -> String {
        var uri = ""
        for byte in path.utf8 {
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                byte < 0x80
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "/-._~".unicodeScalars.contains(scalar))
            let digits = String(byte, radix: 16, uppercase: true)
            uri += isPlain ? String(Character(scalar)) : "%\(digits.count == 1 ? "0" : "")\(digits)"
        }
        return uri
    }
}
