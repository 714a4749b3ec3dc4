import ControlPlane
import VirtualTime

/// The logs ingestion API: through a collection rule that was made, or through the one that each workspace
/// has built in, `dcr-{customerId without hyphens}` (docs/decisions/0004).
enum LogAnalyticsIngestion {
    static func add(to routes: inout RouteTable) {
        routes.write(
            "POST", "/dataCollectionRules/{rule}/streams/{stream}", APIVersionCatalog.ingestion,
            plane: .ingestion,
            host: .ingestion
        ) { (exchange, timeline) throws(WireFailure) in
            let (rule, stream) = (exchange.parameters["rule"], exchange.parameters["stream"])
            let made = try DataCollectionRoutes.destination(
                ofRule: rule, stream: stream, in: timeline.world)
            let workspace: ResourceID
            if let made {
                workspace = made.workspace
            } else {
                workspace = try self.workspace(of: rule, in: timeline.world)
            }
            let rows = try rows(in: exchange.request.body)
            let table = table(of: made?.table ?? stream)
            let entry = try exchange.submit(&timeline) { _ in
                .logAnalytics(
                    .ingest(
                        workspace: workspace, table: table, records: Int64(rows.count), rows: rows))
            }
            var response = WireResponse.empty(204).upholding(LogAnalytics.Rule.ingestionAccepted.id)
            // Azure's answer is the same either way; the decision stands beside it (LA-ING-04).
            if !exchange.isFaithful, entry.rulings.first?.event.dropsRecords == true,
                let row = timeline.world.logAnalytics.workspaces[workspace]
            {
                response.decide(LogAnalytics.droppingRules(of: row, in: timeline.world), isInferred: true)
                response.headers["x-lockstep-outcome"] = "dropped"
            }
            return response
        }
    }

    /// The immutable id of a workspace's built-in collection rule.
    static func ruleName(of workspace: LogAnalytics.Workspace) -> String {
        "dcr-" + workspace.customerID.filter { $0 != "-" }
    }

    private static func workspace(of rule: String, in world: World) throws(WireFailure) -> ResourceID {
        // Customer ids are shown with hyphens, immutable ids have but their first.
        let name = "dcr-" + rule.lowercased().dropFirst(4).filter { $0 != "-" }
        guard rule.lowercased().hasPrefix("dcr-"),
            let row = world.logAnalytics.workspaces.first(where: { !$0.isDeleted && ruleName(of: $0) == name }
            )
        else {
            throw WireFailure(404, "NotFound", "Data collection rule with immutable Id '\(rule)' not found.")
        }
        return row.id
    }

    private static func rows(in body: [UInt8]) throws(WireFailure) -> [Document] {
        do throws(DocumentError) {
            let document = try Document(json: body, maximumDepth: 64)
            // An object instead of an array is swallowed by the service without a word.
            return document.items ?? []
        } catch {
            throw WireFailure(400, "InvalidPayload", "The body is not a JSON array: \(error)")
        }
    }

    /// `Custom-MyTable_CL` and `Microsoft-SecurityEvent` without their prefix.
    private static func table(of stream: String) -> String {
        for prefix in ["Custom-", "Microsoft-"] where stream.hasPrefix(prefix) {
            return String(stream.dropFirst(prefix.count))
        }
        return stream
    }
}

extension AnyEvent {
    fileprivate var dropsRecords: Bool {
        if case .logAnalytics(.recordsDropped) = self { true } else { false }
    }
}
