import ControlPlane
import VirtualTime

/// What Log Analytics asks beside the action in the path: linking writes the workspace too, and a deleted
/// workspace is brought back with a right at its group.
enum LogAnalyticsRights {
    private static let workspaceWrite = "Microsoft.OperationalInsights/workspaces/write"

    /// The rule of the room that an action falls under.
    static func rule(behind action: String) -> (any DocumentedRule)? {
        let action = action.lowercased()
        if action.hasPrefix("microsoft.operationalinsights/clusters/")
            || action.hasPrefix("microsoft.operationalinsights/workspaces/linkedservices/")
        {
            return LogAnalytics.ClusterRule.permissions
        }
        return action == "microsoft.operationalinsights/workspaces/delete"
            ? LogAnalytics.WorkspaceRule.deletionRights : nil
    }

    /// Other rights that a write takes, with the rule that says so.
    static func beside(
        _ action: String, at path: String, in world: World
    ) -> [(action: String, scope: String, rule: any DocumentedRule)] {
        switch action.lowercased() {
        case "microsoft.operationalinsights/workspaces/linkedservices/write":
            let workspace = path.split(separator: "/").dropLast(2).joined(separator: "/")
            return [(workspaceWrite, "/" + workspace, LogAnalytics.ClusterRule.permissions)]
        case workspaceWrite.lowercased():
            guard let id = world.names.find(path), let group = world.names[id].group,
                world.logAnalytics.workspaces.read(id, { $0.isDeleted }) == true
            else { return [] }
            return [(workspaceWrite, world.names[group].path, LogAnalytics.WorkspaceRule.deletionRights)]
        default: return []
        }
    }
}
