import ControlPlane
import VirtualTime

/// Finds the resources in files, whatever lists, pages and folders they come in.
struct EstateReader {
    /// The group that templates are of, if it was said.
    let group: String?
    var resources: [ListedResource] = []
    var settled: [LeafReport] = []
    var premises: [Premise] = []
    /// Values of parameter files, the first file's first.
    var parameterValues: [(name: String, value: Document)] = []
    private var templates: [(document: Document, place: Place)] = []
    private var parameterFiles: [(document: Document, place: Place)] = []

    init(group: String?) { self.group = group }

    mutating func read(_ files: [EstateFile]) throws(EstateProblems) -> Estate {
        let documents = try parsed(files)
        for (name, document) in documents { find(in: document, at: Place(name)) }
        for file in parameterFiles { collectParameters(of: file.document) }
        let scope = templateScope(of: documents)
        for template in templates { readTemplate(template.document, at: template.place, in: scope) }
        for file in parameterFiles { settleParameterFile(file.document, at: file.place) }
        guard !resources.isEmpty else {
            throw EstateProblems(sentences: ["none of the files names a resource by its id, kid or type"])
        }
        return Estate(resources: resources, settled: settled, premises: premises, documents: documents)
    }

    private func parsed(
        _ files: [EstateFile]
    ) throws(EstateProblems) -> [(name: String, document: Document)] {
        var problems: [String] = []
        var documents: [(name: String, document: Document)] = []
        for file in files.sorted(by: { $0.name < $1.name }) {
            do throws(DocumentError) {
                documents.append((file.name, try Document(json: file.bytes)))
            } catch {
                problems.append("\(file.name):\(error.line):\(error.column): \(error.problem)")
            }
        }
        if files.isEmpty { problems.append("there is no file of JSON") }
        guard problems.isEmpty else { throw EstateProblems(sentences: problems) }
        return documents
    }

    // MARK: Whole files

    private mutating func find(in document: Document, at place: Place) {
        switch document {
        case .array(let items) where !items.isEmpty:
            for (number, item) in items.enumerated() { find(in: item, at: place.appending("\(number)")) }
        case .object(let members) where !members.isEmpty:
            find(in: document, members, at: place)
        case .array, .object:
            settled.append(LeafReport(place, .understood, document, because: "an empty list"))
        case .null, .bool, .number, .string:
            settled.append(
                LeafReport(place, .ignored, document, because: "it stands in no resource"))
        }
    }

    private mutating func find(in document: Document, _ members: Members, at place: Place) {
        let schema = document["$schema"]?.text?.lowercased() ?? ""
        if schema.contains("deploymenttemplate") {
            templates.append((document, place))
        } else if schema.contains("deploymentparameters") {
            parameterFiles.append((document, place))
        } else if let resource = ListedResource.recognized(document, at: place) {
            resources.append(resource)
        } else if document["value"]?.items != nil {
            for member in members {
                member.name == "value"
                    ? find(in: member.value, at: place.appending("value"))
                    : settlePage(member, at: place.appending(member.name))
            }
        } else {
            for member in members { find(in: member.value, at: place.appending(member.name)) }
        }
    }

    /// What stands beside a page's list.
    private mutating func settlePage(_ member: Members.Member, at place: Place) {
        for leaf in member.value.leaves() {
            let isNext = member.name.lowercased().hasSuffix("nextlink") && !leaf.value.isBlank
            settled.append(
                LeafReport(
                    place.appending(leaf.pointer), isNext || !leaf.value.isBlank ? .ignored : .understood,
                    leaf.value,
                    because: isNext
                        ? "there are more pages, and only this one is given"
                        : leaf.value.isBlank ? "the last page" : "it stands beside the list"))
        }
    }

    // MARK: Parameter files

    private mutating func collectParameters(of document: Document) {
        for member in document["parameters"]?.members ?? [:] {
            guard let value = member.value["value"] else { continue }
            parameterValues.append((member.name, value))
        }
    }

    private mutating func settleParameterFile(_ document: Document, at place: Place) {
        for leaf in document.leaves() {
            let name = leaf.pointer.count > 1 && leaf.pointer[0] == "parameters" ? leaf.pointer[1] : nil
            let isUsed = name.map { name in usedParameters.contains(name.lowercased()) } ?? true
            settled.append(
                LeafReport(
                    place.appending(leaf.pointer), isUsed ? .understood : .ignored, leaf.value,
                    because: isUsed ? "what a template is filled in with" : "no resource uses the parameter"))
        }
    }

    /// Names that templates asked for, in lower case.
    var usedParameters: [String] = []

    /// Where a template would be deployed: what was said, or what its neighbors have in common.
    private mutating func templateScope(
        of documents: [(name: String, document: Document)]
    ) -> TemplateScope {
        let neighbors = Estate(resources: resources, settled: [], premises: [], documents: documents)
        let paths = resources.compactMap { ResourcePath($0.id) }
        let known = group ?? Estate.mostFrequent(paths.compactMap(\.group))
        let scope = TemplateScope(
            subscription: neighbors.subscription ?? Genesis.defaultSubscription, group: known ?? "exported",
            tenant: neighbors.tenant ?? Genesis.defaultTenant, location: "westeurope")
        if !templates.isEmpty, group == nil {
            premises.append(
                Premise(
                    "a template does not say which group and subscription it is of: "
                        + "it is read as one of \(scope.groupPath)"))
        }
        return scope
    }
}
