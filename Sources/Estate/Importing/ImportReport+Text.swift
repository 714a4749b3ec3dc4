import ControlPlane
import VirtualTime

extension ImportReport {
    /// The report for people: what was made and refused, what was supposed, and what is not held.
    ///
    /// - Parameter isWhole: also what was understood, a line for each value.
    public func text(isWhole: Bool = false) -> String {
        var lines = [
            "\(resources.count) resources, \(resources.count(where: \.isMade)) made; now \(now.iso8601)",
            "\(leaves.count) values: \(leaves(.understood).count) understood (\(kept) only kept), "
                + "\(leaves(.assumed).count) assumed, \(leaves(.ignored).count) ignored",
        ]
        for resource in resources {
            lines.append(
                "  \(resource.isMade ? "made    " : "not made") \(pad(resource.kind, 18))\(resource.id)")
        }
        if !refusals.isEmpty {
            lines += ["", "refused"]
            lines += refusals.map {
                "  \($0.status) \($0.code)  \($0.step)  \(codes($0.rules))\n      \($0.resource)\n      \($0.message)"
            }
        }
        if !premises.isEmpty {
            lines += ["", "supposed"]
            lines += premises.map {
                "  \($0.sentence)  \(codes($0.rules))" + ($0.resource.map { "\n      \($0)" } ?? "")
            }
        }
        for verdict in LeafReport.Verdict.allCases.reversed() where verdict != .understood || isWhole {
            let rows = leaves(verdict)
            if !rows.isEmpty { lines += ["", verdict.rawValue] + grouped(rows) }
        }
        return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
    }

    /// A resource that was not made gets one line for all of its values.
    private func grouped(_ rows: [LeafReport]) -> [String] {
        var lines: [String] = []
        var place = 0
        while place < rows.count {
            let row = rows[place]
            let same = rows[place...].prefix {
                $0.resource == row.resource && $0.reason == row.reason && $0.place.file == row.place.file
            }
            let isWhole = row.reason.hasPrefix("not made: ") && same.count > 1
            if isWhole, let resource = resources.first(where: { $0.id == row.resource }) {
                let root = resource.places.first { $0.file == row.place.file } ?? row.place
                lines.append("  \(root)  \(same.count) values  \(row.reason)  \(codes(row.rules))")
                place += same.count
            } else {
                lines.append(line(row))
                place += 1
            }
        }
        return lines
    }

    private func line(_ leaf: LeafReport) -> String {
        let held = leaf.held.map { " → \(short($0))" } ?? ""
        return "  \(leaf.place)  \(short(leaf.value))\(held)  \(leaf.reason)  \(codes(leaf.rules))"
    }

    private func short(_ value: Document) -> String {
        let text = value.json
        return text.count > 60 ? "\(text.prefix(57))…" : text
    }

    private func codes(_ rules: [RuleID]) -> String { rules.map(\.code).joined(separator: ", ") }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
