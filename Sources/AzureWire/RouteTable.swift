/// Collects the routes of all rooms; two that would answer the same request stop the program at its start.
struct RouteTable {
    private(set) var router = Router<Operation>()

    mutating func read(
        _ template: String, _ versions: KnownVersions?, plane: Plane = .arm, host: HostPattern = .management,
        method: String = "GET", settles: Operation.Settles? = nil, _ read: @escaping Operation.Read
    ) {
        add(
            method, template, host,
            Operation(plane: plane, versions: versions, kind: .read(read, settles: settles)))
    }

    mutating func write(
        _ method: String, _ template: String, _ versions: KnownVersions?, plane: Plane = .arm,
        host: HostPattern = .management, _ write: @escaping Operation.Write
    ) {
        add(method, template, host, Operation(plane: plane, versions: versions, kind: .write(write)))
    }

    private mutating func add(
        _ method: String, _ template: String, _ host: HostPattern, _ operation: Operation
    ) {
        do throws(RouteFault) {
            var operation = operation
            operation.history = operation.versions.flatMap {
                MemberHistoryCatalog.history(of: $0.resourceType)
            }
            operation.shape = BodyShapes.shape(method, try RouteTemplate(template))
            try router.add(method, template, host: host, operation)
        } catch {
            preconditionFailure("route \(method) \(template): \(error)")
        }
    }
}

/// The versions of a type the catalog must have.
func versions(of type: String) -> KnownVersions {
    guard let versions = APIVersionCatalog.versions(of: type) else {
        preconditionFailure("the catalog has no versions of \(type)")
    }
    return versions
}
