import AzureWire
import ControlPlane
import Simulation
import VirtualTime

/// A request for a new world, read.
struct WorldRequest: Sendable {
    enum Beginning: Sendable {
        case made(WorldOrder)
        case forked(parent: String, ForkPoint, settings: (@Sendable (Settings) throws -> Settings)?)
    }

    let beginning: Beginning
    let mode: TimeMode
    let timeToLive: Duration?
    /// What was asked for, in one writing of it: the same order makes no second world.
    let order: String

    static let shape = Shape.object([
        .maybe("from", .text, "builtin:NAME, world:NAME, snapshot:WORLD/NAME or the path of a *.lockworld."),
        .maybe("start", .text(.instant), "The instant a builtin world starts at."),
        .maybe("seed", .either([.text, .integer(0...Int64.max)]), "The seed of choices."),
        .maybe("choices", .either([.words(ChoicePolicy.allCases.map(\.rawValue)), .map(.anything)])),
        .maybe("rules", .words(Profile.allCases.map(\.rawValue))),
        .maybe(
            "servicesAsOf", .text(.instant), "The day whose services answer; that of the rules without it."),
        .maybe("assume", .map(.text)), .maybe("timings", .map(.text)),
        .maybe(
            "clock",
            .either([
                .named(.clockMode),
                .object([
                    .needed("mode", .named(.clockMode)), .maybe("rate", .integer(1...TimeMode.fastest)),
                ]),
            ])),
        .maybe("ttl", .text(.duration), "By the wall clock, from now."),
        .maybe("subscriptionId", .text(.guid), "One that follows from the name, if not given."),
        .maybe("tenantId", .text(.guid), "One that follows from the name, if not given."),
    ])

    init(_ body: ControlBody, named name: String) throws {
        (mode, timeToLive) = (try Self.mode(body), try Self.timeToLive(body))
        order = body.document.canonical.json
        let settings = try Self.settings(body)
        let from = try body.text("from") ?? "builtin:empty"
        if from.hasPrefix("world:") || from.hasPrefix("snapshot:") {
            for member in ["start", "subscriptionId", "tenantId"] where body.document[member] != nil {
                throw ControlProblem.badBody(
                    "'\(member)' goes with a world that is made anew, not with one from '\(from)'.")
            }
            let (parent, point) = try Self.parent(from)
            beginning = .forked(parent: parent, point, settings: settings)
        } else {
            beginning = .made(
                WorldOrder(
                    source: .named(from), start: try body.instant("start") ?? Genesis.defaultStart,
                    seed: try Self.seed(body) ?? 1,
                    subscription: try Self.guid(body, "subscriptionId")
                        ?? NamedGUID.text("subscription", in: "world/\(name)"),
                    tenant: try Self.guid(body, "tenantId") ?? NamedGUID.text("tenant", in: "world/\(name)"),
                    settings: settings))
        }
    }

    /// A saved world, as its file has it.
    init(saved bytes: [UInt8]) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ControlProblem.make(.snapshotIncompatible, "The file is not UTF-8.")
        }
        (mode, timeToLive) = (.pollDriven, nil)
        order = "saved:\(Digest.sha256(text).hex)"
        beginning = .made(
            WorldOrder(
                source: .lines(text.split(separator: "\n").map(String.init)), start: Genesis.defaultStart,
                seed: 1, subscription: "", tenant: "", settings: { $0 }))
    }

    /// A file that begins like a saved world, whatever it is sent as.
    static func isSaved(_ request: WireRequest) -> Bool {
        let type = request.headers["Content-Type"] ?? ""
        return type.hasPrefix(SavedWorldType.name)
            || request.body.starts(with: Array("{\"entries\"".utf8))
            || request.body.starts(with: Array("{\"format\"".utf8))
    }

    private static func parent(_ from: String) throws -> (String, ForkPoint) {
        if from.hasPrefix("world:") { return (String(from.dropFirst("world:".count)), .now) }
        let parts = from.dropFirst("snapshot:".count).split(separator: "/").map(String.init)
        guard parts.count == 2 else {
            throw ControlProblem.badBody("'\(from)' is not snapshot:WORLD/NAME.")
        }
        return (parts[0], .snapshot(parts[1]))
    }

    private static func mode(_ body: ControlBody) throws -> TimeMode {
        let clock = body.document["clock"]
        let text = clock?.text ?? clock?["mode"]?.text ?? TimeMode.pollDriven.text
        guard let mode = TimeMode(text: text, rate: clock?["rate"]?.integer ?? 1) else {
            throw ControlProblem.badBody("'\(text)' is none of frozen, poll-driven, live.")
        }
        return mode
    }

    static func timeToLive(_ body: ControlBody) throws -> Duration? {
        guard let ttl = try body.duration("ttl") else { return nil }
        guard ttl > .zero else { throw ControlProblem.badBody("'ttl' must be longer than nothing.") }
        return ttl
    }

    private static func seed(_ body: ControlBody) throws -> UInt64? {
        guard let value = body.document["seed"], !value.isNull else { return nil }
        guard let seed = value.text.flatMap({ UInt64($0) }) ?? value.integer.flatMap({ UInt64($0) }) else {
            throw ControlProblem.badBody("'seed' must be a whole number of 0 or more.")
        }
        return seed
    }

    private static func guid(_ body: ControlBody, _ name: String) throws -> String? {
        guard let text = try body.text(name)?.lowercased() else { return nil }
        guard text.isGUID else { throw ControlProblem.badBody("'\(name)' must be a GUID.") }
        return text
    }

    /// What the body chooses; checked here, so that a wrong choice leaves nothing behind.
    private static func settings(_ body: ControlBody) throws -> @Sendable (Settings) throws -> Settings {
        let seed = try seed(body)
        let change: @Sendable (Settings) throws -> Settings = { present in
            var settings = try SettingsBody.settings(body, from: present)
            if let choices = body.document["choices"], !choices.isNull {
                let document: Document = choices.text.map { ["policy": .string($0)] } ?? choices
                settings = try ChoicesBody.settings(document, from: settings)
            }
            if let seed { settings.choices.seed = seed }
            return settings
        }
        _ = try change(Settings())
        return change
    }
}

/// How a saved world is sent.
enum SavedWorldType {
    static let name = "application/vnd.lockstep.lockworld"
}

extension Document {
    /// With the members of every object in alphabetical order: one writing for all that mean the same.
    var canonical: Document {
        switch self {
        case .object(let members):
            .object(Members(members.sorted { $0.name < $1.name }.map { ($0.name, $0.value.canonical) }))
        case .array(let items): .array(items.map(\.canonical))
        default: self
        }
    }
}
