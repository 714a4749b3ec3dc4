import VirtualTime

/// What files say of a real estate, before a world is made of it.
public struct Estate: Sendable {
    /// In the order of the files and of their places in them.
    let resources: [ListedResource]
    /// Values that belong to no resource, settled on reading.
    let settled: [LeafReport]
    /// What had to be supposed to read the files at all.
    let premises: [Premise]
    /// The subscription and the tenant that most of it lies in, as lower-case GUIDs.
    let subscription: String?
    let tenant: String?
    /// The newest moment of the past in any file.
    let newest: Instant?

    /// Reads what `az … list` and `show` print, lists of ARM's, and exported templates.
    ///
    /// - Parameters:
    ///   - files: in any order; what a file is called decides nothing.
    ///   - group: the resource group that a template is of, where nothing says it.
    /// - Throws: `EstateProblems`: text that is no JSON, or nothing in it that is a resource.
    public init(reading files: [EstateFile], group: String? = nil) throws(EstateProblems) {
        var reader = EstateReader(group: group)
        self = try reader.read(files)
    }

    init(
        resources: [ListedResource], settled: [LeafReport], premises: [Premise],
        documents: [(name: String, document: Document)]
    ) {
        self.resources = resources
        self.settled = settled
        self.premises = premises
        let paths = resources.compactMap { ResourcePath($0.id) }
        subscription = Self.mostFrequent(paths.compactMap { $0.subscription?.lowercased() })
        tenant = Self.mostFrequent(
            resources.compactMap { resource in
                let tenant = resource.shaped["properties"]?["tenantId"] ?? resource.shaped["tenantId"]
                return (tenant ?? resource.shaped["identity"]?["tenantId"])?.text?.lowercased()
            })
        newest = documents.compactMap { DateText.newest(in: $0.document) }.max()
    }

    /// Among equals the one that came first.
    static func mostFrequent(_ texts: [String]) -> String? {
        var counts: [(text: String, count: Int)] = []
        for text in texts {
            if let place = counts.firstIndex(where: { $0.text == text }) {
                counts[place].count += 1
            } else {
                counts.append((text, 1))
            }
        }
        return counts.max { $0.count < $1.count }?.text
    }
}
