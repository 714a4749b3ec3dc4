import ControlPlane
import VirtualTime

/// One resource of the estate, from all documents that show it.
struct ImportSubject {
    let kind: ResourceKind
    /// As first spelled.
    let id: String
    /// All that is said of it; where two documents disagree, the one that says more.
    private(set) var body: Document
    private(set) var listings: [ListedResource]

    init(_ listing: ListedResource) {
        kind = listing.kind
        id = listing.id
        body = listing.shaped
        listings = [listing]
    }

    mutating func add(_ listing: ListedResource) { listings.append(listing) }

    /// The fullest document has the last word.
    mutating func join() {
        let ordered = listings.map(\.shaped).enumerated().sorted { one, other in
            let counts = (one.element.leaves().count, other.element.leaves().count)
            return counts.0 == counts.1 ? one.offset > other.offset : counts.0 < counts.1
        }
        guard let first = ordered.first else { return }
        body = ordered.dropFirst().reduce(first.element) { $0.joined(with: $1.element) }
    }

    /// Subjects in the order in which they were first met.
    static func all(of resources: [ListedResource]) -> [ImportSubject] {
        var subjects: [ImportSubject] = []
        var places: [String: Int] = [:]
        for resource in resources {
            let folded = resource.id.lowercased()
            if let place = places[folded] {
                subjects[place].add(resource)
            } else {
                places[folded] = subjects.count
                subjects.append(ImportSubject(resource))
            }
        }
        for place in subjects.indices { subjects[place].join() }
        return subjects
    }
}
