/// The frame of every page: one file that needs nothing else, light and dark, on a screen and on paper.
enum HTMLPage {
    /// - Parameters:
    ///   - title: text, not markup, as is the script; the parts are markup.
    ///   - script: what only adds to the page; everything is there without it.
    static func text(title: String, header: String, main: String, script: String? = nil) -> String {
        let script = script.map { "<script>\n\($0)\n</script>\n" } ?? ""
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>\(XMLText.escaped(title))</title>
            <style>
            \(HTMLStyle.sheet)
            </style>
            </head>
            <body>
            \(HTMLStyle.patterns)
            <header>
            \(header)
            </header>
            <main>
            \(main)
            </main>
            \(script)</body>
            </html>

            """
    }

    /// Facts as a table of two columns: names as they are, values as text. Empty values are left out.
    static func facts(_ facts: [(name: String, value: String)]) -> String {
        let rows = facts.filter { !$0.value.isEmpty }.map { name, value in
            "<tr><th scope=\"row\">\(XMLText.escaped(name))</th>"
                + "<td><code>\(XMLText.escaped(value))</code></td></tr>"
        }
        return "<div class=\"wide\"><table><tbody>\n\(rows.joined(separator: "\n"))\n</tbody></table></div>"
    }

    /// A table whose columns say what they are.
    /// - Parameters:
    ///   - heads: text.
    ///   - rows: markup, a `tr` each.
    static func table(_ heads: [String], _ rows: [String]) -> String {
        let head = heads.map { "<th scope=\"col\">\(XMLText.escaped($0))</th>" }.joined()
        return "<div class=\"wide\"><table><thead><tr>\(head)</tr></thead><tbody>\n"
            + rows.joined(separator: "\n") + "\n</tbody></table></div>"
    }

    /// Cells of text.
    static func cells(_ texts: [String]) -> String {
        texts.map { "<td>\(XMLText.escaped($0))</td>" }.joined()
    }

    /// A command to be copied.
    static func command(_ text: String) -> String {
        "<code class=\"command\">\(XMLText.escaped(text))</code>"
    }
}
