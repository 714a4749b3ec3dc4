import VirtualTime

/// An evidence as one HTML file that needs nothing else.
public struct EvidencePage {
    private let document: Document

    public init(_ evidence: Evidence) { document = evidence.document }

    private func text(_ name: String) -> String { document[name]?.text ?? "" }
    private var sections: [Document] { document["sections"]?.items ?? [] }
    private var rules: [Document] { document["rules"]?.items ?? [] }

    /// The page; the same evidence gives the same bytes.
    public var html: String {
        let main = sections.enumerated().map { section($1, number: $0 + 1) } + [cited]
        return HTMLPage.text(
            title: "\(text("title")) · lockstep", header: header, main: main.joined(separator: "\n"))
    }

    private var header: String {
        let facts = (document["facts"]?.members ?? [:]).map { (name: $0.name, value: $0.value.text ?? "") }
        let claims = sections.flatMap { $0["claims"]?.items ?? [] }
        let counts = ["holds", "found", "broken", "NOT DECIDED"].compactMap { verdict -> String? in
            let count = claims.count { $0["verdict"]?.text == verdict }
            return count == 0 ? nil : "\(count) \(verdict)"
        }
        let links = sections.enumerated().map { place, section in
            "<li><a href=\"#s\(place + 1)\">\(XMLText.escaped(section["title"]?.text ?? ""))</a></li>"
        }
        return """
            <h1>\(XMLText.escaped(text("title")))</h1>
            <p class="total">\(claims.count) claims: \(counts.joined(separator: ", "))</p>
            <p>Each claim names the rules that it rests on, the readings that it depends on, and a command
            that shows it again. It is a claim about a model of the documents, as they are cited below.</p>
            \(HTMLPage.facts(facts + [("Digest of all below", text("digest"))]))
            <nav aria-label="Contents">
            <ul>\(links.joined())<li><a href="#rules">Rules cited</a></li></ul>
            </nav>
            """
    }

    private func section(_ section: Document, number: Int) -> String {
        let about = (section["about"]?.items ?? []).compactMap(\.text).map {
            "<li><code>\(XMLText.escaped($0))</code></li>"
        }
        return """
            <section class="run" aria-labelledby="s\(number)">
            <h2 id="s\(number)">\(XMLText.escaped(section["title"]?.text ?? ""))</h2>
            <ul>\(about.joined())</ul>
            \((section["claims"]?.items ?? []).map(claim).joined(separator: "\n"))
            </section>
            """
    }

    // MARK: claims

    private func claim(_ claim: Document) -> String {
        let verdict = claim["verdict"]?.text ?? "", id = claim["id"]?.text ?? ""
        let style = ["broken": "failed", "NOT DECIDED": "open"][verdict] ?? ""
        let shows = (claim["shows"]?.items ?? []).compactMap(\.text).map { "<li>\(XMLText.escaped($0))</li>" }
        return """
            <article class="claim \(style)" id="\(id)" aria-labelledby="\(id)-says">
            <h3 id="\(id)-says">\(id) · \(XMLText.escaped(claim["claim"]?.text ?? "")) — \(verdict)</h3>
            <p class="hint">\(XMLText.escaped(claim["basis"]?.text ?? ""))</p>
            \(shows.isEmpty ? "" : "<ul>\(shows.joined())</ul>")
            <p>Rules: \(links(claim["rules"]))</p>
            <p>Depends on: \(readings(claim["assumptions"], areTried: claim["triesReadings"] == true))</p>
            <p>See it again: \(HTMLPage.command(claim["command"]?.text ?? ""))</p>
            </article>
            """
    }

    private func links(_ codes: Document?) -> String {
        let codes = (codes?.items ?? []).compactMap(\.text)
        guard !codes.isEmpty else { return "none had a say" }
        return codes.map { code in
            let source = rules.first { $0["id"]?.text == code }?["source"]
            let cited = source.map { "\($0["key"]?.text ?? ""), \($0["date"]?.text ?? "")" } ?? ""
            return "<a href=\"#\(code)\">\(code)</a> <small>(\(XMLText.escaped(cited)))</small>"
        }.joined(separator: ", ")
    }

    private func readings(_ readings: Document?, areTried: Bool) -> String {
        guard let readings = readings?.items, !readings.isEmpty else {
            return areTried
                ? "no assumption (the other readings come to the same, all choices earliest or all latest)"
                : "no assumption that its rules read"
        }
        return readings.map {
            let name = "\($0["assumption"]?.text ?? ""), read as '\($0["taken"]?.text ?? "")'"
            let other = "'\($0["other"]?.text ?? "")'"
            return XMLText.escaped(
                areTried
                    ? "\(name); as \(other) something else comes out"
                    : "\(name); it can be read as \(other), which was not tried")
        }.joined(separator: "<br>")
    }

    // MARK: rules

    private var cited: String {
        let rows = rules.map { rule in
            let source = rule["source"], id = XMLText.escaped(rule["id"]?.text ?? "")
            let gaps = (rule["contradictions"]?.items ?? []).map { gap in
                let readings = (gap["readings"]?.items ?? []).compactMap(\.text).joined(separator: " / ")
                return "\(gap["id"]?.text ?? "") \(gap["topic"]?.text ?? ""): \(readings); "
                    + "taken: \(gap["taken"]?.text ?? "")"
            }
            return "<tr id=\"\(id)\"><th scope=\"row\">\(id)</th>"
                + HTMLPage.cells([
                    rule["says"]?.text ?? "", rule["standing"]?.text ?? "",
                    "\(source?["key"]?.text ?? ""): \(source?["title"]?.text ?? "")",
                    source?["where"]?.text ?? "", source?["date"]?.text ?? "", gaps.joined(separator: "; "),
                ]) + "</tr>"
        }
        let heads = [
            "Rule", "Says, in our words", "Standing", "Article", "Where", "Date", "Where documents disagree",
        ]
        return """
            <section class="run" aria-labelledby="rules">
            <h2 id="rules">Rules cited</h2>
            \(HTMLPage.table(heads, rows))
            </section>
            """
    }
}
