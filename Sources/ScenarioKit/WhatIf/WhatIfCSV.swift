import Futures
import VirtualTime

extension WhatIfReport {
    /// A line a row, with a header: RFC 4180, values as in the JSON.
    public var csv: String {
        let names = (document["measures"]?.items ?? []).compactMap(\.text)
        let measures = names.compactMap { Measure(rawValue: $0) }
        var axes: [String] = []
        for row in rows {
            for parameter in row["params"]?.members ?? [:] where !axes.contains(parameter.name) {
                axes.append(parameter.name)
            }
        }
        var header = ["future"] + axes
        for measure in measures {
            header +=
                measure.unit == .words ? [measure.key] : ["\(measure.key)_best", "\(measure.key)_worst"]
        }
        header += ["verdict", "cells", "runs", "worst_token"]
        var lines = [header]
        for row in rows {
            var line = [row["future"]?.text ?? ""]
            line += axes.map { row["params"]?[$0]?.text ?? "" }
            for measure in measures {
                let value = row["measures"]?[measure.key]
                line +=
                    measure.unit == .words
                    ? [Self.cell(value)] : [Self.cell(value?["best"]), Self.cell(value?["worst"])]
            }
            line += [
                row["verdict"]?.text ?? "", Self.cell(row["cells"]), Self.cell(row["runs"]),
                row["witness"]?["worst"]?.text ?? "",
            ]
            lines.append(line)
        }
        return lines.map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func cell(_ value: Document?) -> String {
        switch value {
        case nil, .null?: ""
        case .array(let items)?: items.compactMap(\.text).joined(separator: " ")
        case let value?: value.text ?? value.json
        }
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
