import ControlPlane
import VirtualTime

/// What ARM answers about its own things.
enum ResourcesViews {
    /// - Parameter tenant: the one that the client logged in to, where it is another than the world's (P-32).
    static func subscription(in world: World, for tenant: String) -> Document {
        [
            "id": .string("/subscriptions/\(world.subscription)"), "authorizationSource": "RoleBased",
            "managedByTenants": [], "subscriptionId": .string(world.subscription),
            "tenantId": .string(tenant), "displayName": "Lockstep", "state": "Enabled",
            "subscriptionPolicies": [
                "locationPlacementId": "Public_2014-09-01", "quotaId": "PayAsYouGo_2014-09-01",
                "spendingLimit": "Off",
            ],
        ]
    }

    static func tenant(_ tenant: String) -> Document {
        [
            "id": .string("/tenants/\(tenant)"), "tenantId": .string(tenant),
            "tenantCategory": "Home",
            "displayName": "Contoso", "domains": ["contoso.test"], "defaultDomain": "contoso.test",
            "tenantType": "AAD",
        ]
    }

    static func locations(in world: World) -> [Document] {
        Regions.displayNames.map { region in
            [
                "id": .string("/subscriptions/\(world.subscription)/locations/\(region.name)"),
                "name": .string(region.name), "type": "Region", "displayName": .string(region.display),
                "regionalDisplayName": .string(region.display),
                "metadata": ["regionType": "Physical", "regionCategory": "Recommended"],
            ]
        }
    }

    /// Without a subscription.
    static func provider(_ provider: ProviderCatalog.Provider) -> Document {
        .object(head(of: provider, at: ""))
    }

    static func provider(_ provider: ProviderCatalog.Provider, in world: World) -> Document {
        var members = head(of: provider, at: "/subscriptions/\(world.subscription)")
        members.append("registrationState", .string(state(of: provider, in: world)))
        members.append(
            "registrationPolicy",
            .string(provider.isRegistrationFree ? "RegistrationFree" : "RegistrationRequired"))
        return .object(members)
    }

    private static func head(of provider: ProviderCatalog.Provider, at scope: String) -> Members {
        var members: Members = [
            "id": .string("\(scope)/providers/\(provider.namespace)"),
            "namespace": .string(provider.namespace),
        ]
        if let application = provider.application, let role = provider.roleDefinition {
            members.append(
                "authorization", ["applicationId": .string(application), "roleDefinitionId": .string(role)])
        }
        members.append("resourceTypes", .array(provider.types.map(type)))
        return members
    }

    private static func state(of provider: ProviderCatalog.Provider, in world: World) -> String {
        if provider.isRegistrationFree { return "Registered" }
        let state = Resources.registration(of: provider.namespace, in: world)
        return state == .notRegistered && provider.wasUnregistered ? "Unregistered" : state.text
    }

    private static func type(_ type: ProviderCatalog.ProviderType) -> Document {
        [
            "resourceType": .string(type.name),
            "locations": .array(Regions.displayNames.map { .string($0.display) }),
            "apiVersions": .array(type.versions.map { .string($0) }),
            "capabilities": .string(type.capabilities),
        ]
    }

    static func lock(_ lock: Resources.Lock, in world: World) -> Document {
        var properties: Members = ["level": .string(lock.level.rawValue)]
        for member in lock.carried.members ?? [:] { properties.append(member.name, member.value) }
        return [
            "properties": .object(properties), "id": .string(world.names[lock.id].path),
            "type": "Microsoft.Authorization/locks", "name": .string(world.names[lock.id].name),
        ]
    }

    static func group(_ group: Resources.Group, in world: World) -> Document {
        var members: Members = [
            "id": .string(world.names[group.id].path), "name": .string(world.names[group.id].name),
            "type": "Microsoft.Resources/resourceGroups", "location": .string(group.location),
        ]
        for member in group.carried.members ?? [:] { members.append(member.name, member.value) }
        members.append(
            "properties", ["provisioningState": .string(group.deletion == nil ? "Succeeded" : "Deleting")])
        return .object(members)
    }
}
