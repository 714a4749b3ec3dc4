import VirtualTime

/// Works out a template's expressions, as far as a text can be worked out without Azure.
struct TemplateEvaluator {
    let scope: TemplateScope
    let variables: Document
    /// Values by name: from a parameter file, or the template's own defaults.
    let parameters: Members
    /// Names of parameters and variables that were asked for, as spelled in the template.
    private(set) var used: [String] = []
    /// What had to be supposed while the last value was worked out.
    private(set) var supposed: [String] = []
    private var depth = 0

    init(scope: TemplateScope, parameters: Members, variables: Document) {
        self.scope = scope
        self.parameters = parameters
        self.variables = variables
    }

    /// The value of a text; the text itself if it is no expression.
    mutating func value(of text: String) throws(TemplateExpression.Unread) -> Document {
        guard TemplateExpression.isExpression(text) else {
            return .string(text.hasPrefix("[[") ? String(text.dropFirst()) : text)
        }
        supposed = []
        depth += 1
        defer { depth -= 1 }
        guard depth < 16 else { throw .init("it refers to itself") }
        return try value(of: try TemplateExpression(text))
    }

    mutating func value(of expression: TemplateExpression) throws(TemplateExpression.Unread) -> Document {
        switch expression {
        case .text(let text): return .string(text)
        case .number(let digits): return .number(digits)
        case .member(let base, let name):
            let object = try value(of: base)
            guard let member = object.member(anyCase: name) else {
                throw .init("there is no '\(name)' to be had")
            }
            return member
        case .item(let base, let key):
            let object = try value(of: base), key = try value(of: key)
            if let place = key.integer, let item = object[Int(place)] { return item }
            if let name = key.text, let member = object.member(anyCase: name) { return member }
            throw .init("there is no \(key.json) to be had")
        case .call(let function, let arguments): return try call(function, arguments)
        }
    }

    private mutating func call(
        _ spelled: String, _ arguments: [TemplateExpression]
    ) throws(TemplateExpression.Unread) -> Document {
        let function = spelled.lowercased()
        // What is not chosen need not be there.
        if function == "if", arguments.count == 3 {
            let isTrue = try value(of: arguments[0]).flag ?? false
            return try value(of: arguments[isTrue ? 1 : 2])
        }
        var values: [Document] = []
        for argument in arguments { values.append(try value(of: argument)) }
        switch function {
        case "parameters", "variables": return try named(values.first?.text ?? "", function)
        case "guid", "uniquestring", "newguid":
            let name = NamedGUID.text("\(function)/\(Document.array(values).json)", in: scope.tenant)
            supposed.append("\(function)() is Azure's own: another text stands for what it gives")
            return .string(function == "uniquestring" ? String(name.filter { $0 != "-" }.prefix(13)) : name)
        case "reference": return try reference(values)
        default:
            if let result = TemplateFunctions.result(of: function, values, in: scope) { return result }
            throw .init("\(spelled)() is not worked out")
        }
    }

    private mutating func named(
        _ name: String, _ function: String
    ) throws(TemplateExpression.Unread) -> Document {
        let all = function == "parameters" ? parameters : variables.members ?? [:]
        guard let found = all.first(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw .init("\(function) has no '\(name)' with a value")
        }
        let place = "\(function)/\(found.name)"
        if !used.contains(place) { used.append(place) }
        return try worked(found.value)
    }

    /// A parameter's default and a variable may hold expressions anywhere.
    private mutating func worked(_ document: Document) throws(TemplateExpression.Unread) -> Document {
        switch document {
        case .string(let text):
            let before = supposed
            defer { supposed = before + supposed }
            return try value(of: text)
        case .array(let items):
            var values: [Document] = []
            for item in items { values.append(try worked(item)) }
            return .array(values)
        case .object(let members):
            var values: Members = [:]
            for member in members { values.append(member.name, try worked(member.value)) }
            return .object(values)
        case .null, .bool, .number: return document
        }
    }

    /// Of what only the made resource shows, who it is and where its vault answers can be told.
    private func reference(_ values: [Document]) throws(TemplateExpression.Unread) -> Document {
        guard let id = values.first?.text, let path = ResourcePath(id) else {
            throw .init("reference() of what is no id here is not worked out")
        }
        let token = Document.string(IdentityToken.token(of: path.text))
        let identity: Document = ["principalId": token, "tenantId": .string(scope.tenant)]
        return [
            "identity": identity, "principalId": token, "tenantId": .string(scope.tenant),
            "vaultUri": .string("https://\(path.name.lowercased()).vault.azure.net/"),
        ]
    }
}
