/// Finds the handler of a request by host, path and method.
///
/// Paths are compared segment by segment. Where several templates fit, the one with the leftmost literal
/// wins; a template without the method is passed over for the next, as Azure's own services do. A router is
/// built once and then only read.
public struct Router<Handler: Sendable>: Sendable {
    /// A route as added, for lists of what is covered.
    public struct Route: Sendable {
        public let method: String
        public let template: RouteTemplate
        public let host: HostPattern
        public let handler: Handler
    }

    /// The outcome of a search.
    public enum Match: Sendable {
        case found(Handler, RouteParameters)
        /// The path is known, the method is not; the methods that are, in the order added.
        case wrongMethod(allowed: [String])
        case none
    }

    /// All routes in the order added.
    public private(set) var routes: [Route] = []
    private let localNames: Set<String>
    private var localTree = RouteTree()
    private var trees = [RouteTree](repeating: RouteTree(), count: HostPattern.allCases.count)

    /// `localNames` are the names, lower case, under which the simulator itself is reached.
    public init(localNames: Set<String> = HostNames.local) {
        self.localNames = localNames
    }

    /// Adds a route; throws when another would answer the same requests, or the template is malformed.
    public mutating func add(
        _ method: String, _ template: String, host: HostPattern = .management, _ handler: Handler
    ) throws(RouteFault) {
        let route = Route(
            method: method.uppercased(), template: try RouteTemplate(template), host: host, handler: handler)
        // Both trees are asked before either takes the route: a refused one leaves no trace.
        if let existing = trees[host.rawValue].route(route.method, route.template)
            ?? (host.answersLocally ? localTree.route(route.method, route.template) : nil)
        {
            throw .clash(
                method: route.method, template: template, existing: routes[existing].template.description)
        }
        trees[host.rawValue].add(route.method, route.template, routes.count)
        if host.answersLocally { localTree.add(route.method, route.template, routes.count) }
        routes.append(route)
    }

    /// The handler of a request and the parts of host and path that vary.
    public func match(_ request: WireRequest) -> Match {
        match(method: request.method, host: request.host, segments: request.segments)
    }

    /// The same for a request given by its parts; `method` upper case, `host` lower case.
    public func match(method: String, host: String, segments: [String]) -> Match {
        let folded = segments.map { $0.lowercased() }
        let meaning = HostMeaning(host: host, localNames: localNames)
        var allowed: [Int] = []

        if let meaning {
            let tree = meaning.pattern.map { trees[$0.rawValue] } ?? localTree
            if let index = tree.find(method, folded, &allowed) {
                let hostPart = meaning.parameter.map { [$0] } ?? []
                return found(index, segments, hostPart: hostPart)
            }
        }
        if let index = trees[HostPattern.any.rawValue].find(method, folded, &allowed) {
            return found(index, segments, hostPart: [])
        }
        return allowed.isEmpty ? .none : .wrongMethod(allowed: methods(of: allowed))
    }

    private func found(_ index: Int, _ segments: [String], hostPart: [RouteParameters.Parameter]) -> Match {
        let route = routes[index]
        return .found(route.handler, RouteParameters(hostPart + route.template.parameters(in: segments)))
    }

    private func methods(of indices: [Int]) -> [String] {
        var methods: [String] = []
        for index in indices.sorted() where !methods.contains(routes[index].method) {
            methods.append(routes[index].method)
        }
        return methods
    }
}

/// The templates of one host pattern, as a tree over lower-cased segments; routes are known by their index.
struct RouteTree: Sendable {
    private struct Node {
        var literals: [String: Int] = [:]
        var parameter: Int?
        var leaves: [(method: String, route: Int)] = []
    }

    private var nodes = [Node()]

    /// The route of this method that stands where the template ends, whatever its parameters are called.
    func route(_ method: String, _ template: RouteTemplate) -> Int? {
        var place = 0
        for segment in template.segments {
            let next: Int? =
                switch segment {
                case .literal(let text): nodes[place].literals[text]
                case .parameter: nodes[place].parameter
                }
            guard let next else { return nil }
            place = next
        }
        return nodes[place].leaves.first { $0.method == method }?.route
    }

    mutating func add(_ method: String, _ template: RouteTemplate, _ route: Int) {
        var place = 0
        for segment in template.segments {
            place = child(of: place, segment)
        }
        nodes[place].leaves.append((method, route))
    }

    private mutating func child(of place: Int, _ segment: RouteTemplate.Segment) -> Int {
        let next = nodes.count
        switch segment {
        case .literal(let text):
            if let known = nodes[place].literals[text] { return known }
            nodes[place].literals[text] = next
        case .parameter:
            if let known = nodes[place].parameter { return known }
            nodes[place].parameter = next
        }
        nodes.append(Node())
        return next
    }

    /// The most literal route with this path and method; routes with another method are added to `others`.
    func find(_ method: String, _ path: [String], _ others: inout [Int]) -> Int? {
        find(method, path[...], at: 0, &others)
    }

    private func find(_ method: String, _ path: ArraySlice<String>, at place: Int, _ others: inout [Int])
        -> Int?
    {
        let node = nodes[place]
        guard let segment = path.first else {
            if let leaf = node.leaves.first(where: { $0.method == method }) { return leaf.route }
            others += node.leaves.map(\.route)
            return nil
        }
        let rest = path.dropFirst()
        if let next = node.literals[segment], let route = find(method, rest, at: next, &others) {
            return route
        }
        return node.parameter.flatMap { find(method, rest, at: $0, &others) }
    }
}
