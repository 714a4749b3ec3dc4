public import VirtualTime

extension Identity {
    public struct State: Equatable, Codable, Sendable {
        public internal(set) var entries = Table<DirectoryEntry>()
        public internal(set) var assignments = Table<RoleAssignment>()
        /// Which assignments each principal holds.
        var holdings = Table<Holdings>()
        public internal(set) var identities = Table<UserAssignedIdentity>()
        /// Where Azure Cosmos DB's principal is, once it appears: asked at each look at a key, derived once.
        let cosmosObjectID: String

        /// Whom every world has (B.12): `operator` and `trainee` own the subscription.
        init(tenant: String, subscription: ResourceID, path: String) {
            cosmosObjectID = Identity.cosmosObjectID(in: tenant)
            entries.put(
                DirectoryEntry(
                    id: objectID(of: "dana@contoso", in: tenant), name: "dana@contoso", kind: .person))
            for logIn in LogIn.all {
                let objectID = objectID(of: logIn, in: tenant)
                entries.put(DirectoryEntry(id: objectID, name: logIn.principal, kind: logIn.kind(in: tenant)))
                guard let role = logIn.role else { continue }
                let assignment = NamedGUID.text("owner/\(logIn.principal)", in: tenant)
                put(
                    RoleAssignment(
                        path: "\(path)/providers/Microsoft.Authorization/roleAssignments/\(assignment)",
                        scope: subscription, role: role, principal: objectID,
                        principalType: logIn.isPerson ? "User" : "ServicePrincipal", createdAt: nil,
                        phase: .effective))
            }
        }

        mutating func put(_ assignment: RoleAssignment) {
            let id = assignment.id
            remove(id)
            assignments.put(assignment)
            let isKnown: Void? = holdings.change(assignment.principal) { $0.assignments.append(id) }
            if isKnown == nil { holdings.put(Holdings(id: assignment.principal, assignments: [id])) }
        }
        mutating func remove(_ id: String) {
            guard let assignment = assignments.remove(id) else { return }
            _ = holdings.change(assignment.principal) { $0.assignments.removeAll { $0 == id } }
        }
    }

    /// A principal of the tenant, by its object id.
    public struct DirectoryEntry: TableRow, Codable {
        /// Object id, a lower-case GUID.
        public let id: String
        /// What people call it: `operator`, `contoso-la`, `Azure Cosmos DB`.
        public let name: String
        public let kind: Kind
        public var deadline: Instant? { nil }

        public enum Kind: Equatable, Codable, Sendable {
            case person
            /// A service principal of the tenant's own, by the id of its application.
            case application(client: String)
            case systemAssigned(of: ResourceID)
            case userAssigned(ResourceID)
            case firstParty(application: String)

            /// Whether requests are made in its name.
            public var isCaller: Bool {
                switch self {
                case .person, .application: true
                case .systemAssigned, .userAssigned, .firstParty: false
                }
            }
        }
    }

    /// A role, held by a principal at a scope.
    public struct RoleAssignment: TableRow, Codable {
        /// The path, in lower case.
        public let id: String
        public let path: String
        public let scope: ResourceID
        public let role: BuiltInRole
        /// Object id; whose it was may be gone (ARM-MI-01).
        public let principal: String
        public let principalType: String
        /// nil: it was there before the world began.
        public let createdAt: Instant?
        public internal(set) var phase: Phase

        public var deadline: Instant? {
            switch phase {
            case .propagating(_, let until), .fading(_, let until): until
            case .effective: nil
            }
        }
        public var isFading: Bool { if case .fading = phase { true } else { false } }

        init(
            path: String, scope: ResourceID, role: BuiltInRole, principal: String, principalType: String,
            createdAt: Instant?, phase: Phase
        ) {
            id = path.lowercased()
            self.path = path
            self.scope = scope
            self.role = role
            self.principal = principal
            self.principalType = principalType
            self.createdAt = createdAt
            self.phase = phase
        }

        /// A change on its way through Azure (KV-ACC-05).
        public enum Phase: Equatable, Codable, Sendable {
            case propagating(since: Stamp, until: Instant)
            case effective
            /// Removed, and still honored where that has not arrived.
            case fading(since: Stamp, until: Instant)
        }

        func counts(_ sight: KeyVault.Sight) -> Bool {
            switch (phase, sight) {
            case (.effective, _), (.propagating, .assigned), (.fading, .propagated): true
            case (.propagating, .propagated), (.fading, .assigned): false
            }
        }
    }

    struct Holdings: TableRow, Codable {
        /// Object id.
        let id: String
        /// Ids of assignments, in the order they came.
        var assignments: [String]
        var deadline: Instant? { nil }
    }

    /// An identity that is a resource of its own (ARM-MI-02).
    public struct UserAssignedIdentity: TableRow, Codable {
        public let id: ResourceID
        public let location: String
        public let createdAt: Instant
        public let principalID: String
        public let clientID: String
        /// `tags`, as sent.
        public var carried: Document
        public var deadline: Instant? { nil }
    }
}
