import VirtualTime

/// A query as it is understood: where its rows come from, and what is done with them.
struct TabularQuery: Equatable {
    /// Names of tables; nil for all of them.
    let sources: [String]?
    let stages: [Stage]

    enum Stage: Equatable {
        case filter(Expression)
        case extend([Named])
        case project([Named])
        case projectAway([String])
        case summarize([Named], by: [Named])
        case take(Int)
        case sort([Order])
        case top(Int, [Order])
        case count
        case distinct([String]?)
    }

    struct Named: Equatable {
        let name: String
        let expression: Expression
    }

    struct Order: Equatable {
        let expression: Expression
        let isAscending: Bool
    }

    indirect enum Expression: Equatable {
        case literal(QueryValue)
        case column(String)
        case member(Expression, Expression)
        case unary(String, Expression)
        case binary(String, Expression, Expression)
        /// `in`, `in~`, `has_any` and their negations.
        case among(String, Expression, [Expression])
        case between(Expression, Expression, Expression)
        case call(String, [Expression])
    }
}
