import Foundation
import GRDB
import ScenarioKit
import VirtualTime

/// A report as a SQLite file, for whoever asks on with SQL.
enum MergedDatabase {
    static func write(_ report: WhatIfReport, to path: String) throws {
        let draft = "\(path).draft"
        do {
            try? FileManager.default.removeItem(atPath: draft)
            try fill(DatabaseQueue(path: draft), report)
            _ = try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.moveItem(atPath: draft, toPath: path)
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw Console.fail("\(path) cannot be written: \(error).", .internalError)
        }
    }

    private static func fill(_ queue: DatabaseQueue, _ report: WhatIfReport) throws {
        try queue.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE plan (name TEXT, value TEXT);
                    CREATE TABLE rows (
                        n INTEGER PRIMARY KEY, id TEXT, future TEXT, params TEXT, verdict TEXT, cells INTEGER,
                        runs INTEGER, best_token TEXT, worst_token TEXT, document TEXT);
                    CREATE TABLE measures (n INTEGER, measure TEXT, best, worst);
                    CREATE TABLE breaches (n INTEGER, invariant TEXT, at TEXT, what TEXT, token TEXT);
                    """)
            for member in report.document.members ?? [:] where member.name != "rows" {
                try database.execute(
                    sql: "INSERT INTO plan VALUES (?, ?)",
                    arguments: [member.name, member.value.text ?? member.value.json])
            }
            for row in report.rows { try insert(row, into: database) }
        }
        try queue.close()
    }

    private static func insert(_ row: Document, into database: Database) throws {
        let number = row["n"]?.integer
        try database.execute(
            sql: "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                number, row["id"]?.text, row["future"]?.text, row["params"]?.json, row["verdict"]?.text,
                row["cells"]?.integer, row["runs"]?.integer, row["witness"]?["best"]?.text,
                row["witness"]?["worst"]?.text, row.json,
            ])
        for measure in row["measures"]?.members ?? [:] {
            try database.execute(
                sql: "INSERT INTO measures VALUES (?, ?, ?, ?)",
                arguments: [
                    number, measure.name, value(measure.value["best"] ?? measure.value),
                    value(measure.value["worst"] ?? measure.value),
                ])
        }
        for invariant in row["invariants"]?.items ?? [] {
            guard let breach = invariant["breach"] else { continue }
            try database.execute(
                sql: "INSERT INTO breaches VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    number, invariant["name"]?.text, breach["at"]?.text, breach["what"]?.text,
                    breach["token"]?.text,
                ])
        }
    }

    private static func value(_ document: Document) -> (any DatabaseValueConvertible)? {
        switch document {
        case .null: nil
        case .number(let digits): Int64(digits).map { $0 } ?? digits
        default: document.text ?? document.json
        }
    }
}
