import ControlPlane
import VirtualTime

/// A change to be tried out: what it is about, and the requests that ask for it.
struct ChangeTrial {
    /// The rule that speaks of it.
    let rule: RuleID
    let title: String
    let about: String
    let evidence: [Finding.Evidence]
    let request: (inout WireClient) -> WireClient.Answer?

    /// What came of it, in the reading of the world and in the one that accepts unsupported changes.
    enum Outcome: String {
        case accepted, ineffective, undefined, refused
        case withAdvice = "accepted, with advice"
    }

    struct Result {
        let outcome: Outcome
        /// As the world takes the documents.
        let asked: WireClient.Answer
        /// Where unsupported changes are accepted and marked.
        let accepting: WireClient.Answer?
    }

    /// nil for a change that does not arise.
    func result(in rehearsal: Rehearsal) -> Result? {
        var fork = rehearsal.fork()
        guard let asked = request(&fork) else { return nil }
        guard asked.isRefused else {
            return Result(outcome: Self.outcome(of: asked), asked: asked, accepting: nil)
        }
        var other = rehearsal.fork(accepting: true)
        guard let accepting = request(&other), !accepting.isRefused else {
            return Result(outcome: .refused, asked: asked, accepting: nil)
        }
        let marked = Self.outcome(of: accepting)
        return Result(outcome: marked == .accepted ? .refused : marked, asked: asked, accepting: accepting)
    }

    /// An accepted change that is marked is without effect, or what follows is undefined.
    private static func outcome(of answer: WireClient.Answer) -> Outcome {
        if answer.outcome == "ineffective" { return .ineffective }
        if answer.outcome == "accepted" { return .undefined }
        return answer.advice.isEmpty ? .accepted : .withAdvice
    }
}
