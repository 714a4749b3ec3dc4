/// The kinds of the control API's problems: `urn:lockstep:problem:{kind}`.
enum ProblemKind: String, CaseIterable, Sendable {
    case badRequest = "bad-request"
    case notFound = "not-found"
    case noTLS = "no-tls"
    case worldNotFound = "world-not-found"
    case methodNotAllowed = "method-not-allowed"
    case worldExists = "world-exists"
    case worldAmbiguous = "world-ambiguous"
    case defaultWorld = "default-world"
    case timeIsPast = "time-is-past"
    case clockConflict = "clock-conflict"
    case preconditionFailed = "precondition-failed"
    case nothingDue = "nothing-due"
    case unknownThing = "unknown-thing"
    case unknownRule = "unknown-rule"
    case unknownChoice = "unknown-choice"
    case choiceOutOfRange = "choice-out-of-range"
    case unknownSetting = "unknown-setting"
    case unknownFault = "unknown-fault"
    case unknownAct = "unknown-act"
    case unknownSource = "unknown-source"
    case unknownCondition = "unknown-condition"
    case unknownTraffic = "unknown-traffic"
    case nothingChanged = "nothing-changed"
    case entryNotFound = "entry-not-found"
    case snapshotNotFound = "snapshot-not-found"
    case snapshotIncompatible = "snapshot-incompatible"
    case faultNotFound = "fault-not-found"
    case refused
    case budget
    case unavailable
    case notOffered = "not-offered"

    var status: Int {
        switch self {
        case .badRequest: 400
        case .notFound, .noTLS, .worldNotFound, .unknownThing, .unknownRule, .nothingChanged, .entryNotFound,
            .snapshotNotFound, .faultNotFound:
            404
        case .methodNotAllowed: 405
        case .worldExists, .defaultWorld, .timeIsPast, .nothingDue, .snapshotIncompatible, .refused: 409
        case .clockConflict, .preconditionFailed: 412
        case .worldAmbiguous: 421
        case .unknownChoice, .choiceOutOfRange, .unknownSetting, .unknownFault, .unknownAct, .unknownSource,
            .unknownCondition, .unknownTraffic:
            422
        case .notOffered: 501
        case .unavailable: 503
        case .budget: 507
        }
    }

    var title: String {
        switch self {
        case .badRequest: "The request cannot be read"
        case .notFound: "There is nothing here"
        case .noTLS: "There are no certificates"
        case .worldNotFound: "There is no such world"
        case .methodNotAllowed: "Another method is needed"
        case .worldExists: "The world is there already"
        case .worldAmbiguous: "Two worlds are meant"
        case .defaultWorld: "The default world stays"
        case .timeIsPast: "The clock only goes forward"
        case .clockConflict: "The clock is elsewhere"
        case .preconditionFailed: "The world has gone on"
        case .nothingDue: "Nothing will fall due"
        case .unknownThing: "There is no such thing"
        case .unknownRule: "There is no such rule"
        case .unknownChoice: "There is no such choice point"
        case .choiceOutOfRange: "The choice cannot be read"
        case .unknownSetting: "The setting cannot be taken"
        case .unknownFault: "The fault cannot be made"
        case .unknownAct: "The act cannot be carried out"
        case .unknownSource: "There is no such beginning"
        case .unknownCondition: "The condition cannot be read"
        case .unknownTraffic: "The traffic cannot be made"
        case .nothingChanged: "Nothing to explain"
        case .entryNotFound: "There is no such entry"
        case .snapshotNotFound: "There is no such snapshot"
        case .snapshotIncompatible: "The saved world cannot be taken"
        case .faultNotFound: "There is no such fault"
        case .refused: "The world refuses it"
        case .budget: "A limit is reached"
        case .unavailable: "The simulator cannot do this now"
        case .notOffered: "This is not offered"
        }
    }
}
