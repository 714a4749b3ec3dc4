import ControlPlane
import VirtualTime

/// Holds every value of every document against the world that was made of them.
struct Comparison {
    private let importer: Importer
    private let counterpart: Counterpart
    private var views: WorldViews

    init(_ importer: Importer) {
        self.importer = importer
        counterpart = Counterpart(translation: importer.translation)
        views = WorldViews(importer)
    }

    /// One report for each leaf, in the order of the documents.
    mutating func reports() -> [LeafReport] {
        var reports: [LeafReport] = []
        for listing in importer.estate.resources {
            let isMade = importer.isMade(listing.id) || isNeverMade(listing.kind)
            let view = isMade ? views.view(of: listing) : nil
            let carried = isMade ? views.carried(listing) : [:]
            for leaf in listing.leaves {
                reports.append(report(leaf, of: listing, view, carried))
            }
        }
        return reports + importer.estate.settled
    }

    /// What is there without being made.
    private func isNeverMade(_ kind: ResourceKind) -> Bool {
        switch kind {
        case .subscription, .servicePrincipal: true
        case .group, .provider, .identity, .vault, .deletedVault, .key, .cluster, .workspace, .linkedService,
            .databaseAccount, .roleAssignment, .onboardingState, .other:
            false
        }
    }

    private func report(
        _ leaf: JSONLeaf, of listing: ListedResource, _ view: Document?, _ carried: Document
    ) -> LeafReport {
        let pointer = listing.shape.place(of: leaf.pointer)
        let place = listing.place.appending(leaf.pointer)
        func report(_ verdict: Verdict) -> LeafReport {
            LeafReport(
                place, of: listing.id, verdict.verdict, leaf.value, held: verdict.held,
                because: verdict.reason, verdict.rules)
        }
        if let why = listing.unread.first(where: { leaf.pointer.starts(with: $0.key) })?.value {
            return report(Verdict(.ignored, because: "the expression is not worked out: \(why)"))
        }
        if let known = settled(leaf, pointer, of: listing) { return report(known) }
        guard let view else { return report(absent(listing, pointer)) }
        let value = listing.shaped.at(pointer: pointer) ?? leaf.value
        var verdict = verdict(value, at: pointer, of: listing, view, carried)
        if let why = listing.supposed[leaf.pointer], verdict.verdict == .understood {
            verdict = Verdict(.assumed, held: value, because: why)
        }
        return report(verdict)
    }

    /// A verdict with its reason, before it is tied to a place.
    struct Verdict {
        let verdict: LeafReport.Verdict
        let held: Document?
        let reason: String
        let rules: [RuleID]

        init(
            _ verdict: LeafReport.Verdict, held: Document? = nil, because reason: String,
            _ rules: [RuleID] = []
        ) {
            self.verdict = verdict
            self.held = held
            self.reason = reason
            self.rules = rules
        }
    }

    /// What needs no look at the world.
    private func settled(_ leaf: JSONLeaf, _ pointer: [String], of listing: ListedResource) -> Verdict? {
        let ofTemplates = ["apiVersion", "dependsOn", "comments", "condition", "scope"]
        if listing.isTemplate, ofTemplates.contains(leaf.pointer.first ?? "") {
            return Verdict(.understood, because: "how the template is written")
        }
        guard leaf.pointer.last == "resourceGroup", let group = leaf.value.text else { return nil }
        let sibling = listing.raw.at(pointer: leaf.pointer.dropLast() + ["id"])?.text ?? listing.id
        return ResourcePath(sibling)?.group?.lowercased() == group.lowercased()
            ? Verdict(.understood, because: "the group of the id") : nil
    }

    /// Nothing is there to be compared with.
    private func absent(_ listing: ListedResource, _ pointer: [String]) -> Verdict {
        let refusal = importer.refusals.last {
            $0.isWhole && $0.resource.lowercased() == listing.id.lowercased()
        }
        guard let refusal else {
            return Verdict(.ignored, because: LeafWords.whyIgnored(listing.kind, pointer))
        }
        return Verdict(
            .ignored, because: "not made: \(refusal.code): \(refusal.message)", refusal.rules)
    }

