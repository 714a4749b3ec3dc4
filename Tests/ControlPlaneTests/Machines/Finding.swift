import VirtualTime

/// What running a row has shown.
struct Finding: Sendable {
    /// The state the row really starts in.
    let before: String
    let next: String
    /// Empty: no entry says anything.
    let rule: String
    /// Nil: the state stays as it is, however long one waits.
    let within: Duration?

    var withinText: String {
        switch within {
        case nil: "—"
        case Duration.zero?: "at once"
        case let duration?: duration.text
        }
    }
}
