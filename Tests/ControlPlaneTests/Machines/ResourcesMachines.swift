import VirtualTime

@testable import ControlPlane

extension Machines {
    static var registration: Machine {
        let none = Timeline.contoso(.group)
        let registering = none.after { $0.register() }
        let registered = registering.later(.minutes(1))
        let unregistered = registered.after({ $0.unregister() }, { $0.advance(by: .minutes(1)) })
        let used = Timeline.contoso(.granted).after({ $0.createAccount() }, { $0.advance(by: .minutes(5)) })
        return Machine(
            number: "8.10", title: "Provider registration",
            about: "`Microsoft.DocumentDB` in the subscription.",
            look: MachineWords.registration, isStep: { if case .resources = $0 { true } else { false } },
            rows: [
                Transition(1, "NotRegistered", "POST register", "by the owner", from: none) { $0.register() },
                Transition(1, "Unregistered", "POST register", "by the owner", from: unregistered) {
                    $0.register()
                },
                Transition(3, "Registering", "all regions", from: registering, .time()),
                Transition(4, "Registered", "POST register", from: registered) { $0.register() },
                Transition(
                    5, "Registered", "POST unregister", "it has no resources", from: registered, path: true,
                    .act { $0.unregister() }, .time()),
                Transition(6, "Registered", "POST unregister", "it has an account", from: used) {
                    $0.unregister()
                },
            ])
    }

    static var operation: Machine {
        let none = Timeline.contoso(.granted)
        let cluster = MachineWords.operation(on: Contoso.cluster)
        let workspace = MachineWords.operation(on: Contoso.workspace)
        let running = none.after { $0.setClusterKey(version: "") }
        let failing = running.after { $0.disableKey() }
        let linking = Timeline.contoso(.workspace).after { $0.link() }
        let canceled = linking.after { $0.deleteCluster() }
        let isForgotten = Transition.Proof(Resources.Rule.statusExpires) { _, after in
            after.world.resources.operations.contains { Resources.hasExpired($0, in: after.world) }
        }
        return Machine(
            number: "8.11", title: "Async operation",
            about: "The newest operation on a resource, as its status URL shows it.",
            look: cluster, isStep: { if case .resources = $0 { true } else { false } },
            rows: [
                Transition(1, "(none)", "accepted write", "it takes time", from: .contoso(.key)) {
                    $0.createCluster()
                },
                Transition(
                    2, "InProgress", "GET status", "the clock stands", from: running,
                    proof: .init(Resources.Rule.operationStatus) { $0.world == $1.world },
                    .act { _ = cluster($0) }),
                Transition(3, "InProgress", "done", from: running, .time()),
                Transition(4, "InProgress", "error", "the key is lost meanwhile", from: failing, .time()),
                Transition(
                    5, "InProgress", "resource deleted", "a link whose cluster goes", from: linking,
                    look: workspace, act: { $0.deleteCluster() }),
                Transition(
                    6, "Succeeded", "+24 h", from: running.later(.minutes(10)), proof: isForgotten, .time()),
                Transition(
                    6, "Failed", "+24 h", from: failing.later(.minutes(10)), proof: isForgotten, .time()),
                Transition(
                    6, "Canceled", "+24 h", from: canceled, look: workspace, proof: isForgotten, .time()),
            ])
    }
}
