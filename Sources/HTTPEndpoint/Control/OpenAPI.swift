import AzureWire
import VirtualTime

/// The control API as OpenAPI 3.1, written from the routes that answer.
enum OpenAPI {
    static let document: Document = {
        var paths = Members()
        for route in ControlAPI.routes {
            let path = "\(ControlAPI.base)\(route.path == "/" ? "" : route.path)"
            var item = paths[path]?.members ?? Members()
            item.append(route.method.lowercased(), operation(of: route))
            paths[path] = .object(item)
        }
        let schemas = NamedShape.allCases.map { named in
            (named.rawValue, named.shape.schema(isAnswer: true))
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Lockstep control API", "version": "1",
                "description":
                    "Worlds of the simulated control plane: their clocks, faults, forks and histories.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "paths": .object(paths), "components": ["schemas": .object(Members(schemas))],
        ]
    }()

    private static func operation(of route: ControlRoute) -> Document {
        var operation: Document = ["operationId": .string(route.id), "summary": .string(route.summary)]
        let parameters = self.parameters(of: route)
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if let body = route.body {
            var content: Document = ["application/json": ["schema": body.shape.schema(isAnswer: false)]]
            if body.takesSavedWorld { content[SavedWorldType.name] = ["schema": ["type": "string"]] }
            operation["requestBody"] = ["content": content]
        }
        var responses = Members()
        for answer in route.answers {
            responses.append(String(answer.status), response(of: answer, hasTag: route.showsTag))
        }
        for (status, kinds) in route.statusesOfProblems {
            responses.append(String(status), response(of: kinds))
        }
        operation["responses"] = .object(responses)
        return operation
    }

    private static func parameters(of route: ControlRoute) -> [Document] {
        var parameters: [Document] = route.segments.compactMap { segment in
            guard case .parameter(let name) = segment else { return nil }
            return [
                "name": .string(name), "in": "path", "required": true, "schema": ["type": "string"],
            ]
        }
        parameters += route.query.map { parameter in
            [
                "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isNeeded),
                "description": .string(parameter.note),
                "schema": parameter.shape.schema(isAnswer: false),
            ]
        }
        if route.isOfWorld, route.isWrite, route.id != "putWorld" {
            parameters.append([
                "name": "If-Match", "in": "header", "required": false, "schema": ["type": "string"],
                "description": "The ETag of the world as it was seen; another one is refused.",
            ])
        }
        return parameters
    }

    private static func response(of answer: ControlRoute.Answer, hasTag: Bool) -> Document {
        var response: Document = ["description": .string(answer.note)]
        let contents = answer.contents.map { content -> (String, Document) in
            (content.type, ["schema": content.shape.schema(isAnswer: true)])
        }
        if !contents.isEmpty { response["content"] = .object(Members(contents)) }
        if hasTag {
            response["headers"] = [
                "ETag": ["description": "Number of the world's last entry.", "schema": ["type": "string"]]
            ]
        }
        return response
    }

    private static func response(of kinds: [ProblemKind]) -> Document {
        [
            "description": .string(
                kinds.map { "\($0.rawValue): \($0.title)." }.joined(separator: " ")),
            "content": [
                "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
            ],
        ]
    }
}

extension ControlRoute {
    /// Whether its answer is a world.
    fileprivate var showsTag: Bool {
        answers.contains { answer in
            answer.contents.contains { if case .named(.world) = $0.shape { true } else { false } }
        }
    }

    /// Every problem it may answer with, by status: those that are declared, and those that follow from its
    /// path, query and body.
    fileprivate var statusesOfProblems: [(status: Int, kinds: [ProblemKind])] {
        var kinds = problems + [.badRequest, .methodNotAllowed, .notOffered]
        if isOfWorld { kinds.append(.worldNotFound) }
        if isOfWorld, isWrite { kinds.append(.preconditionFailed) }
        if isWrite || isOfWorld { kinds.append(.unavailable) }
        var byStatus: [(status: Int, kinds: [ProblemKind])] = []
        for kind in ProblemKind.allCases where kinds.contains(kind) {
            if let place = byStatus.firstIndex(where: { $0.status == kind.status }) {
                byStatus[place].kinds.append(kind)
            } else {
                byStatus.append((kind.status, [kind]))
            }
        }
        return byStatus.sorted { $0.status < $1.status }
    }
}
