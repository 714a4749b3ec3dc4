import VirtualTime

/// Finds the entries that a query means.
struct JournalReading {
    let context: RunContext
    let world: any ScenarioWorld

    func matches(_ query: JournalQuery) -> [JournalEntry] {
        let start = context.startPosition
        let entries = query.mayFindPassages ? world.entries(from: start) : world.happenings(from: start)
        return matches(query, among: entries)
    }

    private func matches(_ query: JournalQuery, among entries: [JournalEntry]) -> [JournalEntry] {
        guard let bounds = bounds(query) else { return [] }
        let act = query.act.flatMap(text), rule = query.rule.flatMap(text), actor = query.actor.flatMap(text)
        let target = query.target.flatMap { try? context.reference($0, in: world) }
        return entries.filter { entry in
            guard query.kinds.isEmpty || query.kinds.contains(entry.kind), bounds(entry) else { return false }
            if query.act != nil, entry.fields["act"]?.text != act { return false }
            if query.rule != nil, entry.fields["rule"]?.text != rule { return false }
            if query.target != nil, entry.fields["target"]?.text != target?.description { return false }
            if query.actor != nil {
                let name = entry.fields["actor"]?.text ?? entry.fields["actor"]?["name"]?.text
                if name == nil || name != actor { return false }
            }
            if let filter = query.filter, !holds(filter, entry) { return false }
            return query.causedBy.allSatisfy { isCaused(entry, by: $0, among: entries) }
        }
    }

    private func text(_ template: TemplateText) -> String? { try? context.text(template, in: world) }

    /// `since` a mark includes the entry of its own call and all after it; `until` an instant includes it.
    private func bounds(_ query: JournalQuery) -> ((JournalEntry) -> Bool)? {
        var sinceMark: StepMark?
        var since: Instant?
        var until: Instant?
        if let late = query.since {
            sinceMark = context.mark(late)
            since = try? context.instant(late, in: world)
            if since == nil { return nil }
        }
        if let late = query.until {
            until = try? context.instant(late, in: world)
            if until == nil { return nil }
        }
        return { entry in
            if let sinceMark {
                if entry.sequence < sinceMark.position { return false }
            } else if let since, entry.at < since {
                return false
            }
            return until.map { entry.at <= $0 } ?? true
        }
    }

    private func holds(_ filter: PlacedExpression, _ entry: JournalEntry) -> Bool {
        var names = entry.record
        // A field that the kind does not have is null: it equals nothing, and does not spoil the whole.
        for field in Vocabulary.entryFields where names[field] == nil { names[field] = .null }
        let scope = NestedScope(outer: context.scope(world), names: names)
        return filter.expression.evaluated(in: scope) == .bool(true)
    }

    private func isCaused(_ entry: JournalEntry, by query: JournalQuery, among entries: [JournalEntry])
        -> Bool
    {
        let wanted = Set(matches(query, among: entries).map(\.sequence))
        var seen: Set<Int> = []
        var waiting = entry.causes
        while let sequence = waiting.popLast() {
            if wanted.contains(sequence) { return true }
            guard seen.insert(sequence).inserted else { continue }
            waiting += entries.first { $0.sequence == sequence }?.causes ?? []
        }
        return false
    }
}

extension JournalQuery {
    /// Whether an entry that only says that time passed may be among those it finds: such an entry is about
    /// nothing and nobody's.
    var mayFindPassages: Bool {
        act == nil && target == nil && rule == nil && actor == nil
            && (kinds.isEmpty || kinds.contains("clock"))
    }
}
