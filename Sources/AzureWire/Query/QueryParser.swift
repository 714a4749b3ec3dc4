import VirtualTime

/// Reads the part of the query language that is modeled; what is outside is named, never ignored.
struct QueryParser {
    private let tokens: [QueryToken]
    private let characters: [Character]
    var place = 0
    var depth = 0

    /// How deep expressions may nest, how many stages a query may have.
    static let depthLimit = 64
    private static let stageLimit = 100

    static func query(_ text: String) throws(QueryFault) -> TabularQuery {
        var parser = QueryParser(tokens: try QueryLexer.tokens(of: text), characters: Array(text))
        let query = try parser.whole()
        _ = parser.take(";")
        guard parser.current.kind == .end else { throw parser.unexpected("the end of the query") }
        return query
    }

    private init(tokens: [QueryToken], characters: [Character]) {
        self.tokens = tokens
        self.characters = characters
    }

    private mutating func whole() throws(QueryFault) -> TabularQuery {
        if let word = takeName(["let", "search", "find", "print", "range", "datatable", "declare", "set"]) {
            throw .notModeled("'\(word)'")
        }
        let sources = try source()
        var stages: [TabularQuery.Stage] = []
        while take("|") {
            guard stages.count < Self.stageLimit else {
                throw .semantic("a query has at most \(Self.stageLimit) stages")
            }
            stages.append(contentsOf: try stage())
        }
        return TabularQuery(sources: sources, stages: stages)
    }

    private mutating func source() throws(QueryFault) -> [String]? {
        guard takeName(["union"]) != nil else { return [try name("the name of a table")] }
        if take("*") { return nil }
        var names = [try name("the name of a table")]
        while take(",") { names.append(try name("the name of a table")) }
        return names
    }

    // MARK: Stages

    private mutating func stage() throws(QueryFault) -> [TabularQuery.Stage] {
        let position = current.position
        // `project-away` and its like are written with a hyphen.
        var word = try name("an operator").lowercased()
        if word == "project", take("-") { word += "-" + (try name("the rest of an operator").lowercased()) }
        switch word {
        case "where", "filter": return [.filter(try expression())]
        case "extend": return [.extend(try list())]
        case "project": return [.project(try list())]
        case "project-away": return [.projectAway(try names())]
        case "summarize": return [try summarize()]
        case "take", "limit": return [.take(try count())]
        case "order", "sort":
            try require("by")
            return [.sort(try orders())]
        case "top":
            let number = try count()
            try require("by")
            return [.top(number, try orders())]
        case "count": return [.count]
        case "distinct": return [.distinct(take("*") ? nil : try names())]
        default:
            if Self.others.contains(word) { throw .notModeled("'\(word)'") }
            throw .syntax("'\(word)' is no operator", position: position)
        }
    }

    /// What the service has beside these.
    private static let others: Set<String> = [
        "join", "parse", "evaluate", "mv-expand", "mv", "make", "render", "lookup", "invoke", "as",
        "project-rename",
        "project-reorder", "project-keep", "sample", "serialize", "scan", "reduce", "fork", "facet", "union",
        "getschema", "consume", "partition", "externaldata", "search", "find",
    ]

    private mutating func summarize() throws(QueryFault) -> TabularQuery.Stage {
        var values: [TabularQuery.Named] = []
        if !isName("by") { values = try list() }
        guard takeName(["by"]) != nil else { return .summarize(values, by: []) }
        return .summarize(values, by: try list())
    }

    private mutating func list() throws(QueryFault) -> [TabularQuery.Named] {
        var items = [try named(items: 0)]
        while take(",") { items.append(try named(items: items.count)) }
        return items
    }

    /// `name = expression`, or an expression that names itself.
    private mutating func named(items: Int) throws(QueryFault) -> TabularQuery.Named {
        if case .name(let name) = current.kind, tokens[place + 1].kind == .symbol("=") {
            place += 2
            return TabularQuery.Named(name: name, expression: try expression())
        }
        let expression = try expression()
        return TabularQuery.Named(name: Self.name(of: expression, items), expression: expression)
    }

    private static func name(of expression: TabularQuery.Expression, _ place: Int) -> String {
        switch expression {
        case .column(let name): name
        case .member(_, .literal(.string(let name))): name
        case .call(let name, let arguments):
            switch arguments.first {
            case .column(let column) where name == "bin": column
            case .column(let column): "\(name)_\(column)"
            default: "\(name)_"
            }
        default: "Column\(place + 1)"
        }
    }

    private mutating func orders() throws(QueryFault) -> [TabularQuery.Order] {
        var orders: [TabularQuery.Order] = []
        repeat {
            let expression = try expression()
            let isAscending = takeName(["asc", "desc"]) == "asc"
            if takeName(["nulls"]) != nil { throw .notModeled("'nulls first' and 'nulls last'") }
            orders.append(TabularQuery.Order(expression: expression, isAscending: isAscending))
        } while take(",")
        return orders
    }

    private mutating func names() throws(QueryFault) -> [String] {
        var names = [try name("the name of a column")]
        while take(",") { names.append(try name("the name of a column")) }
        return names
    }

    private mutating func count() throws(QueryFault) -> Int {
        guard case .long(let number) = current.kind, number >= 0, let count = Int(exactly: number) else {
            throw unexpected("a number of rows")
        }
        place += 1
        return count
    }

    // MARK: Tokens

    var current: QueryToken { tokens[place] }
    var previousPosition: Int { tokens[max(0, place - 1)].position }
    func text(from start: Int, to end: Int) -> String { String(characters[start..<max(start, end)]) }

    mutating func take(_ symbol: String) -> Bool {
        guard current.kind == .symbol(symbol) else { return false }
        place += 1
        return true
    }
    func isName(_ word: String) -> Bool {
        if case .name(let name) = current.kind { name.lowercased() == word } else { false }
    }
    /// The word, lower case, if it is one of these.
    mutating func takeName(_ words: [String]) -> String? {
        guard case .name(let name) = current.kind, words.contains(name.lowercased()) else { return nil }
        place += 1
        return name.lowercased()
    }
    mutating func require(_ word: String) throws(QueryFault) {
        guard takeName([word]) != nil else { throw unexpected("'\(word)'") }
    }
    mutating func require(symbol: String) throws(QueryFault) {
        guard take(symbol) else { throw unexpected("'\(symbol)'") }
    }
    mutating func name(_ expected: String) throws(QueryFault) -> String {
        guard case .name(let name) = current.kind else { throw unexpected(expected) }
        place += 1
        return name
    }
    func unexpected(_ expected: String) -> QueryFault {
        .syntax("\(expected) was expected", position: current.position)
    }
}
