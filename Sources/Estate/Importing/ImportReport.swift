public import ControlPlane
public import VirtualTime

/// What an import made of an estate: every value of every document, what was supposed, what was refused.
public struct ImportReport: Sendable {
    /// A resource of the estate and what became of it.
    public struct Resource: Sendable {
        /// `vault`, `cluster`, …
        public let kind: String
        /// ARM id, or a key's URL.
        public let id: String
        public let places: [Place]
        public let isMade: Bool
    }

    /// When the world is now, and the subscription and tenant it is of.
    public let now: Instant
    public let subscription: String
    public let tenant: String
    /// In the order in which documents show them.
    public let resources: [Resource]
    /// One for each leaf of each document, and none twice.
    public let leaves: [LeafReport]
    public let premises: [Premise]
    public let refusals: [ImportRefusal]

    init(_ importer: Importer) {
        now = importer.client.world.now
        subscription = importer.genesis.subscription
        tenant = importer.genesis.tenant
        resources = importer.subjects.map { subject in
            Resource(
                kind: subject.kind.word, id: subject.id, places: subject.listings.map(\.place),
                isMade: importer.isMade(subject.id))
        }
        var comparison = Comparison(importer)
        leaves = comparison.reports()
        premises = importer.premises
        refusals = importer.refusals
    }

    public func leaves(_ verdict: LeafReport.Verdict) -> [LeafReport] {
        leaves.filter { $0.verdict == verdict }
    }
    /// Values that are held and shown, and read by no rule.
    public var kept: Int { leaves.count { $0.reason == Comparison.kept } }

    /// The report as JSON, `lockstep/import/v1`.
    public var document: Document {
        var document: Document = [
            "schema": "lockstep/import/v1", "now": .string(now.iso8601),
            "subscription": .string(subscription), "tenant": .string(tenant),
            "counts": [
                "resources": .integer(resources.count), "made": .integer(resources.count(where: \.isMade)),
                "understood": .integer(leaves(.understood).count), "kept": .integer(kept),
                "assumed": .integer(leaves(.assumed).count), "ignored": .integer(leaves(.ignored).count),
            ],
            "resources": .array(
                resources.map {
                    [
                        "kind": .string($0.kind), "id": .string($0.id), "made": .bool($0.isMade),
                        "places": .array($0.places.map { .string($0.description) }),
                    ]
                }),
            "premises": .array(premises.map(\.document)),
            "refusals": .array(refusals.map(\.document)),
        ]
        for verdict in LeafReport.Verdict.allCases {
            document[verdict.rawValue] = .array(leaves(verdict).map(\.document))
        }
        return document
    }
}

extension LeafReport {
    public var document: Document {
        var document: Document = [
            "at": .string(place.description), "value": value, "reason": .string(reason),
            "rules": .array(rules.map { .string($0.code) }),
        ]
        if let resource { document["resource"] = .string(resource) }
        if let held { document["held"] = held }
        return document
    }
}

/// A world made of an estate, with the whole journal that led to it.
public struct ImportedEstate: Sendable {
    public let timeline: Timeline
    public let genesis: Genesis
    public let report: ImportReport
}

extension Estate {
    /// Makes a world of the estate by the requests a customer would send, a year before `now`.
    ///
    /// - Parameters:
    ///   - now: what the world's clock says at the end; nil for the newest moment that any document names.
    ///   - settings: how the documents are read, and how their open moments are picked.
    public func imported(at now: Instant? = nil, settings: Settings = Settings()) -> ImportedEstate {
        let instant = now ?? newest ?? Genesis.defaultStart
        var importer = Importer(self, now: instant, settings: settings)
        if now == nil {
            let why =
                newest == nil ? "no document names a moment" : "it is the newest moment of the documents"
            importer.premise("now is \(instant.iso8601): \(why)")
        }
        importer.run()
        return ImportedEstate(
            timeline: importer.client.timeline, genesis: importer.genesis, report: ImportReport(importer))
    }
}
