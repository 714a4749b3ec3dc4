/// The rulebook's spellings of states, and what they are called here: one state under two names is no
/// difference.
enum RulebookWords {
    /// By machine, then by the rulebook's word.
    private static let ours: [String: [String: [String]]] = [
        "8.2": [
            "Version": ["Version enabled"], "enabled": ["Version enabled"], "disabled": ["Version disabled"],
            "expired": ["Version expired"], "Live(v1 enabled)": ["Live"],
        ],
        "8.3": ["Deleting/gone": ["Tombstone"]],
        "8.4": [
            "Protected": ["Protected(v)"], "any accessible": ["Protected(v)", "RevocationPending"],
            "any": ["Protected(v)", "Revoked"], "RevocationPending(t0)": ["RevocationPending"],
            "Restoring(t1)": ["Restoring"], "Protected(v), outage flag": ["Protected(v), outage flag"],
        ],
        "8.6": ["dormant / Linked": ["dormant → Linked"]],
        "8.7": [
            "Pending(code)": ["Pending"], "Revoked(code)": ["Revoked"],
            "any": ["Confirmed", "Pending", "Revoked"],
        ],
        "8.8": [
            "Onboarded(x)": ["Onboarded(CMK)", "Onboarded(MMK)"],
            "Onboarded(CMK) [AwaitingConfirmation]": ["Onboarded(CMK)", "AwaitingConfirmation"],
            "+Undefined(reason), or call refused": ["same", "Onboarded(CMK)+Undefined(reason)"],
        ],
        "8.9": [
            "Partially": ["PartiallyRevoked(cluster)", "PartiallyRevoked(cosmos)"],
            "PartiallyRevoked(other)": ["PartiallyRevoked(cluster)", "PartiallyRevoked(cosmos)"],
        ],
        "8.11": ["terminal": ["Succeeded", "Failed", "Canceled"]],
    ]

    /// The states a cell of the first column stands for.
    static func states(_ cell: String, in machine: String) -> [String] {
        if let whole = ours[machine]?[cell] { return whole }
        return RulebookPage.Row.parts(of: cell).flatMap { ours[machine]?[$0] ?? [$0] }
    }

    /// Whether what was found is what a cell of the column `Next` says.
    static func agrees(_ found: String, with cell: String, from state: String, in machine: String) -> Bool {
        let found = found.replacing(/\([A-Z]+-[A-Z]+-\d+\)/, with: "(reason)")
        let word = cell.replacing(/\s*→\s*/, with: " → ")
        let words = (ours[machine]?[word] ?? [word]).flatMap { $0 == "same" ? [state, bare(state)] : [$0] }
        return words.contains(found)
    }

    /// Without the mode that some states of 8.4 come with.
    private static func bare(_ state: String) -> String {
        ["auto", "pinned"].reduce(state) { $0.hasSuffix(" \($1)") ? String($0.dropLast($1.count + 1)) : $0 }
    }
}
