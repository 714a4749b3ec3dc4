import ControlPlane
import VirtualTime

/// What is asked of a workspace beside its own state: the keys of its collector, what it uses, and what was
/// added to it.
enum WorkspaceActions {
    static func add(to routes: inout RouteTable) {
        let known = versions(of: LogAnalyticsRoutes.workspaceType)
        routes.read("\(LogAnalyticsRoutes.workspace)/sharedKeys", known, method: "POST") {
            (exchange, world) throws(WireFailure) in
            .json(200, keys(of: try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world), in: world))
        }
        routes.write("POST", "\(LogAnalyticsRoutes.workspace)/regenerateSharedKey", known) {
            (exchange, timeline) throws(WireFailure) in
            let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: timeline.world)
            _ = try exchange.submit(&timeline) { _ in .logAnalytics(.regenerateSharedKeys(row.id)) }
            let changed = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: timeline.world)
            return .json(200, keys(of: changed, in: timeline.world))
        }
        routes.read("\(LogAnalyticsRoutes.workspace)/usages", known) {
            (exchange, world) throws(WireFailure) in
            let row = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
            return .json(200, ["value": [usage(of: row, in: world)]])
        }
        // No management group of System Center is modeled, so that none is ever connected.
        routes.read("\(LogAnalyticsRoutes.workspace)/managementGroups", known) {
            (exchange, world) throws(WireFailure) in
            _ = try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world)
            return .json(200, ["value": []])
        }
        routes.read("\(LogAnalyticsRoutes.workspace)/intelligencePacks", known) {
            (exchange, world) throws(WireFailure) in
            .json(200, packs(of: try LogAnalyticsRoutes.workspaceRow(of: exchange, in: world), in: world))
        }
    }

    /// Solutions of a workspace by their old name, as far as there is anything of them here. A bare list, as
    /// IntelligencePacks_List gives it (2020-08-01).
    private static func packs(of row: LogAnalytics.Workspace, in world: World) -> Document {
        let hasSentinel = world.sentinel.onboardings[row.id]?.isOnboarded == true
        return [
            ["name": "LogManagement", "enabled": true, "displayName": "Log Management"],
            ["name": "SecurityInsights", "enabled": .bool(hasSentinel), "displayName": "Microsoft Sentinel"],
        ]
    }

    private static func keys(of row: LogAnalytics.Workspace, in world: World) -> Document {
        func key(_ name: String) -> Document {
            .string(
                accessKey(of: "sharedKey", world.tenant, row.customerID, name, generation: row.keyCount))
        }
        return ["primarySharedKey": key("primary"), "secondarySharedKey": key("secondary")]
    }

    private static func usage(of row: LogAnalytics.Workspace, in world: World) -> Document {
        let limit = row.carried["properties"]?["workspaceCapping"]?["dailyQuotaGb"] ?? .number("-1.0")
        return [
            "name": ["value": "DataAnalyzed", "localizedValue": "Data Analyzed"], "unit": "Bytes",
            "currentValue": .number("0.0"), "limit": limit,
            "nextResetTime": .string(LogAnalyticsViews.nextReset(after: world.now).iso8601),
            "quotaPeriod": "P1D",
        ]
    }
}
