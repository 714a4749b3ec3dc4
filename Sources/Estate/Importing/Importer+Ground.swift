import ControlPlane
import VirtualTime

/// What everything else stands on: groups, providers, identities.
extension Importer {
    mutating func makeGroups() {
        for group in all(.group) {
            let location = group.body["location"]?.text
            note(
                client.put(
                    translation.path(group.id),
                    [
                        "location": .string(location ?? "westeurope"),
                        "tags": group.body["tags"].flatMap { $0.isBlank ? nil : $0 } ?? [:],
                    ]),
                of: group.id, "PUT \(group.id)")
        }
        for subject in subjects {
            guard let path = ResourcePath(subject.id)?.groupPath else { continue }
            makeGroup(path, location: subject.body["location"]?.text)
        }
    }

    /// A group that no document shows, in the place of the first thing in it.
    mutating func makeGroup(_ path: String, location: String?) {
        let path = translation.path(path)
        guard client.world.names.find(path).flatMap({ client.world.resources.groups[$0] }) == nil else {
            return
        }
        let isRefused = client.put(path, ["location": .string(location ?? "westeurope")]).isRefused
        if isRefused { client.put(path, ["location": "westeurope"]) }
    }

    mutating func registerProviders() {
        for provider in all(.provider) {
            let namespace = provider.body["namespace"]?.text ?? ResourcePath(provider.id)?.name ?? ""
            noteMade(provider.id)
            guard provider.body["registrationState"]?.text?.lowercased().hasPrefix("register") == true else {
                continue
            }
            register(namespace, for: provider.id)
        }
        let documentDB = CosmosDB.namespace
        let isSaid = all(.provider).contains {
            $0.body["namespace"]?.text?.lowercased() == documentDB.lowercased()
                || $0.id.lowercased().hasSuffix("/\(documentDB.lowercased())")
        }
        let needs = !all(.databaseAccount).isEmpty || all(.onboardingState).contains(where: asksForKey)
        guard !isSaid, needs else { return }
        register(documentDB, for: "/subscriptions/\(genesis.subscription)/providers/\(documentDB)")
        premise(
            "no document shows whether \(documentDB) is registered: what is there needs it, so it is",
            [Sentinel.Rule.cosmosRegistered.id])
    }

    private mutating func register(_ namespace: String, for id: String) {
        guard case .notRegistered = Resources.registration(of: namespace, in: client.world) else { return }
        let path = "/subscriptions/\(genesis.subscription)/providers/\(namespace)"
        guard note(client.send("POST", "\(path)/register"), of: id, "POST \(path)/register", isWhole: false)
        else { return }
        client.timeline.advance(by: genesis.settings.window(of: .registration).upperBound)
    }

    func asksForKey(_ onboarding: ImportSubject) -> Bool {
        onboarding.body["properties"]?.member(anyCase: "customerManagedKey")?.flag == true
    }

    // MARK: User-assigned identities

    mutating func makeIdentities() {
        for identity in all(.identity) {
            let location = identity.body["location"] ?? "westeurope"
            let tags = identity.body["tags"].flatMap { $0.isBlank ? nil : $0 } ?? [:]
            guard make(identity, ["location": location, "tags": tags]) else { continue }
            learnIdentity(identity.id, from: identity.body["properties"] ?? [:])
        }
        for subject in subjects {
            for member in subject.body["identity"]?["userAssignedIdentities"]?.members ?? [:] {
                makeIdentity(member.name, from: member.value, for: subject)
            }
        }
    }

    /// One that a resource uses and no document shows.
    private mutating func makeIdentity(_ id: String, from shown: Document, for subject: ImportSubject) {
        guard let path = ResourcePath(id) else { return }
        if !isMade(id) {
            let location = subject.body["location"]?.text
            if let group = path.groupPath { makeGroup(group, location: location) }
            let answer = client.put(translation.path(id), ["location": .string(location ?? "westeurope")])
            guard note(answer, of: id, "PUT \(id)") else { return }
            premise("no document shows the identity \(path.name): it is made, because it is used", of: id)
        }
        learnIdentity(id, from: shown)
    }

    private mutating func learnIdentity(_ id: String, from shown: Document) {
        let path = translation.path(id)
        guard let handle = client.world.names.find(path),
            let row = client.world.identity.identities[handle]
        else { return }
        translation.learn(shown["principalId"]?.text, as: row.principalID)
        translation.learn(shown["clientId"]?.text, as: row.clientID)
        translation.learn(IdentityToken.token(of: id), as: row.principalID)
    }
}
