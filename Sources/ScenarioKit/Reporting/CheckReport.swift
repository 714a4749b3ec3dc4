public import VirtualTime

/// What `lockstep check` found, for machines.
public enum CheckReport {
    public static let schema = "lockstep/check/v1"

    public static func document(_ files: [CheckedFile]) -> Document {
        let findings = files.flatMap(\.findings)
        return [
            "schema": .string(schema),
            "summary": [
                "files": .integer(files.count),
                "errors": .integer(findings.count { $0.level == .error }),
                "warnings": .integer(findings.count { $0.level == .warning }),
            ],
            "findings": .array(findings.map(finding)),
        ]
    }

    private static func finding(_ finding: Finding) -> Document {
        [
            "level": .string(finding.level.rawValue), "code": .string(finding.code),
            "message": .string(finding.message), "file": .string(finding.file),
            "line": .integer(finding.label.place.line), "column": .integer(finding.label.place.column),
            "length": .integer(finding.label.place.length), "hint": .string(finding.label.text),
            "notes": .array(finding.notes.map(Document.string)),
        ]
    }
}
