import VirtualTime

/// An exported template: its resources, with their expressions worked out.
extension EstateReader {
    mutating func readTemplate(_ template: Document, at place: Place, in scope: TemplateScope) {
        var values: Members = [:]
        for parameter in template["parameters"]?.members ?? [:] {
            let given = parameterValues.first { $0.name.lowercased() == parameter.name.lowercased() }?.value
            if let value = given ?? parameter.value["defaultValue"] { values.append(parameter.name, value) }
        }
        var evaluator = TemplateEvaluator(
            scope: scope, parameters: values, variables: template["variables"] ?? [:])
        let list = template["resources"] ?? []
        // Newer templates name their resources.
        let named = list.members.map { $0.map { ($0.name, $0.value) } }
        let items = named ?? (list.items ?? []).enumerated().map { ("\($0.offset)", $0.element) }
        for (name, item) in items {
            readResource(
                item, at: place.appending(["resources", name]), below: nil, in: scope, with: &evaluator)
        }
        usedParameters += evaluator.used.filter { $0.hasPrefix("parameters/") }.map {
            $0.dropFirst("parameters/".count).lowercased()
        }
        settle(template, at: place, used: evaluator.used, hasResources: !items.isEmpty)
    }

    /// Everything of a template but its resources.
    private mutating func settle(
        _ template: Document, at place: Place, used: [String], hasResources: Bool
    ) {
        for leaf in template.leaves() {
            let first = leaf.pointer.first ?? ""
            if first == "resources", hasResources { continue }
            let second = leaf.pointer.count > 1 ? leaf.pointer[1] : ""
            let verdict: (LeafReport.Verdict, String) =
                switch first {
                case "$schema", "contentVersion", "languageVersion", "resources":
                    (.understood, "how the template is written")
                case "parameters" where !used.contains("parameters/\(second)"):
                    (.ignored, "no resource uses the parameter")
                case "parameters" where isOverridden(second, leaf.pointer):
                    (.ignored, "a parameter file says otherwise")
                case "parameters": (.understood, "what resources are filled in with")
                case "variables" where used.contains("variables/\(second)"):
                    (.understood, "what resources are filled in with")
                case "variables": (.ignored, "no resource uses the variable")
                default: (.ignored, "it makes no resource")
                }
            settled.append(
                LeafReport(place.appending(leaf.pointer), verdict.0, leaf.value, because: verdict.1))
        }
    }

    private func isOverridden(_ name: String, _ pointer: [String]) -> Bool {
        pointer.count > 2 && pointer[2] == "defaultValue"
            && parameterValues.contains { $0.name.lowercased() == name.lowercased() }
    }

    // MARK: One resource

    /// Type and names of the resource that nested ones stand in.
    private struct Parent {
        let type: String
        let names: [String]
    }

    private mutating func readResource(
        _ raw: Document, at place: Place, below parent: Parent?, in scope: TemplateScope,
        with evaluator: inout TemplateEvaluator
    ) {
        var evaluation = TemplateEvaluation()
        let own = raw.removing(["resources"])
        let evaluated = evaluation.evaluate(own, at: [], worked: [], with: &evaluator)
        if let why = reason(against: raw, evaluated) { return settleWhole(raw, at: place, because: why) }
        guard let identity = identity(of: evaluated, below: parent, in: scope) else {
            return settleWhole(raw, at: place, because: "its type and name are not worked out")
        }
        let kind = ResourceKind(identity.path)
        var resource = ListedResource(
            place: place, raw: raw, evaluated: evaluated, renamed: evaluation.renamed, kind: kind,
            id: ListedResource.id(of: identity.path, kind))
        resource.unread = evaluation.unread
        resource.supposed = evaluation.supposed
        resource.nested = raw["resources"]?.items?.isEmpty == false ? [["resources"]] : []
        resources.append(resource)
        for (number, child) in (raw["resources"]?.items ?? []).enumerated() {
            readResource(
                child, at: place.appending(["resources", "\(number)"]), below: identity.parent, in: scope,
                with: &evaluator)
        }
    }

    /// Why nothing is made of a resource of a template; nil for one that is read.
    private func reason(against raw: Document, _ evaluated: Document) -> String? {
        if raw["copy"] != nil { return "a copy loop is not unrolled" }
        if raw["existing"]?.flag == true { return "it is only referred to" }
        if evaluated["condition"]?.flag == false { return "its condition does not hold" }
        return evaluated["type"]?.text?.lowercased() == "microsoft.resources/deployments"
            ? "a deployment inside the template is not unfolded" : nil
    }

    private mutating func settleWhole(_ raw: Document, at place: Place, because reason: String) {
        for leaf in raw.leaves() {
            settled.append(
                LeafReport(place.appending(leaf.pointer), .ignored, leaf.value, because: reason))
        }
    }

    private func identity(
        of evaluated: Document, below parent: Parent?, in scope: TemplateScope
    ) -> (path: ResourcePath, parent: Parent)? {
        guard let type = evaluated["type"]?.text, let name = evaluated["name"]?.text else { return nil }
        let isRelative = parent != nil && !type.lowercased().hasPrefix("microsoft.")
        let whole = isRelative ? "\(parent?.type ?? "")/\(type)" : type
        let own = name.split(separator: "/").map(String.init)
        let count = whole.split(separator: "/").count - 1
        let names = own.count < count ? (parent?.names ?? []) + own : own
        let below = evaluated["scope"]?.text.flatMap(ResourcePath.init)?.text ?? scope.groupPath
        let isGroup = whole.lowercased() == "microsoft.resources/resourcegroups"
        let text =
            isGroup
            ? "/subscriptions/\(scope.subscription)/resourceGroups/\(name)"
            : TemplateScope.id(below: below, type: whole, names: names)
        guard let text, let path = ResourcePath(text) else { return nil }
        return (path, Parent(type: whole, names: names))
    }
}

/// A resource of a template with its texts worked out, and what came of them.
struct TemplateEvaluation {
    private(set) var renamed: [Shape.Move] = []
    private(set) var unread: [[String]: String] = [:]
    private(set) var supposed: [[String]: String] = [:]

    /// - Parameters:
    ///   - pointer: where the document stands as written.
    ///   - worked: where it stands with names worked out.
    mutating func evaluate(
        _ document: Document, at pointer: [String], worked: [String], with evaluator: inout TemplateEvaluator
    ) -> Document {
        switch document {
        case .string(let text): return value(of: text, at: pointer, with: &evaluator)
        case .array(let items):
            return .array(
                items.enumerated().map {
                    evaluate(
                        $0.element, at: pointer + ["\($0.offset)"], worked: worked + ["\($0.offset)"],
                        with: &evaluator)
                })
        case .object(let members):
            var result: Members = [:]
            for member in members {
                let name = value(of: member.name, at: pointer + [member.name], with: &evaluator).text
                if let name, name != member.name {
                    renamed.append(
                        Shape.Move(from: pointer + [member.name], to: worked + [name]))
                }
                let known = name ?? member.name
                result.append(
                    known,
                    evaluate(
                        member.value, at: pointer + [member.name], worked: worked + [known], with: &evaluator)
                )
            }
            return .object(result)
        case .null, .bool, .number: return document
        }
    }

    private mutating func value(
        of text: String, at pointer: [String], with evaluator: inout TemplateEvaluator
    ) -> Document {
        do throws(TemplateExpression.Unread) {
            let value = try evaluator.value(of: text)
            if TemplateExpression.isExpression(text), let first = evaluator.supposed.first {
                supposed[pointer] = first
            }
            return value
        } catch {
            unread[pointer] = error.why
            return .null
        }
    }
}
