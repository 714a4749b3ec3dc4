import AzureWire
import ControlPlane
import VirtualTime

/// How the documents are read, as a body of the control API.
enum SettingsBody {
    static func settings(_ body: ControlBody, from present: Settings) throws -> Settings {
        var settings = present
        if let text = try body.text("rules") {
            guard let profile = Profile(rawValue: text) else {
                throw ControlProblem.badBody(
                    "'\(text)' is none of \(Profile.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            settings.profile = profile
        }
        do {
            if let day = try body.text("servicesAsOf") { try settings.setServices(asOf: day) }
            for (name, reading) in try texts(body, "assume") { try settings.assume(named: name, reading) }
            for (name, figure) in try texts(body, "timings") { try settings.setTiming(named: name, figure) }
        } catch let problem as SettingProblem {
            throw ControlProblem.make(.unknownSetting, problem.sentence, hint: problem.hint)
        }
        return settings
    }

    private static func texts(_ body: ControlBody, _ name: String) throws -> [(String, String)] {
        guard let value = body.document[name], !value.isNull else { return [] }
        guard let members = value.members else {
            throw ControlProblem.badBody("'\(name)' must be an object.")
        }
        return try members.map { member in
            guard let text = member.value.text else {
                throw ControlProblem.badBody("'\(name).\(member.name)' must be a text.")
            }
            return (member.name, text)
        }
    }
}
