import ControlPlane
public import VirtualTime

/// What is not the same in two worlds, thing by thing: what people ask of them, and nothing that a clock
/// alone changes.
public struct WorldDifference {
    /// A thing's difference.
    enum Change: Equatable {
        case changed(thing: String, property: String, from: Document, to: Document)
        /// - Parameter note: what is left of it; empty for nothing.
        case gone(thing: String, note: String)
        case came(thing: String, note: String)
    }

    /// Ages: they differ whenever the instants do.
    private static let ofTheClock = ["oldestAge"]

    private let sides: [ComparedWorld]
    let changes: [Change]
    /// Things that are the same in both.
    let unchanged: Int

    public init(_ first: ComparedWorld, _ second: ComparedWorld) {
        sides = [first, second]
        let earlier = first.world.things(), later = second.world.things()
        var changes: [Change] = [], unchanged = 0
        for thing in earlier + later.filter({ !earlier.contains($0) }) {
            let found = Self.changes(
                of: thing, from: first.world.probeShort(thing), to: second.world.probeShort(thing))
            if found.isEmpty { unchanged += 1 }
            changes += found
        }
        self.changes = changes.filter { !Self.isSaid($0, by: changes) }
        self.unchanged = unchanged
    }

    private static func changes(of thing: Reference, from old: Document?, to new: Document?) -> [Change] {
        let name = thing.description
        switch (isThere(old), isThere(new)) {
        case (true, false): return [.gone(thing: name, note: note(new))]
        case (false, true): return [.came(thing: name, note: note(old).isEmpty ? "" : "was \(note(old))")]
        case (true, true), (false, false): break
        }
        let before = old?.members ?? [:], after = new?.members ?? [:]
        var names = before.map(\.name)
        names += after.map(\.name).filter { !names.contains($0) }
        // Of a key's versions, which one is current is the key's to say.
        let silent = ofTheClock + (thing.kind == "keyversion" ? ["currentVersion"] : [])
        return names.filter { !silent.contains($0) }.compactMap { property in
            let from = before[property] ?? .null, to = after[property] ?? .null
            return from == to ? nil : .changed(thing: name, property: property, from: from, to: to)
        }
    }

    /// Whether a key that went or came says it for its version.
    private static func isSaid(_ change: Change, by all: [Change]) -> Bool {
        func parent(_ thing: String) -> String? {
            guard thing.hasPrefix("keyversion/") else { return nil }
            return "key/" + thing.split(separator: "/").dropFirst().dropLast().joined(separator: "/")
        }
        switch change {
        case .changed: return false
        case .gone(let thing, let note):
            return parent(thing).map { all.contains(.gone(thing: $0, note: note)) } ?? false
        case .came(let thing, let note):
            return parent(thing).map { all.contains(.came(thing: $0, note: note)) } ?? false
        }
    }

    /// Whether a thing can be used as one: what is deleted softly is only remembered.
    private static func isThere(_ properties: Document?) -> Bool {
        guard let properties else { return false }
        return properties["exists"] != false && properties["state"]?.text != "deleted"
    }

    private static func note(_ properties: Document?) -> String {
        guard let properties else { return "" }
        guard let until = properties["recoverableUntil"]?.text else { return "deleted" }
        return "soft-deleted, recoverable until \(until)"
    }

    // MARK: Words

    /// A line a difference: `~ thing property  x -> y`, `- thing`, `+ thing`.
    public var text: String {
        var text = ""
        for (sign, side) in zip(["a", "b"], sides) {
            text += "\(sign)  \(side.title) at \(side.world.now.iso8601)\n"
        }
        text += "\n"
        let things = changes.map { Self.words($0) }
        let width = (things.map(\.thing.count).max() ?? 0, things.map(\.property.count).max() ?? 0)
        for (sign, thing, property, rest) in things {
            let padded = property.isEmpty && rest.isEmpty ? thing : Self.padded(thing, width.0)
            let middle = property.isEmpty ? "" : "  \(Self.padded(property, width.1))"
            text += "  \(sign) \(padded)\(middle)\(rest.isEmpty ? "" : "  \(rest)")\n"
        }
        let word = unchanged == 1 ? "resource" : "resources"
        return text + "    \(unchanged) \(word) unchanged\n"
    }

    private static func words(
        _ change: Change
    ) -> (sign: String, thing: String, property: String, rest: String) {
        switch change {
        case .changed(let thing, let property, let from, let to):
            ("~", thing, property, "\(from.text ?? from.json) -> \(to.text ?? to.json)")
        case .gone(let thing, let note): ("-", thing, "", note.isEmpty ? "" : "(\(note))")
        case .came(let thing, let note): ("+", thing, "", note.isEmpty ? "" : "(\(note))")
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// The difference as JSON, `lockstep/world-diff/v1`.
    public var document: Document {
        [
            "schema": "lockstep/world-diff/v1",
            "worlds": .array(
                sides.map {
                    [
                        "world": .string($0.title), "at": .string($0.world.now.iso8601),
                        "state": .string($0.world.stateHash()),
                    ]
                }),
            "changes": .array(changes.map(Self.document)), "unchanged": .integer(unchanged),
        ]
    }

    private static func document(_ change: Change) -> Document {
        switch change {
        case .changed(let thing, let property, let from, let to):
            [
                "change": "changed", "thing": .string(thing), "property": .string(property), "from": from,
                "to": to,
            ]
        case .gone(let thing, let note):
            ["change": "gone", "thing": .string(thing), "note": .string(note)]
        case .came(let thing, let note):
            ["change": "came", "thing": .string(thing), "note": .string(note)]
        }
    }
}
