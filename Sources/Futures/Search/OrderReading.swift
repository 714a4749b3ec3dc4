import ControlPlane
import VirtualTime

/// What a run tells about its neighbors: when each entry happens as a function of the choices, and what must
/// stay in its order for the same to happen.
///
/// A future is read entry by entry. What is due after an entry and was not before has come from it: at the
/// moment of a choice made in it, or a fixed time after it. What rings must ring before everything else that
/// is due, and after the entry before it; each such order between two moments that move apart is a
/// `Precedence`.
struct OrderReading {
    /// What must hold, and what was asked, in the order in which it came up.
    private(set) var steps: [Step] = []
    /// When each entry happens, in their order.
    private(set) var forms: [Form] = []
    /// Choices that could be moved, in the order in which they were made, with their moments here.
    private(set) var asked: [Asked] = []

    private let origin: Instant
    private let horizon: Instant
    private let isFree: (Asked) -> Bool
    private var live: [Live] = []
    /// Choices, varied or not, whose moment has not been seen among what is due.
    private var unseen: [Asked] = []
    /// Whether stores are ordered among each other too, and not only against what reaches all of them.
    private let isJoint: Bool
    /// Whether things that fall together are a case of their own, and either may come first.
    private let variesOrder: Bool
    private let notes: [SearchNote]
    private var nextNote = 0
    /// Questions of the entry that is being read.
    private var asking: [Branch] = []
    private var lastOfAll: Form?
    private var lastOfStore: [(store: ResourceID, form: Form)] = []

    private struct Live {
        let due: Pending<AnyAlarm>
        let form: Form
    }

    enum Step: Equatable, Sendable {
        case keep(Precedence)
        case fork(Branch)
    }

    /// - Parameters:
    ///   - run: a timeline of `Timeline.searching`, at its horizon.
    ///   - before: what was due at the fork point.
    ///   - isFree: whether a choice is one of those that are varied.
    init(
        of run: Timeline, from origin: Instant, before: [Pending<AnyAlarm>], through horizon: Instant,
        commandForm: CommandForm, isJoint: Bool, variesOrder: Bool = false,
        isFree: @escaping (Asked) -> Bool
    ) {
        self.isJoint = isJoint
        self.variesOrder = variesOrder
        notes = run.notes
        self.origin = origin
        self.horizon = horizon
        self.isFree = isFree
        live = before.map { Live(due: $0, form: .fixed(Self.distance($0.at, origin))) }
        for (position, entry) in run.entries.enumerated() {
            take(notesAt: position)
            // A plan goes on to its next command; when nothing happens there, that alone says nothing.
            if case .timePassed = entry.cause, commandForm == .fixed {
                forms.append(.fixed(Self.distance(entry.at, origin)))
                continue
            }
            read(entry, commandForm: commandForm, deadlines: run.deadlines[position])
            take(notesAt: position)
            fork()
        }
        take(notesAt: run.entries.count)
        // A script ends where it ends; a plan at its horizon.
        if commandForm == .fixed { close() }
    }

    /// Takes in what was noted before an entry, or while it came about.
    private mutating func take(notesAt position: Int) {
        while nextNote < notes.count, notes[nextNote].position <= position {
            let note = notes[nextNote]
            if case .branch(let branch) = note.what, case .strike = branch.question,
                note.position == position,
                forms.count <= position
            {
                return
            }
            nextNote += 1
            switch note.what {
            case .branch(let branch):
                if case .next(let bound) = branch.question {
                    keep(bound, at: branch.at)
                    steps.append(.fork(branch))
                } else {
                    asking.append(branch)
                }
            case .command(let instant):
                guard variesOrder else { continue }
                keep(at(instant), at: instant, .command)
            }
        }
    }

    /// What was asked while an entry came about follows what was to hold for it to come.
    private mutating func fork() {
        steps += asking.map(Step.fork)
        asking = []
    }

