import ControlPlane
import Simulation
import VirtualTime

/// What each change would do here: found by sending it to a fork, not by a table.
extension Assessor {
    func changes() -> [Finding] {
        let trials = ofOnboarding() + ofClusters() + supported()
        var named: [RuleID] = []
        var findings: [Finding] = []
        for trial in trials {
            guard let result = trial.result(in: rehearsal) else { continue }
            let finding = finding(trial, result)
            named += [trial.rule] + finding.rules
            findings.append(finding)
        }
        return findings + notArising(besides: named)
    }

    private func finding(_ trial: ChangeTrial, _ result: ChangeTrial.Result) -> Finding {
        let asked = result.asked
        let isRefused = asked.isRefused
        var consequence =
            isRefused ? "refused with \(asked.status) \(asked.code): \(asked.message)" : "accepted"
        switch result.outcome {
        case .ineffective:
            consequence += isRefused ? "; where it is accepted, it has no effect" : ", without effect"
        case .undefined:
            consequence +=
                isRefused
                ? "; where it is accepted, what follows is undefined" : "; what follows is undefined"
        case .withAdvice: consequence += ", with advice: \(sentence(asked.advice.map(\.code)))"
        case .accepted, .refused: break
        }
        let rules = [trial.rule] + asked.rules + asked.advice + (result.accepting?.advice ?? [])
        return Finding(
            .changes, Self.severity(result.outcome, isRefused: isRefused), about: trial.about,
            result.outcome.rawValue, trial.title, consequence: consequence, rules: rules.unique,
            evidence: trial.evidence,
            details: [
                "status": .integer(asked.status), "code": .string(asked.code),
                "refused": .bool(isRefused),
            ])
    }

    private static func severity(_ outcome: ChangeTrial.Outcome, isRefused: Bool) -> Finding.Severity {
        switch outcome {
        case .undefined: isRefused ? .medium : .high
        case .ineffective: isRefused ? .low : .medium
        case .refused, .withAdvice: .low
        case .accepted: .info
        }
    }

    /// Each unsupported change of the article has a line: those that cannot come up here as well.
    private func notArising(besides named: [RuleID]) -> [Finding] {
        let all: [(Sentinel.Rule, String)] = [
            (.enableOnOnboarded, "every onboarded workspace is under the key already, or none is onboarded"),
            (
                .enableOnCluster,
                "no cluster without a key has an onboarded workspace, or no key is there for it"
            ),
            (.linkOnboarded, "no onboarded workspace without the key stands beside a cluster under one"),
            (.disableOnOnboarded, "no workspace is onboarded under the key"),
            (.unlinkOnboarded, "no linked workspace is onboarded under the key"),
            (.clearClusterKey, "no cluster under a key has an onboarded workspace"),
            (.chosenEffects, "no unsupported change comes up"),
            (.replaceKey, "no cluster under a key has a workspace onboarded under it"),
            (.contactFirst, "no change of a key under Sentinel comes up, or the product group was told"),
        ]
        return all.filter { !named.contains($0.0.id) }.map { rule, why in
            Finding(
                .changes, .info, about: "the estate", "does not arise", rule.citation.says, consequence: why,
                rules: [rule.id],
                evidence: [
                    Finding.Evidence(
                        "the estate", "workspaces onboarded",
                        .integer(world.sentinel.onboardings.count(where: \.isOnboarded)))
                ])
        }
    }

    // MARK: Onboarded workspaces

    private func ofOnboarding() -> [ChangeTrial] {
        world.logAnalytics.workspaces.filter { !$0.isDeleted }.flatMap { workspace in
            let row = world.sentinel.onboardings[workspace.id].flatMap { $0.isOnboarded ? $0 : nil }
            guard let row else { return workspace.link.cluster == nil ? [] : [onboarding(workspace)] }
            return row.customerManagedKey ? underKey(workspace) : withoutKey(workspace)
        }
    }

    private func state(_ workspace: LogAnalytics.Workspace) -> String {
        "\(world.names[workspace.id].path)/providers/Microsoft.SecurityInsights/onboardingStates/default"
    }

    private func flag(_ workspace: LogAnalytics.Workspace) -> Finding.Evidence {
        let row = world.sentinel.onboardings[workspace.id]
        return Finding.Evidence(
            workspaceName(workspace), "customerManagedKey",
            row.flatMap { $0.isOnboarded ? .bool($0.customerManagedKey) : nil } ?? .null)
    }

    private func onboarding(_ workspace: LogAnalytics.Workspace) -> ChangeTrial {
        let path = state(workspace)
        return ChangeTrial(
            rule: Sentinel.Rule.onboards.id, title: "Onboard it to Sentinel under the key",
            about: workspaceName(workspace), evidence: [flag(workspace)]
        ) { $0.put(path, ["properties": ["customerManagedKey": true]]) }
    }

    private func underKey(_ workspace: LogAnalytics.Workspace) -> [ChangeTrial] {
        let path = state(workspace), link = "\(world.names[workspace.id].path)/linkedServices/cluster"
        return [
            ChangeTrial(
                rule: Sentinel.Rule.disableOnOnboarded.id, title: "Take the key off its onboarding",
                about: workspaceName(workspace), evidence: [flag(workspace)]
            ) { $0.put(path, ["properties": ["customerManagedKey": false]]) },
            ChangeTrial(
                rule: Sentinel.Rule.unlinkOnboarded.id, title: "Unlink it from its cluster",
                about: workspaceName(workspace), evidence: [flag(workspace)]
            ) { $0.send("DELETE", link) },
        ]
    }

    private func withoutKey(_ workspace: LogAnalytics.Workspace) -> [ChangeTrial] {
        let path = state(workspace), link = "\(world.names[workspace.id].path)/linkedServices/cluster"
        var trials = [
            ChangeTrial(
                rule: Sentinel.Rule.enableOnOnboarded.id, title: "Put the key on its onboarding",
                about: workspaceName(workspace), evidence: [flag(workspace)]
            ) { $0.put(path, ["properties": ["customerManagedKey": true]]) }
        ]
        let near = world.logAnalytics.clusters.first {
            !$0.isDeleted && $0.key != nil && isOneRegion($0.location, workspace.location)
        }
        if workspace.link.cluster == nil, let near {
            let cluster = world.names[near.id].path
            trials.append(
                ChangeTrial(
                    rule: Sentinel.Rule.linkOnboarded.id,
                    title: "Link it to cluster/\(world.names[near.id].name)",
                    about: workspaceName(workspace), evidence: [flag(workspace)]
                ) { $0.put(link, ["properties": ["writeAccessResourceId": .string(cluster)]]) })
        }
        return trials
    }
}
