import AzureWire
import ControlPlane
import Simulation
import VirtualTime

/// Shapes that the OpenAPI document names: `#/components/schemas/{name}`.
enum NamedShape: String, CaseIterable, Sendable {
    case problem = "Problem"
    case clock = "Clock"
    case clockMode = "ClockMode"
    case worldSummary = "WorldSummary"
    case world = "World"
    case change = "Change"
    case pending = "Pending"
    case movement = "Movement"
    case deed = "ActOutcome"
    case snapshot = "Snapshot"
    case choices = "Choices"
    case choicePoint = "ChoicePoint"
    case settings = "Settings"
    case journalLine = "JournalLine"
    case why = "Why"
    case verification = "Verification"
    case rule = "Rule"
    case fault = "Fault"

    var shape: Shape {
        switch self {
        case .problem: Self.problemShape
        case .clock, .clockMode, .movement, .change, .pending: clockShape
        case .worldSummary: .object(Self.summary)
        case .world: .object(Self.summary + Self.worldDetails)
        case .deed: Self.deedShape
        case .snapshot:
            .object([
                .needed("name", .text), .needed("seq", .count), .needed("at", .text(.instant)),
            ])
        case .choices, .choicePoint, .settings: settingsShape
        case .journalLine, .why, .verification: historyShape
        case .rule: ruleShape
        case .fault: FaultShape.answer
        }
    }

    private static let problemShape = Shape.object([
        .needed("type", .text), .needed("title", .text), .needed("status", .integer(400...599)),
        .needed("detail", .text), .maybe("hint", .text, "A way out."),
        .maybe("allowed", .list(.text), "Methods that are."),
        .maybe(
            "errors", .list(.object([.needed("pointer", .text), .needed("detail", .text)])),
            "What is wrong in the body, and where."),
    ])

    private static let summary: [Shape.Field] = [
        .needed("id", .text), .needed("now", .text(.instant)), .needed("clock", .named(.clock)),
        .needed("seq", .count, "Number of the last entry of its journal; its ETag."),
    ]
    private static let worldDetails: [Shape.Field] = [
        .needed("stateHash", .text(.hash)), .needed("tenantId", .text(.guid)),
        .needed("subscriptions", .list(.text(.guid))),
        .needed("rules", .words(Profile.allCases.map(\.rawValue))), .needed("seed", .text),
        .needed("choices", .words(ChoicePolicy.allCases.map(\.rawValue))),
        .maybe("deletesAt", .text(.instant), "Of the wall clock; a world without it stays."),
        .needed("links", .map(.text)),
    ]

    private static let deedShape = Shape.object([
        .needed("status", .integer(100...599), "What the simulated service answered."),
        .maybe("body", .anything), .maybe("results", .map(.anything)),
        .needed("changes", .list(.named(.change))), .needed("seq", .count),
    ])

    private var clockShape: Shape {
        switch self {
        case .clockMode: .words(["frozen", "poll-driven", "live"])
        case .change:
            .object([
                .needed("seq", .count), .needed("at", .text(.instant)), .needed("ref", .text),
                .needed("property", .text), .needed("to", .text), .needed("rules", .list(.text)),
                .needed("causes", .list(.count)),
            ])
        case .pending:
            .object([
                .needed("at", .text(.instant)), .needed("event", .text), .maybe("ref", .text),
            ])
        case .movement:
            .object([
                .needed("before", .text(.instant)), .needed("now", .text(.instant)),
                .maybe("stoppedBy", .text, "What of 'stopOn' ended the way."),
                .needed("eventsApplied", .count), .needed("changes", .list(.named(.change))),
                .needed("pending", .list(.named(.pending)), "What falls due next, at most 20."),
                .maybe("nextDue", .text(.instant)), .needed("seq", .count),
                .needed("stateHash", .text(.hash)),
            ])
        default:
            .object([
                .needed("mode", .named(.clockMode)), .needed("now", .text(.instant)),
                .maybe("rate", .integer(1...TimeMode.fastest), "Virtual milliseconds for each real one."),
                .maybe("nextDue", .text(.instant)),
            ])
        }
    }

    private var settingsShape: Shape {
        switch self {
        case .choicePoint:
            .object([
                .needed("name", .text), .needed("from", .text(.duration)), .needed("to", .text(.duration)),
                .needed("timing", .text),
            ])
        case .choices:
            .object([
                .needed("policy", .words(ChoicePolicy.allCases.map(\.rawValue))), .needed("seed", .text),
                .needed("exact", .map(.text)), .needed("points", .list(.named(.choicePoint))),
            ])
        default:
            .object([
                .needed("rules", .words(Profile.allCases.map(\.rawValue))),
                .needed("servicesAsOf", .text(.instant), "The day whose services answer."),
                .needed("assume", .map(.text)), .needed("timings", .map(.text)),
            ])
        }
    }

    private var historyShape: Shape {
        switch self {
        case .why:
            .object([
                .needed("ref", .text), .needed("chain", .list(.named(.journalLine))),
                .maybe("restoredBy", .text, "What would bring it back."),
            ])
        case .verification:
            .object([
                .needed("holds", .flag), .needed("entries", .count), .needed("digest", .text(.hash)),
                .maybe("difference", .text, "The first entry that is decided otherwise now."),
            ])
        default:
            .object([
                .needed("seq", .count), .needed("at", .text(.instant)),
                .needed("kind", .words(JournalLine.Kind.allCases.map(\.rawValue))),
                .needed("causes", .list(.count)), .maybe("actor", .object([.needed("name", .text)])),
                .maybe("act", .text), .maybe("target", .text), .maybe("ref", .text),
                .maybe("property", .text),
                .maybe("to", .text), .maybe("rule", .text), .maybe("severity", .text), .maybe("note", .text),
                .maybe("decision", .words(["accepted", "refused"])), .maybe("choice", .text),
                .maybe("name", .text),
            ])
        }
    }

    private var ruleShape: Shape {
        let texts = Shape.list(.text), textOrNull = Shape.optional(.text)
        return .object([
            .needed("id", .text), .needed("status", .text), .needed("name", textOrNull),
            .needed("room", .text), .needed("says", .text), .needed("kind", textOrNull),
            .needed("standing", textOrNull), .needed("source", textOrNull), .needed("within", textOrNull),
            .needed("profiles", texts), .needed("enforcedAt", texts), .needed("testedBy", texts),
            .needed("scenarios", texts), .needed("contradictions", texts), .needed("example", textOrNull),
        ])
    }
}
