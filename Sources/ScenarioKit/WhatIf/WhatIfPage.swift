import VirtualTime

/// The report as one HTML file that needs nothing else: table, lanes, tokens.
public struct WhatIfPage {
    private let report: WhatIfReport
    public init(_ report: WhatIfReport) { self.report = report }
    public var html: String {
        Self.page(title: "What if", body: "<pre>\(WhatIfTable(report).text().escapedForHTML)</pre>")
    }

    static func page(title: String, body: String) -> String {
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>\(title.escapedForHTML)</title><body>\(body)</body></html>\n"
    }
}
