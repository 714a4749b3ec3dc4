import VirtualTime

/// The darkness of each row along an axis on which quiet stretches are folded.
public struct WhatIfLanes {
    private let rows: [Document]

    public init(_ report: WhatIfReport) { rows = report.rows }

    private static let width = 72

    public var text: String {
        let axis = TimeFold(moments: rows.flatMap(Self.moments), width: Self.width)
        var text = String(repeating: " ", count: 30) + axis.ruler + "\n"
        for row in rows {
            for end in ["worst", "best"] {
                guard let stretches = row["lanes"]?[end]?.items else { continue }
                let name = "\(row["id"]?.text ?? "") \(end)"
                var lane = [Character](repeating: "=", count: Self.width)
                for stretch in stretches {
                    let from = axis.column(stretch[0]?.integer ?? 0)
                    let until = stretch[1]?.integer.map(axis.column) ?? Self.width
                    for column in from..<max(from + 1, until) where column < Self.width { lane[column] = "x" }
                }
                text += Self.fitted(name) + " " + String(lane)
                text += "  \(Self.lost(row, end)) lost\n"
                if row["lanes"]?["best"] == row["lanes"]?["worst"] { break }
            }
        }
        return text + "= usable   x dark   quiet stretches are folded\n"
    }

    static func moments(_ row: Document) -> [Int64] {
        let deeds = (row["lanes"]?["deeds"]?.items ?? []).compactMap { $0["at"]?.integer }
        let stretches = ["best", "worst"].flatMap { row["lanes"]?[$0]?.items ?? [] }
        return deeds + stretches.flatMap { [$0[0]?.integer, $0[1]?.integer].compactMap { $0 } }
    }

    static func lost(_ row: Document, _ end: String) -> String {
        let value = row["measures"]?["lost_records"]?[end]
        return WhatIfTable.grouped(value.map { $0.json } ?? "0")
    }

    private static func fitted(_ name: String) -> String {
        let width = 29
        return name.count <= width
            ? name + String(repeating: " ", count: width - name.count)
            : name.prefix(width - 1) + "…"
    }
}

/// An axis on which as much room is given to each stretch between two moments as the root of its length asks
/// for: an hour and ninety days fit in one picture.
struct TimeFold {
    let moments: [Int64]
    let columns: [Int]
    private let width: Int

    /// - Parameter tail: how much of the width comes after the last moment.
    init(moments: [Int64], width: Int, tail: Int = 8) {
        let distinct = ([0] + moments).sorted().reduce(into: [Int64]()) { if $0.last != $1 { $0.append($1) } }
        self.moments = distinct
        self.width = width
        let weights = zip(distinct, distinct.dropFirst()).map { Self.root($1 - $0) }
        let total = max(1, weights.reduce(0, +))
        var columns = [0], sum: Int64 = 0
        for weight in weights {
            sum += weight
            columns.append(Int(sum * Int64(width - tail) / total))
        }
        self.columns = columns
    }

    /// The fourth root, in whole numbers.
    private static func root(_ value: Int64) -> Int64 {
        var root: Int64 = 1
        while (root + 1) * (root + 1) * (root + 1) * (root + 1) <= value { root += 1 }
        return root
    }

    func column(_ moment: Int64) -> Int {
        guard let place = moments.lastIndex(where: { $0 <= moment }) else { return 0 }
        return columns[place]
    }

    /// The moments above their columns, as many as there is room for.
    var ruler: String {
        var text = ""
        for (moment, column) in zip(moments, columns) where column >= text.count + (text.isEmpty ? 0 : 1) {
            text += String(repeating: " ", count: column - text.count)
            text += moment == 0 ? "T" : Duration.milliseconds(moment).text
        }
        return text
    }
}
