import AzureWire
import ControlPlane
import VirtualTime

/// `{"policy": "earliest", "honor.*": "20m"}`: policy, exact values and policies by glob.
enum ChoicesBody {
    static func settings(_ document: Document, from present: Settings) throws -> Settings {
        var settings = present
        guard let members = document.members else {
            throw ControlProblem.badBody("'choices' must be an object.")
        }
        for member in members {
            guard let text = member.value.text else { throw unknown(member.value.json, for: member.name) }
            switch member.name {
            case "policy", "default":
                guard let policy = ChoicePolicy(rawValue: text) else { throw unknown(text, for: member.name) }
                settings.choices.policy = policy
            case "seed":
                guard let seed = UInt64(text) else { throw unknown(text, for: member.name) }
                settings.choices.seed = seed
            default:
                settings.choices.exact.append(
                    Choices.Exact(glob: try glob(member.name), value: try value(text, member.name)))
            }
        }
        return settings
    }

    private static func glob(_ name: String) throws -> String {
        let point = name.split(separator: "@").first.map(String.init) ?? name
        let family = point.split(separator: ".").first.map { "\($0)." } ?? ""
        let isKnown =
            ChoicePoint.allCases.contains { $0.rawValue == point }
            || (point.contains("*")
                && (point == "*" || ChoicePoint.allCases.contains { $0.rawValue.hasPrefix(family) }))
        guard isKnown else {
            throw ControlProblem.make(
                .unknownChoice, "'\(name)' names no choice point.", hint: "GET …/choices lists them.")
        }
        return name.contains("@") || name.hasSuffix("*") ? name : "\(name)@*"
    }

    private static func value(_ text: String, _ name: String) throws -> Choices.Exact.Value {
        if let policy = ChoicePolicy(rawValue: text) { return .policy(policy) }
        guard let duration = ControlBody.duration(text) else { throw unknown(text, for: name) }
        return .after(milliseconds: duration.wholeMilliseconds)
    }

    private static func unknown(_ text: String, for name: String) -> Problem {
        ControlProblem.make(
            .choiceOutOfRange,
            "'\(text)' is no value of \(name); write earliest, latest, midpoint, seeded or a duration.")
    }
}
