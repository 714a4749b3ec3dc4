import ControlPlane
import VirtualTime

/// Ways to Sentinel that the documents rule out: templates, and moving an onboarded workspace.
///
/// Templates and moves are not modeled: what is not ruled out is answered with 501.
enum SentinelDetours {
    private static let subscription = "/subscriptions/{subscription}"
    private static let group = "\(subscription)/resourceGroups/{group}"

    static func add(to routes: inout RouteTable) {
        let known = versions(of: "Microsoft.Resources/deployments")
        for scope in [subscription, group] {
            routes.write("PUT", "\(scope)/providers/Microsoft.Resources/deployments/{deployment}", known) {
                (exchange, timeline) throws(WireFailure) in
                try deploy(exchange, in: &timeline)
            }
        }
        routes.write("POST", "\(group)/moveResources", versions(of: "Microsoft.Resources/resources")) {
            (exchange, timeline) throws(WireFailure) in
            try move(exchange, in: &timeline)
        }
    }

    private static func deploy(
        _ exchange: Exchange, in timeline: inout Timeline
    ) throws(WireFailure) -> WireResponse {
        let template = try RequestBody(of: exchange).object("properties")?.object("template")?.document
        if timeline.world.settings.isDefault(.unsupportedChange), onboardsUnderKey(template, depth: 0) {
            let path = "/" + exchange.request.segments.joined(separator: "/")
            _ = try exchange.submit(&timeline) { .sentinel(.deployOnboarding($0.intern(path))) }
        }
        throw .notModeled("deployments of templates", nonGoal: "resources")
    }

    /// Whether a template, or one nested in it, has an onboarding state with the flag set.
    private static func onboardsUnderKey(_ template: Document?, depth: Int) -> Bool {
        guard depth < 8, let resources = template?.member(anyCase: "resources") else { return false }
        // Newer templates name their resources: an object instead of a list.
        let items = resources.items ?? resources.members.map { $0.map(\.value) } ?? []
        return items.contains { resource in
            let type = resource.member(anyCase: "type")?.text?.lowercased() ?? ""
            let properties = resource.member(anyCase: "properties")
            return type.hasSuffix("onboardingstates")
                && properties?.member(anyCase: "customerManagedKey")?.flag == true
                || onboardsUnderKey(resource, depth: depth + 1)
                || onboardsUnderKey(properties?.member(anyCase: "template"), depth: depth + 1)
        }
    }

    private static func move(
        _ exchange: Exchange, in timeline: inout Timeline
    ) throws(WireFailure) -> WireResponse {
        let world = timeline.world
        let ids = try (RequestBody(of: exchange).texts("resources") ?? []).compactMap { world.names.find($0) }
        try LogAnalyticsRoutes.refuseMoves(of: ids, in: world)
        let onboarded = ids.filter { world.sentinel.onboardings[$0]?.isOnboarded == true }
        if !onboarded.isEmpty {
            _ = try exchange.submit(&timeline) { _ in .sentinel(.moveWorkspaces(onboarded)) }
        }
        throw .notModeled("moving resources", nonGoal: "resources")
    }
}

extension WireResponse {
    /// Says beside an onboarding what follows from it: preview features that are off, marks it has.
    func describing(_ row: Sentinel.Onboarding, isFaithful: Bool) -> WireResponse {
        var response = self
        if row.customerManagedKey {
            if !isFaithful { response.headers["x-lockstep-preview-features"] = "disabled" }
            response = response.upholding(Sentinel.Rule.withoutPreviews.id)
        }
        return response.marking(row, isFaithful: isFaithful)
    }

    /// Says beside an item under which key it is.
    func describing(
        _ kind: Sentinel.ItemKind, of row: Sentinel.Onboarding, in world: World, isFaithful: Bool
    ) -> WireResponse {
        var response = self
        if !isFaithful {
            response.headers["x-lockstep-encryption"] =
                Sentinel.isUnderCustomersKey(kind, of: row, in: world)
                ? "customer-managed" : "microsoft-managed"
        }
        if row.customerManagedKey {
            response = response.upholding(Sentinel.scopeRule(of: kind, in: world).id)
        }
        return response.marking(row, isFaithful: isFaithful)
    }

    private func marking(_ row: Sentinel.Onboarding, isFaithful: Bool) -> WireResponse {
        guard !row.undefined.isEmpty else { return self }
        var response = upholding(Sentinel.Rule.chosenEffects.id)
        for mark in row.undefined { response = response.upholding(mark) }
        if !isFaithful {
            response.headers["x-lockstep-marks"] = row.undefined.map(\.code).joined(separator: ", ")
        }
        return response
    }
}

extension WireFailure {
    /// A write over a version that is no longer current, in the reading of this world.
    static func stale(_ world: World) -> WireFailure {
        let message = "The resource has changed since its etag was read."
        return world.settings.isDefault(.etagMismatch)
            ? WireFailure(409, "Conflict", message, because: [Resources.Rule.conflict.id])
            : WireFailure(412, "PreconditionFailed", message, because: [Resources.Rule.conflict.id])
    }
}