    private func verdict(
        _ value: Document, at pointer: [String], of listing: ListedResource, _ view: Document,
        _ carried: Document
    ) -> Verdict {
        // An expression may have become a whole object: it is worth what its weakest value is.
        if !value.isBlank, value.items != nil || value.members != nil {
            let order: [LeafReport.Verdict] = [.ignored, .assumed, .understood]
            let inner = value.leaves().map {
                verdict($0.value, at: pointer + $0.pointer, of: listing, view, carried)
            }
            let weakest = order.compactMap { word in inner.first { $0.verdict == word } }.first
            return weakest ?? Verdict(.understood, because: "nothing is set")
        }
        let rules = LeafWords.rules(listing.kind, pointer)
        let held = counterpart.find(pointer[...], in: listing.shaped, view)
        let translated = importer.translation.document(value)
        if let held, Sameness.holds(translated, held) || isLastName(value, held, pointer) {
            guard Sameness.holds(value, held) || isLastName(value, held, pointer) else {
                return Verdict(
                    .assumed, held: held, because: LeafWords.whyAssumed(listing.kind, pointer, value), rules)
            }
            guard rules.isEmpty else { return Verdict(.understood, because: "read by rules", rules) }
            return Verdict(.understood, because: isKept(pointer, carried) ? Self.kept : "held")
        }
        if value.isBlank, held?.isBlank ?? true {
            return Verdict(.understood, because: "nothing is set", rules)
        }
        guard let held else { return missing(value, at: pointer, of: listing, rules) }
        if let refusal = refusal(of: listing, for: pointer) {
            return Verdict(
                .assumed, held: held, because: "refused: \(refusal.code): \(refusal.message)", refusal.rules)
        }
        return Verdict(
            .assumed, held: held, because: LeafWords.whyAssumed(listing.kind, pointer, value), rules)
    }

    static let kept = "kept as it stands: no rule reads it"

    /// A template names a nested resource with the names above it, and its type without those above.
    private func isLastName(_ value: Document, _ held: Document, _ pointer: [String]) -> Bool {
        guard pointer == ["name"] || pointer == ["type"], let text = value.text, let name = held.text else {
            return false
        }
        return text.split(separator: "/").last?.lowercased() == name.split(separator: "/").last?.lowercased()
    }

    private func isKept(_ pointer: [String], _ carried: Document) -> Bool {
        if let place = pointer.firstIndex(of: "permissions"), pointer.count > place + 1 {
            return pointer[place + 1].lowercased() != "keys"
        }
        // Lists are held as a whole: the way to what is kept ends at the first of them.
        var place = carried
        for step in pointer {
            guard let inner = place.member(anyCase: step) else { return place.items != nil }
            place = inner
        }
        return true
    }

    /// The world shows nothing in the value's place.
    private func missing(
        _ value: Document, at pointer: [String], of listing: ListedResource, _ rules: [RuleID]
    ) -> Verdict {
        let last = pointer.last?.lowercased() ?? ""
        if value.flag == false, ["enablepurgeprotection", "customermanagedkey"].contains(last) {
            return Verdict(.understood, because: "off, and then not shown", rules)
        }
        if let refusal = refusal(of: listing, for: pointer) {
            return Verdict(
                .ignored, because: "refused: \(refusal.code): \(refusal.message)", refusal.rules)
        }
        if importer.translation.knows(value.text ?? "") {
            return Verdict(
                .assumed, held: importer.translation.document(value),
                because: LeafWords.whyAssumed(listing.kind, pointer, value), rules)
        }
        return Verdict(.ignored, because: LeafWords.whyIgnored(listing.kind, pointer), rules)
    }

    /// The refusal that kept a part of the resource from being as it was written.
    private func refusal(of listing: ListedResource, for pointer: [String]) -> ImportRefusal? {
        let folded = pointer.joined(separator: "/").lowercased()
        let parts = [
            "set the key": ["keyvaultproperties", "keyvaultkeyuri"],
            "set the default identity": ["defaultidentity"],
            "set the access policies": ["accesspolicies"],
            "set the network": ["networkacls", "publicnetworkaccess"], "set the attributes": ["attributes"],
            "link": ["clusterresourceid", "associatedworkspaces", "sku"],
        ]
        return importer.refusals.last { refusal in
            guard !refusal.isWhole, refusal.resource.lowercased() == listing.id.lowercased() else {
                return false
            }
            let known = parts.keys.sorted().first { refusal.step.hasPrefix($0) }
            guard let known else { return refusal.step.hasPrefix("PUT") }
            return parts[known]?.contains(where: folded.contains) == true
        }
    }
}