    /// What has not come by the horizon comes after it.
    private mutating func close() {
        let end = Form.fixed(Self.distance(horizon, origin))
        if let lastOfAll { note(Precedence(first: lastOfAll, second: end, gap: 0)) }
        for last in lastOfStore { note(Precedence(first: last.form, second: end, gap: 0)) }
        for item in live { note(Precedence(first: end, second: item.form, gap: 1)) }
        for silent in unseen where silent.picked > horizon && isFree(silent) {
            note(Precedence(first: end, second: Form(choice: silent.key, offset: 0), gap: 1))
        }
    }

    /// The choices on which an entry's moment depends: those that matter for a measure.
    var effective: [ChoiceKey] {
        var keys: [ChoiceKey] = []
        for form in forms { if let key = form.choice, !keys.contains(key) { keys.append(key) } }
        return keys.sorted()
    }

    private static func distance(_ instant: Instant, _ origin: Instant) -> Int64 {
        instant.milliseconds - origin.milliseconds
    }

    private mutating func read(
        _ entry: Entry, commandForm: CommandForm, deadlines: [Pending<AnyAlarm>]
    ) {
        let ringing: AnyAlarm? = if case .alarm(let alarm) = entry.cause { alarm } else { nil }
        let form = form(of: entry, ringing, commandForm)
        let store = isJoint ? nil : ringing?.store
        follow(store, form)
        keep(form, at: entry.at, ringing.map(Happening.alarm) ?? .command)
        // What comes after the horizon is not among what is due.
        for silent in unseen where silent.picked > horizon && isFree(silent) {
            note(Precedence(first: form, second: Form(choice: silent.key, offset: 0), gap: 1))
        }
        forms.append(form)
        for choice in entry.choices { ask(choice, in: entry, form) }
        live = next(after: entry, form, deadlines)
    }

    /// It happens before everything else that is due, but for what it commutes with.
    private mutating func keep(_ form: Form, at instant: Instant, _ what: Happening) {
        for item in live {
            let other = Happening.alarm(item.due.alarm)
            if what == other, item.due.at == instant { continue }
            if what.commutes(with: other, isJoint: isJoint) { continue }
            guard !variesOrder else {
                keep(form, at: instant, before: item.form, at: item.due.at)
                continue
            }
            // What is due at an instant rings before a command at that instant (P-02).
            let mayTie =
                if case .alarm(let alarm) = what { alarm.rings(before: item.due.alarm) } else { false }
            note(Precedence(first: form, second: item.form, gap: mayTie ? 0 : 1))
        }
        guard variesOrder else { return }
        if let next = nextCommand { keep(form, at: instant, before: at(next), at: next) }
    }

    /// What was asked for at one instant: whatever could have come next falls together, and comes before
    /// everything else that it does not commute with. So it is whichever of them comes.
    private mutating func keep(_ bound: [Happening], at instant: Instant) {
        let first = form(of: bound[0], at: instant)
        for what in bound {
            let form = form(of: what, at: instant)
            if what != bound[0] { keep(first, at: instant, before: form, at: instant) }
            keep(form, at: instant, what)
        }
    }

    /// When the next command begins of those that were noted.
    private var nextCommand: Instant? {
        for note in notes[nextNote...] { if case .command(let instant) = note.what { return instant } }
        return nil
    }

    private func at(_ instant: Instant) -> Form { .fixed(Self.distance(instant, origin)) }

    private func form(of what: Happening, at instant: Instant) -> Form {
        let item = live.first { .alarm($0.due.alarm) == what && $0.due.at == instant }
        return item?.form ?? at(instant)
    }

    /// Where either may come first, falling together is a case of its own.
    private mutating func keep(_ first: Form, at one: Instant, before second: Form, at other: Instant) {
        if one == other {
            note(Precedence(first: first, second: second, gap: 0))
            note(Precedence(first: second, second: first, gap: 0))
        } else {
            note(Precedence(first: first, second: second, gap: 1))
        }
    }

