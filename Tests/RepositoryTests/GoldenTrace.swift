import ControlPlane

/// A recorded run of a scenario, read for the rules that fired in it.
struct GoldenTrace {
    let name: String
    /// Rules in the order in which they fired first, each with the exchange or the event that shows it.
    let firings: [(id: RuleID, example: String)]

    init(name: String, text: String) {
        self.name = name
        var seen: Set<String> = []
        var firings: [(id: RuleID, example: String)] = []
        var exchange: String?
        let lines = text.split(separator: "\n").map(String.init)
        for (position, line) in lines.enumerated() {
            if let rule = line.wholeMatch(of: #/# holds rule (\S+)/#)?.1 {
                // Asked at every moment of the run, and kept.
                if seen.insert(String(rule)).inserted {
                    firings.append((RuleID(String(rule)), "holds at every moment of the run"))
                }
                continue
            }
            guard !line.hasPrefix("#") else { continue }
            let said: Substring
            if let verdict = line.firstRange(of: ": passed") ?? line.firstRange(of: ": failed") {
                // What a step is called is no firing; what came of it is.
                said = line[verdict.upperBound...]
                exchange = position + 1 < lines.count ? Self.exchange(in: lines[position + 1]) : nil
            } else if Self.exchange(in: line) == nil {
                said = line[...]
            } else {
                continue
            }
            for match in said.matches(of: #/[A-Z]+(?:-[A-Z]+)*-(?:[0-9]{2}|ORDER)/#) {
                let code = String(match.0)
                guard seen.insert(code).inserted else { continue }
                let isEvent = said.startIndex == line.startIndex
                let parts = [exchange, isEvent ? Self.event(line) : nil].compactMap { $0 }
                firings.append((RuleID(code), parts.joined(separator: " ⇒ ")))
            }
        }
        self.firings = firings
    }

    /// `PUT https://… → 409 Conflict`, without the ids that say nothing.
    private static func exchange(in line: String) -> String? {
        let text = line.drop { $0 == " " }
        guard text.contains(" https://"), text.contains(" → "), !text.hasPrefix("T+") else { return nil }
        return String(text.replacing(#/subscriptions\/[0-9a-f-]{36}\/resourceGroups\//#, with: "…/"))
    }

    /// The words of a journal line, without its offset.
    private static func event(_ line: String) -> String {
        line.split(separator: " ").drop { $0.hasPrefix("T+") }.joined(separator: " ")
    }
}
