import VirtualTime

extension Condition {
    /// Whether its answer stays as it is while nothing happens and no name changes its meaning.
    var isSteady: Bool {
        state.allSatisfy(\.isSteady) && journal.allSatisfy(\.isSteady)
            && expression?.expression.isSteady ?? true && nested.allSatisfy(\.isSteady)
    }
}

extension StateExpectation {
    fileprivate var isSteady: Bool {
        reference.ready?.isSteady == true && properties.allSatisfy { $0.matcher.isFixed }
    }
}

extension JournalQuery {
    fileprivate var isSteady: Bool {
        let texts = [act, rule, actor].compactMap { $0 }, filter = filter?.expression
        return !mayFindPassages && texts.allSatisfy { $0.constant != nil }
            && (target == nil || target?.ready != nil) && [since, until].allSatisfy { $0?.isFixed ?? true }
            && filter?.isSteady ?? true && count?.isFixed ?? true
            && causedBy.allSatisfy(\.isSteady)
    }
}

extension Late<InstantSpec> {
    /// Whether it means the same instant for as long as its mark is not set anew.
    fileprivate var isFixed: Bool {
        switch ready?.base {
        case .absolute, .start, .mark: true
        case .now, .nextEvent, nil: false
        }
    }
}

extension Matcher {
    /// Whether it compares with what stands in the file, and with nothing else.
    fileprivate var isFixed: Bool {
        switch self {
        case .equals(let value), .ordered(_, let value), .contains(let value), .includes(let value):
            value.texts.isEmpty
        case .between(let least, let most): least.texts.isEmpty && most.texts.isEmpty
        case .oneOf(let values): values.allSatisfy(\.texts.isEmpty)
        case .startsWith(let text), .matches(let text): text.constant != nil
        case .not(let inner), .length(let inner): inner.isFixed
        case .exists, .type: true
        case .changed, .sameAs: false
        }
    }
}

extension Expression {
    /// Whether its value stays as it is while nothing happens and no name changes its meaning.
    var isSteady: Bool { !readsClock && !readsJournal }

    /// The whole journal, which every passage of time adds to.
    private var readsJournal: Bool {
        if case .name("journal") = form { true } else { parts.contains(where: \.readsJournal) }
    }
}
