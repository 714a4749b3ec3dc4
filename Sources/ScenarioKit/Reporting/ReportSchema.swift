/// The JSON Schema (2020-12) of `lockstep/report/v1`. Within v1 members are only added.
public enum ReportSchema {
    public static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:lockstep:report:v1",
          "title": "Report of scenario runs",
          "description": "What `lockstep run --report json=FILE` writes. Times are virtual.",
          "type": "object",
          "required": ["schema", "summary", "runs"],
          "properties": {
            "schema": { "const": "lockstep/report/v1" },
            "summary": { "$ref": "#/$defs/summary" },
            "runs": { "type": "array", "items": { "$ref": "#/$defs/run" } }
          },
          "additionalProperties": false,
          "$defs": {
            "instant": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$" },
            "texts": { "type": "array", "items": { "type": "string" } },
            "count": { "type": "integer", "minimum": 0 },
            "summary": {
              "type": "object",
              "required": ["passed", "failed", "skipped"],
              "properties": {
                "passed": { "$ref": "#/$defs/count" },
                "failed": { "$ref": "#/$defs/count" },
                "skipped": { "$ref": "#/$defs/count" }
              },
              "additionalProperties": false
            },
            "run": {
              "type": "object",
              "required": [
                "file", "name", "row", "verdict", "world", "rules", "seed", "choices", "startedAt", "endedAt",
                "assumptions", "warnings", "steps", "entries", "stateHash", "command"
              ],
              "properties": {
                "file": { "type": "string" },
                "name": { "type": "string" },
                "row": { "type": ["string", "null"], "description": "The row and the cell, `row, cell`." },
                "verdict": { "enum": ["passed", "failed", "skipped"] },
                "reason": { "type": "string", "description": "Why it was skipped." },
                "problem": { "type": "string", "description": "What kept its world from being made." },
                "world": { "type": "string" },
                "rules": { "type": "string", "description": "The state of the documents." },
                "seed": { "type": "string" },
                "choices": { "type": "string" },
                "startedAt": { "$ref": "#/$defs/instant" },
                "endedAt": { "$ref": "#/$defs/instant" },
                "assumptions": {
                  "type": "object",
                  "description": "Assumptions that a rule of the run read, each with its reading.",
                  "additionalProperties": { "type": "string" }
                },
                "warnings": { "type": "array", "items": { "$ref": "#/$defs/failure" } },
                "steps": { "type": "array", "items": { "$ref": "#/$defs/step" } },
                "entries": { "$ref": "#/$defs/count", "description": "Lines of the run's journal." },
                "stateHash": { "type": "string", "description": "The digest of the world at the end." },
                "command": { "type": "string", "description": "The command line that runs it again." },
                "variants": { "type": "array", "items": { "$ref": "#/$defs/variant" } }
              },
              "additionalProperties": false
            },
            "step": {
              "type": "object",
              "required": ["phase", "name", "verb", "line", "verdict", "startedAt", "endedAt", "entries"],
              "properties": {
                "phase": { "enum": ["setup", "steps", "cleanup"] },
                "name": { "type": "string" },
                "verb": { "type": "string" },
                "line": { "type": "integer", "minimum": 1 },
                "verdict": { "enum": ["passed", "failed", "not applicable", "skipped"] },
                "startedAt": { "$ref": "#/$defs/instant" },
                "endedAt": { "$ref": "#/$defs/instant" },
                "entries": {
                  "type": "array",
                  "description": "The step wrote the journal's entries from the first to before the second.",
                  "items": { "$ref": "#/$defs/count" },
                  "minItems": 2,
                  "maxItems": 2
                },
                "mark": { "type": "string" },
                "reason": { "type": "string" },
                "answer": { "$ref": "#/$defs/answer" },
                "failure": { "$ref": "#/$defs/failure" },
                "steps": { "type": "array", "items": { "$ref": "#/$defs/step" } }
              },
              "additionalProperties": false
            },
            "answer": {
              "type": "object",
              "required": ["status", "rejectedBy", "outcome", "operation"],
              "properties": {
                "status": { "type": "integer" },
                "rejectedBy": { "$ref": "#/$defs/texts" },
                "upholds": { "$ref": "#/$defs/texts" },
                "outcome": { "type": ["string", "null"] },
                "operation": { "enum": ["none", "InProgress", "Succeeded", "Failed", "Canceled"] }
              },
              "additionalProperties": false
            },
            "failure": {
              "type": "object",
              "required": ["message", "at", "places", "details", "rules"],
              "properties": {
                "message": { "type": "string" },
                "code": { "type": "string", "description": "`lockstep explain CODE` says what it means." },
                "at": { "$ref": "#/$defs/instant", "description": "When it was decided." },
                "places": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": ["line", "column", "found"],
                    "properties": {
                      "line": { "type": "integer", "minimum": 1 },
                      "column": { "type": "integer", "minimum": 1 },
                      "found": { "type": "string" }
                    },
                    "additionalProperties": false
                  }
                },
                "details": { "$ref": "#/$defs/texts" },
                "rules": { "$ref": "#/$defs/texts" }
              },
              "additionalProperties": false
            },
            "variant": {
              "type": "object",
              "required": ["reading", "differences", "problem"],
              "properties": {
                "reading": { "type": "string" },
                "differences": { "$ref": "#/$defs/texts" },
                "problem": { "type": ["string", "null"] }
              },
              "additionalProperties": false
            }
          }
        }

        """#
}
