import ControlPlane
import VirtualTime

/// Workspaces, what they are linked to, and what is on them.
extension Importer {
    mutating func makeWorkspaces() {
        for workspace in all(.workspace) {
            var full = body(
                of: workspace,
                without: [["properties", "features", "clusterResourceId"], ["properties", "customerId"]])
            // Linking sets it, and nothing else does (LA-LINK-10).
            if full["properties"]?["sku"]?["name"]?.text?.lowercased() == LogAnalytics.linkedSku.lowercased()
            {
                full = full.removing(["properties", "sku"])
            }
            let location = full["location"] ?? "westeurope"
            let days = full["properties"]?["retentionInDays"] ?? .null
            make(
                workspace, full, full.removing(["properties", "sku"]),
                ["location": location, "properties": ["retentionInDays": days]], ["location": location])
            let path = translation.path(workspace.id)
            guard let id = client.world.names.find(path),
                let row = client.world.logAnalytics.workspaces[id]
            else { continue }
            translation.learn(workspace.body["properties"]?["customerId"]?.text, as: row.customerID)
        }
    }

    // MARK: Links

    struct Link {
        /// Folded.
        let workspace: String
        let cluster: String
        /// Which resource shows it.
        let from: String
    }

    /// Every link that any document shows, once: the linked service's word before the workspace's and the
    /// cluster's.
    func links() -> [Link] {
        var links: [Link] = []
        func add(_ workspace: String?, _ cluster: String?, from id: String) {
            guard let workspace = workspace?.lowercased(), let cluster, !cluster.isEmpty,
                !links.contains(where: { $0.workspace == workspace })
            else { return }
            links.append(Link(workspace: workspace, cluster: cluster, from: id))
        }
        for service in all(.linkedService) where isClusterLink(service) {
            add(
                ResourcePath(service.id)?.parent(),
                service.body["properties"]?["writeAccessResourceId"]?.text, from: service.id)
        }
        for workspace in all(.workspace) {
            add(
                workspace.id, workspace.body["properties"]?["features"]?["clusterResourceId"]?.text,
                from: workspace.id)
        }
        for cluster in all(.cluster) {
            for item in cluster.body["properties"]?["associatedWorkspaces"]?.items ?? [] {
                add(item["resourceId"]?.text, cluster.id, from: cluster.id)
            }
        }
        return links
    }

    func isClusterLink(_ subject: ImportSubject) -> Bool {
        ResourcePath(subject.id)?.name.lowercased() == "cluster"
    }

    mutating func link() {
        for link in links() {
            guard let workspace = subject(link.workspace), isMade(workspace.id) else {
                refusals.append(
                    ImportRefusal(
                        resource: link.from, step: "link", status: 404, code: "ResourceNotFound",
                        message: "no document shows the workspace \(link.workspace)", rules: [],
                        isWhole: link.from.lowercased().hasSuffix("/linkedservices/cluster")))
                continue
            }
            let path = "\(translation.path(workspace.id))/linkedServices/cluster"
            let answer = client.put(
                path, ["properties": ["writeAccessResourceId": .string(translation.path(link.cluster))]])
            let isOwn = subject(link.from)?.kind == .linkedService
            note(answer, of: link.from, "link \(workspace.id)", isWhole: isOwn)
            client.settle(path)
        }
    }

    // MARK: What is on them

    mutating func makeOthers(ofSentinel isSentinel: Bool) {
        for subject in subjects where isOther(subject) {
            let belongs = subject.id.lowercased().contains("/providers/microsoft.securityinsights/")
            guard belongs == isSentinel else { continue }
            make(subject, body(of: subject))
        }
    }

    /// What is put as it stands.
    private func isOther(_ subject: ImportSubject) -> Bool {
        switch subject.kind {
        case .linkedService: !isClusterLink(subject)
        case .other: !isPolicyAddition(subject) && !isLock(subject) && subject.id.hasPrefix("/subscriptions/")
        case .subscription, .group, .provider, .identity, .servicePrincipal, .vault, .deletedVault, .key,
            .cluster, .workspace, .databaseAccount, .roleAssignment, .onboardingState:
            false
        }
    }

    func isLock(_ subject: ImportSubject) -> Bool { subject.kind == .other("Microsoft.Authorization/locks") }

    mutating func onboard() {
        for onboarding in all(.onboardingState) {
            let path = translation.path(onboarding.id)
            let flag = asksForKey(onboarding)
            let request: Document = ["properties": flag ? ["customerManagedKey": true] : [:]]
            let workspace = ResourcePath(onboarding.id)?.scope?.lowercased()
            let cluster = links().first { $0.workspace == workspace }?.cluster
            let mention = cluster.flatMap { subject($0) }.flatMap(KeyMention.init)
            let answer: WireClient.Answer
            if flag, let mention {
                answer = granting(.cosmosDB, mention) { $0.put(path, request) }
            } else {
                answer = client.put(path, request)
            }
            note(answer, of: onboarding.id, "PUT \(path)")
            client.settle(path)
            guard flag, onboarding.listings.contains(where: \.isTemplate) else { continue }
            premise(
                "a template shows the onboarding, and none can bring it about: it came through the API",
                of: onboarding.id, [Sentinel.Rule.notByTemplate.id])
        }
    }
}
