/// Why an operation with a key comes to nothing: what was given does not fit the key or the algorithm.
public enum KeyFailure: Error, Equatable {
    /// The named input has a length that the algorithm does not take.
    case length(of: Input, expected: String)
    /// The algorithm is none of this kind of key.
    case algorithm
    /// Nothing that this key, or this algorithm, has made.
    case undecryptable
    /// The members of a key do not make one.
    case notAKey(String)

    public enum Input: String, Sendable {
        case value, digest, iv, tag
    }
}
