import ControlPlane
import VirtualTime

extension Machines {
    private static let accepting: [(Assumption, String)] = [(.unsupportedChange, "accept-without-effect")]
    private static let without = "PUT cmk:false/omitted"

    static var onboarding: Machine {
        let linked = Timeline.contoso(.linked)
        return Machine(
            number: "8.8", title: "Sentinel onboarding",
            about:
                "On a workspace linked to a cluster under the key, every reading the default one, where the "
                + "guard says nothing else.",
            look: MachineWords.onboarding, isStep: { if case .sentinel = $0 { true } else { false } },
            rows: requests(from: linked) + ends(from: linked) + repetitions(from: linked) + ineffective
                + undefined + removals(from: linked))
    }

    private static func requests(from linked: Timeline) -> [Transition] {
        let put = "PUT cmk:true"
        var unregistered = Timeline.contoso(.group)
        unregistered.createVault()
        unregistered.createCluster()
        unregistered.createWorkspace()
        unregistered.advance(by: .hours(2))
        unregistered.createKey()
        unregistered.grant(unregistered.clusterObjectID)
        unregistered.setClusterKey(version: "")
        unregistered.advance(by: .minutes(10))
        unregistered.link()
        unregistered.advance(by: .minutes(90))
        let ua = linked.after(
            { $0.writeIdentity() }, { $0.setClusterIdentity(.userAssigned(Contoso.identity)) },
            { $0.advance(by: .minutes(10)) }, { $0.grant($0.objectID("ua1")) }, { $0.advance(by: .hours(2)) })
        let missing: [(String, Timeline)] = [
            ("the workspace is not linked", .contoso(.workspace)),
            ("the key is revoked", linked.after({ $0.disableKey() }, { $0.advance(by: .hours(1)) })),
            ("the cluster's identity is user-assigned", ua),
            ("Microsoft.DocumentDB is not registered", unregistered),
            (
                "Azure Cosmos DB may not use the key",
                linked.after { $0.removeGrant(of: Contoso.cosmosObjectID) }
            ),
        ]
        return [
            Transition(1, "NotOnboarded", put, "all preconditions are met", from: linked) { $0.onboard() }
        ]
            + missing.map { Transition(2, "NotOnboarded", put, $0.0, from: $0.1, act: { $0.onboard() }) } + [
                Transition(3, "NotOnboarded", without, "nothing locks the workspace", from: linked) {
                    $0.onboard(customerManagedKey: false)
                }
            ]
    }

    private static func ends(from linked: Timeline) -> [Transition] {
        let onboarding = linked.after { $0.onboard() }
        let asking = Timeline.contoso(.linked, assuming: [(.onboardingConfirmation, "required")])
            .after { $0.onboard() }
        return [
            Transition(4, "Onboarding", "timer", "the key can be used", from: onboarding, .time()),
            Transition(
                4, "Onboarding", "timer", "the key can be used; confirmation is required", from: asking,
                .time()),
            Transition(
                5, "Onboarding", "key lost", from: onboarding,
                .act { $0.removeGrant(of: Contoso.cosmosObjectID) }, .time()),
            Transition(
                6, "AwaitingConfirmation", "productGroup.confirm", "confirmation is required",
                from: asking.later(.minutes(15)),
                .act { timeline in
                    timeline.submit {
                        .sentinel(
                            .contactSupport($0.intern(Contoso.workspace), topic: "confirm-cmk-onboarding"))
                    }
                }, .time()),
        ]
    }

    private static func repetitions(from linked: Timeline) -> [Transition] {
        let plain: Transition.Act = { $0.onboard(customerManagedKey: false) }
        let mmk = linked.after(plain)
        let cmk = Timeline.contosoCMK()
        return [
            Transition(7, "Onboarded(CMK)", "PUT same flag", from: cmk) { $0.onboard() },
            Transition(7, "Onboarded(MMK)", "PUT same flag", from: mmk, act: plain),
            Transition(8, "Onboarded(CMK)", "PUT other flag", from: cmk, act: plain),
            Transition(8, "Onboarded(MMK)", "PUT other flag", from: mmk) { $0.onboard() },
            Transition(
                8, "Onboarded(CMK)", "PUT other flag", "unsupported changes are accepted",
                from: .contosoCMK(assuming: accepting), act: plain),
            Transition(
                8, "Onboarded(MMK)", "PUT other flag", "unsupported changes are accepted",
                from: Timeline.contoso(.linked, assuming: accepting).after(plain)
            ) { $0.onboard() },
        ]
    }

    private static var ineffective: [Transition] {
        let event = "CMK enabled on cluster / link to CMK cluster"
        func keyless(_ readings: [(Assumption, String)]) -> Timeline {
            Timeline.contoso(.granted, assuming: readings).after(
                { $0.createWorkspace() }, { $0.advance(by: .minutes(1)) }, { $0.link() },
                { $0.advance(by: .minutes(90)) }, { $0.onboard(customerManagedKey: false) })
        }
        func unlinked(_ readings: [(Assumption, String)]) -> Timeline {
            Timeline.contoso(.workspace, assuming: readings).after { $0.onboard(customerManagedKey: false) }
        }
        return [([], ""), (accepting, "; unsupported changes are accepted")].flatMap { readings, guarded in
            [
                Transition(
                    9, "Onboarded(MMK)", event, "its cluster gets a key\(guarded)", from: keyless(readings)
                ) { $0.setClusterKey(version: "") },
                Transition(
                    9, "Onboarded(MMK)", event, "it is linked to a cluster under one\(guarded)",
                    from: unlinked(readings)
                ) { $0.link() },
            ]
        }
    }

    private static var undefined: [Transition] {
        let acts: [(String, Transition.Act)] = [
            ("unlink", { $0.unlink() }), ("key cleared", { $0.clearClusterKey() }),
            ("key URI changed", { $0.setClusterKey("next", version: "") }),
            ("identity removed", { $0.setClusterIdentity(.none) }),
        ]
        return [([], ""), (accepting, "unsupported changes are accepted")].flatMap { readings, guarded in
            let onboarded = Timeline.contosoCMK(assuming: readings)
                .after { $0.createKey(at: "\(Contoso.vault)/keys/next") }
            return acts.map { Transition(10, "Onboarded(CMK)", $0.0, guarded, from: onboarded, act: $0.1) }
        }
    }

    private static func removals(from linked: Timeline) -> [Transition] {
        let cmk = Timeline.contosoCMK()
        let mmk = linked.after { $0.onboard(customerManagedKey: false) }
        let removing = cmk.after { $0.offboard() }
        let open = Timeline.contosoCMK(assuming: [(.onboardedBefore, "allowed")]).after { $0.offboard() }
        return [
            Transition(11, "Onboarded(CMK)", "DELETE", from: cmk) { $0.offboard() },
            Transition(11, "Onboarded(MMK)", "DELETE", from: mmk) { $0.offboard() },
            Transition(nil, "Removing", "timer", from: removing, .time()),
            Transition(
                12, "Removing", "PUT", "with the key; an earlier onboarding does not count", from: open
            ) { $0.onboard() },
            Transition(12, "Removing", "PUT", "with the key; an earlier onboarding blocks", from: removing) {
                $0.onboard()
            },
            Transition(12, "Removing", "PUT", "without the key", from: removing) {
                $0.onboard(customerManagedKey: false)
            },
            Transition(
                13, "Removed", "+30 d after the DELETE", from: removing.later(.hours(48)),
                .time(since: { timeline in
                    if case .removed(let since, _)? = timeline.onboarding?.state { return since.at }
                    return timeline.now
                })),
        ]
    }
}
