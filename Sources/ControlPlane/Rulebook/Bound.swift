import VirtualTime

extension Citation.Bound {
    /// The figure in words: `0s–1h (honor.cluster)`.
    public var text: String {
        switch self {
        case .choice(let point): "\(range) (\(point.rawValue))"
        case .fixed(let timing): "\(range) (\(timing.rawValue))"
        case .days: range
        }
    }

    /// The figure alone.
    public var range: String {
        switch self {
        case .choice(let point):
            let bounds = Profile.allCases.map { Duration.milliseconds(point.bound(in: $0)).text }
            let isOne = bounds[0] == bounds[1]
            return "0s–\(bounds[0])\(isOne ? "" : ", in the current documents 0s–\(bounds[1])")"
        case .fixed(let timing): return timing.standard.text
        case .days(let range):
            return range.lowerBound == range.upperBound
                ? "\(range.lowerBound)d" : "\(range.lowerBound)d–\(range.upperBound)d"
        }
    }
}
