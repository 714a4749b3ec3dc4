/// What is expected of one value.
public indirect enum Matcher: Hashable, Sendable {
    case equals(Template)
    case not(Matcher)
    case ordered(Expression.ComparisonOperator, Template)
    case between(Template, Template)
    case oneOf([Template])
    case contains(Template)
    case startsWith(TemplateText)
    case matches(TemplateText)
    case exists(Bool)
    case type(String)
    case length(Matcher)
    case includes(Template)
    case changed(Bool)
    case sameAs(Late<InstantSpec>)

    /// Whether the value must be compared with an earlier one.
    var looksBack: Bool {
        switch self {
        case .changed, .sameAs: true
        case .not(let inner), .length(let inner): inner.looksBack
        default: false
        }
    }
}

/// A matcher with its place, and the property it is about.
public struct PropertyExpectation: Hashable, Sendable {
    public let property: String
    public let propertyPlace: SourcePlace
    public let matcher: Matcher
    public let place: SourcePlace
}

/// What is expected of one thing in the world.
public struct StateExpectation: Hashable, Sendable {
    public let reference: Late<Reference>
    public let properties: [PropertyExpectation]
}
