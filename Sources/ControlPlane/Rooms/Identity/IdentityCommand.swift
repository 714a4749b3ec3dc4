public import VirtualTime

extension Identity {
    public enum Command: Equatable, Codable, Sendable {
        indirect case assignRole(RoleRequest)
        /// By the path of the assignment.
        case removeRole(String)
        case writeIdentity(ResourceID, location: String, carried: Document)
        case deleteIdentity(ResourceID)
    }

    /// A role assignment as PUT gives it.
    public struct RoleRequest: Equatable, Codable, Sendable {
        /// The whole path, scope included.
        public var path: String
        public var scope: ResourceID
        /// The GUID at the end of `roleDefinitionId`.
        public var role: String
        /// Object id.
        public var principal: String
        /// `User`, `ServicePrincipal`, …, as sent.
        public var principalType: String?

        public init(
            path: String, scope: ResourceID, role: String, principal: String, principalType: String? = nil
        ) {
            self.path = path
            self.scope = scope
            self.role = role
            self.principal = principal
            self.principalType = principalType
        }
    }
}