    /// It comes after what it could have come before: all that went on in its own store, and what reaches
    /// all.
    private mutating func follow(_ store: ResourceID?, _ form: Form) {
        if let lastOfAll { note(Precedence(first: lastOfAll, second: form, gap: 0)) }
        for last in lastOfStore where store == nil || last.store == store {
            note(Precedence(first: last.form, second: form, gap: 0))
        }
        if let store {
            lastOfStore.removeAll { $0.store == store }
            lastOfStore.append((store, form))
        } else {
            lastOfStore = []
            lastOfAll = form
        }
    }

    /// An order that no choice can change is none.
    private mutating func note(_ order: Precedence) {
        if order.first.choice != order.second.choice { steps.append(.keep(order)) }
    }

    private mutating func ask(_ choice: Asked, in entry: Entry, _ form: Form) {
        unseen.append(choice)
        guard isFree(choice) else { return }
        asked.append(choice)
        let moment = Form(choice: choice.key, offset: 0)
        let low = Self.distance(choice.from, entry.at), high = Self.distance(choice.to, entry.at)
        steps.append(.keep(Precedence(first: form.after(low), second: moment, gap: 0, isWindow: true)))
        steps.append(.keep(Precedence(first: moment, second: form.after(high), gap: 0, isWindow: true)))
    }

    private func form(of entry: Entry, _ ringing: AnyAlarm?, _ commandForm: CommandForm) -> Form {
        if let ringing {
            let item = live.first { $0.due.alarm == ringing && $0.due.at == entry.at }
            if let item { return item.form }
        }
        if case .observed(let observed) = commandForm, observed.indices.contains(forms.count) {
            return observed[forms.count]
        }
        return .fixed(Self.distance(entry.at, origin))
    }

    /// What is due now, each with what it comes from.
    private mutating func next(
        after entry: Entry, _ form: Form, _ deadlines: [Pending<AnyAlarm>]
    ) -> [Live] {
        var next: [Live] = []
        for due in deadlines {
            if let known = live.first(where: { $0.due == due }) {
                next.append(known)
            } else {
                next.append(Live(due: due, form: origin(of: due, in: entry, form)))
            }
        }
        return next
    }

    private mutating func origin(of due: Pending<AnyAlarm>, in entry: Entry, _ form: Form) -> Form {
        var candidates = unseen.filter { $0.picked == due.at }
        if candidates.count > 1 {
            let own = candidates.filter { $0.resource == due.alarm.resource }
            if !own.isEmpty { candidates = own }
        }
        if candidates.count > 1 {
            let fitting = candidates.filter { $0.point.fits(due.alarm) }
            if !fitting.isEmpty { candidates = fitting }
        }
        guard let choice = candidates.first else {
            // A choice that is not varied, or a time that a rule sets: counted from what has just happened.
            return form.after(Self.distance(due.at, entry.at))
        }
        unseen.removeAll { $0.key == choice.key }
        guard isFree(choice) else { return form.after(Self.distance(due.at, entry.at)) }
        return Form(choice: choice.key, offset: 0)
    }
}

/// When a command comes: the times of a plan are fixed; a script waits for things, so where its commands
/// stand is observed, entry by entry.
enum CommandForm: Equatable, Sendable {
    case fixed
    case observed([Form])
}

extension ChoicePoint {
    /// Whether an alarm is of the kind that the choice sets.
    fileprivate func fits(_ alarm: AnyAlarm) -> Bool {
        switch (self, alarm) {
        case (.honorCluster, .logAnalytics(.clusterDue(_, .access))),
            (.restoreCluster, .logAnalytics(.clusterDue(_, .access))),
            (.rewrapCluster, .logAnalytics(.clusterDue(_, .rewrap))),
            (.clusterCreate, .logAnalytics(.clusterDue(_, .provisioning))),
            (.clusterUpdateKey, .logAnalytics(.clusterDue(_, .provisioning))),
            (.honorCosmos, .cosmosDB(.accountDue(_, .access))),
            (.restoreCosmos, .cosmosDB(.accountDue(_, .access))),
            (.rewrapCosmos, .cosmosDB(.accountDue(_, .rewrap))),
            (.cosmosDelete, .cosmosDB(.accountDue(_, .deletion))):
            true
        default: false
        }
    }
}
