import VirtualTime

extension RunResult {
    /// Ids of the rules that bit in the run: what its entries and answers name, and what it was asked to
    /// keep and did, in the order of the ids.
    public var firedRules: [String] {
        var fired = Set(heldRules)
        for entry in journal { fired.formUnion(entry.rule) }
        for step in steps { fired.formUnion(step.firedRules) }
        return fired.sorted()
    }
}

extension StepOutcome {
    fileprivate var firedRules: Set<String> {
        var fired: Set<String> = []
        for entry in forkJournal { fired.formUnion(entry.rule) }
        if let result { fired.formUnion(result.rejectedBy + result.upheld) }
        for step in inner { fired.formUnion(step.firedRules) }
        return fired
    }
}

extension JournalEntry {
    fileprivate var rule: [String] { fields["rule"]?.text.map { [$0] } ?? [] }
}
