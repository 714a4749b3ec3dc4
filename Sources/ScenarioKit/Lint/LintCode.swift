/// What a file may say that is no mistake and still not what anybody means. A code keeps its meaning for
/// ever.
public enum LintCode: String, Sendable, CaseIterable {
    case unusedVariable = "W0101"
    case unusedCapture = "W0102"
    case unusedColumn = "W0103"
    case unusedAxis = "W0104"
    case neverRuns = "W0201"
    case skippedForEver = "W0202"
    case boundInVain = "W0203"
    case cannotFail = "W0301"
    case asksNothing = "W0302"
    case alwaysTrue = "W0303"
    case neverTrue = "W0304"
    case instantIsPast = "W0401"
    case emptyWindow = "W0402"

    /// The kind in a few words.
    public var title: String {
        switch self {
        case .unusedVariable: "a variable that nothing reads"
        case .unusedCapture: "a captured value that nothing reads"
        case .unusedColumn: "a column of cases that nothing reads"
        case .unusedAxis: "an axis of the matrix that nothing reads"
        case .neverRuns: "a step whose `if` is never true"
        case .skippedForEver: "a step or a file that is skipped without an end"
        case .boundInVain: "a name bound only by a step that never runs"
        case .cannotFail: "an assertion that cannot fail"
        case .asksNothing: "a condition that asks nothing"
        case .alwaysTrue: "an expression that is always true"
        case .neverTrue: "an expression that is never true"
        case .instantIsPast: "an instant that is past when its step begins"
        case .emptyWindow: "a stretch of time that ends before it begins"
        }
    }
}
