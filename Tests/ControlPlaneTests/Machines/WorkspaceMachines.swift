import ControlPlane
import VirtualTime

extension Machines {
    private static func isWorkspaceStep(_ event: AnyEvent) -> Bool {
        switch event {
        case .logAnalytics(.workspaceCreated), .logAnalytics(.workspaceProvisioned),
            .logAnalytics(.workspaceDeleted), .logAnalytics(.workspaceRecovered),
            .logAnalytics(.workspacePurged), .logAnalytics(.dataPurged):
            true
        default: false
        }
    }

    static var workspace: Machine {
        let none = Timeline.contoso(.group)
        let succeeded = none.after({ $0.createWorkspace() }, { $0.advance(by: .minutes(1)) })
        let deleted = succeeded.after { $0.deleteWorkspace() }
        return Machine(
            number: "8.5", title: "Workspace", about: "With 30 days of retention.",
            look: MachineWords.workspace, isStep: isWorkspaceStep,
            rows: [
                Transition(
                    1, "(none)", "PUT", "nobody in the group holds the name", from: none, path: true,
                    .act { $0.createWorkspace() }, .time()),
                Transition(2, "Succeeded", "DELETE", "nothing locks it", from: succeeded) {
                    $0.deleteWorkspace()
                },
                Transition(3, "Succeeded", "DELETE force=true", from: succeeded) {
                    $0.deleteWorkspace(force: true)
                },
                Transition(
                    4, "SoftDeleted", "PUT same id+location", "within 14 days", from: deleted
                ) { $0.createWorkspace() },
                Transition(5, "SoftDeleted", "DELETE", from: deleted) { $0.deleteWorkspace() },
                Transition(6, "SoftDeleted", "+14 d", from: deleted, .time()),
                Transition(
                    7, "Purging", "+30 d after delete", from: deleted.later(.days(14)),
                    .time(since: { timeline in
                        timeline.world.logAnalytics.departures.first { _ in true }?.since.at ?? timeline.now
                    })),
            ])
    }

    private static func isLinkStep(_ event: AnyEvent) -> Bool {
        switch event {
        case .logAnalytics(.linkStarted), .logAnalytics(.workspaceLinked), .logAnalytics(.unlinkStarted),
            .logAnalytics(.workspaceUnlinked), .logAnalytics(.clusterDeleted),
            .logAnalytics(.workspaceDeleted), .logAnalytics(.workspaceRecovered):
            true
        default: false
        }
    }

    static var link: Machine {
        let other = Contoso.cluster(named: "contoso-2")
        let far = Contoso.cluster(named: "contoso-far")
        let none = Timeline.contoso(.workspace).after(
            { $0.createCluster(other) }, { $0.createCluster(far, location: "northeurope") },
            { $0.advance(by: .hours(2)) })
        let fresh = Contoso.cluster(named: "contoso-new")
        let linking = none.after { $0.link() }
        let linked = linking.later(.minutes(90))
        let unlinking = linked.after { $0.unlink() }
        let put = "PUT linkedServices/cluster"
        return Machine(
            number: "8.6", title: "Workspace link",
            about: "Between a workspace and a provisioned cluster under a key.",
            look: MachineWords.link, isStep: isLinkStep,
            rows: [
                Transition(1, "Unlinked", put, "the cluster is ready and near", from: none) { $0.link() },
                Transition(2, "Unlinked", "PUT", "there is no such cluster", from: none) {
                    $0.link(to: fresh)
                },
                Transition(
                    2, "Unlinked", "PUT", "the cluster is being created",
                    from: none.after { $0.createCluster(fresh) }
                ) { $0.link(to: fresh) },
                Transition(2, "Unlinked", "PUT", "the cluster is elsewhere", from: none) { $0.link(to: far) },
                Transition(3, "Linking", "timer", from: linking, .time()),
                Transition(4, "Linking", "PUT", from: linking) { $0.link() },
                Transition(4, "Linking", "DELETE", from: linking) { $0.unlink() },
                Transition(4, "Unlinking", "PUT", from: unlinking) { $0.link() },
                Transition(4, "Unlinking", "DELETE", from: unlinking) { $0.unlink() },
                Transition(5, "Linked", "PUT other cluster", from: linked) { $0.link(to: other) },
                Transition(6, "Linked", "DELETE", from: linked) { $0.unlink() },
                Transition(7, "Unlinking", "timer", from: unlinking, .time()),
                Transition(8, "Linked", "cluster deleted", from: linked) { $0.deleteCluster() },
                Transition(
                    9, "Linked", "workspace soft-deleted / recovered", "on the fourteenth day", from: linked,
                    path: true, .act { $0.deleteWorkspace() }, .wait(.days(13)),
                    .act { $0.createWorkspace() }),
            ])
    }
}
