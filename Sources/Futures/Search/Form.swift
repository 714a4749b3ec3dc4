import ControlPlane

/// When something happens, in milliseconds from the fork point: so long after the moment of one choice, or
/// after the fork point itself.
struct Form: Equatable, Sendable {
    var choice: ChoiceKey?
    var offset: Int64

    static func fixed(_ moment: Int64) -> Form { Form(choice: nil, offset: moment) }
    func after(_ milliseconds: Int64) -> Form { Form(choice: choice, offset: offset + milliseconds) }
}

/// That one thing comes before another, by at least so much: what keeps the order of a run.
struct Precedence: Equatable, Sendable {
    let first: Form
    let second: Form
    /// 0 where both may fall together, 1 where they may not.
    let gap: Int64
    /// Whether it is the window of a choice: there is nothing beyond.
    var isWindow = false

    /// The half of the zone on its own side.
    func narrow(_ zone: inout Zone) {
        let (one, other) = places(in: &zone)
        zone.require(one, minus: other, atMost: second.offset - first.offset - gap, isOpen: gap == 1)
    }

    /// The half beyond.
    func exclude(_ zone: inout Zone) {
        let (one, other) = places(in: &zone)
        zone.require(other, minus: one, atMost: first.offset - second.offset + gap - 1, isOpen: gap == 0)
    }

    private func places(in zone: inout Zone) -> (Int, Int) {
        let one = first.choice.map { zone.add($0) } ?? 0
        let other = second.choice.map { zone.add($0) } ?? 0
        return (one, other)
    }
}
