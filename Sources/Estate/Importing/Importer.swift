import ControlPlane
import VirtualTime

/// Makes a world of an estate by the requests that a customer would send, in the order of what needs what.
///
/// The estate is set up a year before now, as builtin worlds are, so that no window of 14, 30 or 31 days is
/// still open. Everything is made as it was when it could be: keys enabled, networks open. What the
/// documents show beyond that is brought about last, at its date where one is given.
struct Importer {
    static let age = Duration.days(365)

    let estate: Estate
    let genesis: Genesis
    let now: Instant
    var client: WireClient
    var translation: Translation
    var subjects: [ImportSubject]
    var premises: [Premise]
    var refusals: [ImportRefusal] = []
    /// Folded ids of what is there, and whose paths they are in the world.
    private var made: Set<String> = []
    private var holders: [String: String] = [:]
    /// What is taken back at the end: grants that only the set-up needed.
    var scaffolds: [Scaffold] = []
    /// Versions made of each key, the oldest first, by the key's URL.
    var versionsMade: [String: [String]] = [:]

    /// Whether it cannot be told which of several principals is Azure Cosmos DB's.
    var hasUnclearCosmosPrincipal = false

    /// A grant given for the time of the set-up.
    enum Scaffold: Equatable {
        /// By the path of the assignment.
        case role(String)
        case policy(vault: String)
    }

    init(_ estate: Estate, now: Instant, settings: Settings) {
        self.estate = estate
        self.now = now
        let subscription = estate.subscription ?? Genesis.defaultSubscription
        genesis = Genesis(
            start: now - Self.age, settings: settings, subscription: subscription,
            tenant: estate.tenant ?? Genesis.defaultTenant)
        client = WireClient(Timeline(World(genesis)))
        translation = Translation(subscription: subscription)
        subjects = ImportSubject.all(of: estate.resources)
        premises = estate.premises
    }

    mutating func run() {
        makeGroups()
        registerProviders()
        makeIdentities()
        makeVaults()
        makeKeys()
        makeClusters()
        makeAccountsWithIdentities()
        grantAccess()
        setClusterKeys()
        makeAccountsUnderKeys()
        makeWorkspaces()
        link()
        makeOthers(ofSentinel: false)
        onboard()
        makeOthers(ofSentinel: true)
        finish()
        if client.world.now < now { client.timeline.advance(to: now) }
    }

    // MARK: What all steps share

    func all(_ kind: ResourceKind) -> [ImportSubject] { subjects.filter { $0.kind == kind } }

    func subject(_ id: String) -> ImportSubject? {
        let folded = id.lowercased()
        return subjects.first { $0.id.lowercased() == folded }
    }

    func isMade(_ id: String) -> Bool { made.contains(id.lowercased()) }

    mutating func noteMade(_ id: String) {
        made.insert(id.lowercased())
        holders[translation.path(id).lowercased()] = id.lowercased()
    }

    /// The document's body in the world's words, without what only a service writes.
    func body(of subject: ImportSubject, without left: [[String]] = []) -> Document {
        let readOnly = [
            ["id"], ["name"], ["type"], ["etag"], ["eTag"], ["systemData"], ["resourceGroup"], ["apiVersion"],
            ["dependsOn"], ["comments"], ["condition"], ["scope"],
        ]
        let own = (readOnly + left).reduce(subject.body) { $0.removing($1) }
        return translation.document(own)
    }

    mutating func premise(_ sentence: String, of id: String? = nil, _ rules: [RuleID] = []) {
        premises.append(Premise(sentence, of: id, rules))
    }

    /// Notes a refusal, or that the resource is there.
    @discardableResult
    mutating func note(
        _ answer: WireClient.Answer, of id: String, _ step: String, isWhole: Bool = true
    ) -> Bool {
        guard answer.isRefused else {
            if isWhole { noteMade(id) }
            return true
        }
        refusals.append(
            ImportRefusal(
                resource: id, step: step, status: answer.status, code: answer.code,
                message: answer.message, rules: answer.rules, isWhole: isWhole))
        return false
    }

    /// Makes a resource, with less and less of it while it is refused: a value that the rules do not allow
    /// must not cost the rest.
    @discardableResult
    mutating func make(_ subject: ImportSubject, _ bodies: Document...) -> Bool {
        let path = translation.path(subject.id)
        guard !isHeldByAnother(subject.id) else { return false }
        defer { client.settle(path) }
        for (attempt, body) in bodies.enumerated() {
            let answer = client.put(path, body)
            let isLast = attempt == bodies.count - 1
            if note(answer, of: subject.id, "PUT \(path)", isWhole: isLast || !answer.isRefused) {
                return true
            }
        }
        return false
    }

    /// Two subscriptions may have one name each: folded into one, the second would overwrite the first.
    private mutating func isHeldByAnother(_ id: String) -> Bool {
        let path = translation.path(id).lowercased()
        guard let holder = holders[path], holder != id.lowercased() else { return false }
        refusals.append(
            ImportRefusal(
                resource: id, step: "PUT \(path)", status: 409, code: "Conflict",
                message: "a world has one subscription, and another one's resource is of that name",
                rules: [], isWhole: true))
        return true
    }
}
