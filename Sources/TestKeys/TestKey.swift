/// A key of any kind, and what can be done with it.
///
/// **It protects nothing.** A test key follows from its name and from primes that are in the sources. It has
/// the form of a key, so that clients can encrypt to it and verify what it signs, and no other use.
public enum TestKey: Sendable {
    case rsa(RSAKey)
    case elliptic(EllipticKey)
    case symmetric(AESKey)

    /// What an encryption gives beside the value: nil where the algorithm has none.
    public struct Encrypted: Equatable, Sendable {
        public let value: [UInt8]
        public var iv: [UInt8]?
        public var tag: [UInt8]?
        public var aad: [UInt8]?
    }

    /// What comes in beside the value of an encryption or decryption.
    public struct Parameters: Sendable {
        public var iv: [UInt8]?
        public var tag: [UInt8]?
        public var aad: [UInt8]?

        public init(iv: [UInt8]? = nil, tag: [UInt8]? = nil, aad: [UInt8]? = nil) {
            self.iv = iv
            self.tag = tag
            self.aad = aad
        }
    }

    /// Of those that encrypt values, or of those that wrap keys: RSA does both with the same.
    public func encryptionAlgorithms(forKeys: Bool) -> [EncryptionAlgorithm] {
        EncryptionAlgorithm.allCases.filter { algorithm in
            switch self {
            case .rsa: algorithm.mode == .rsa
            case .elliptic: false
            case .symmetric(let key):
                key.bits == algorithm.keyBits && (algorithm.mode == .keyWrap) == forKeys
            }
        }
    }

    public var signatureAlgorithms: [SignatureAlgorithm] {
        SignatureAlgorithm.allCases.filter { algorithm in
            switch self {
            case .rsa: algorithm.curve == nil
            case .elliptic(let key): algorithm.curve == key.curve
            case .symmetric: false
            }
        }
    }

    /// - Parameter name: what random bytes are drawn from, beside the value: equal calls give equal bytes
    public func encrypted(
        _ value: [UInt8], _ algorithm: EncryptionAlgorithm, _ given: Parameters = Parameters(),
        drawing name: String
    ) throws(KeyFailure) -> Encrypted {
        switch self {
        case .rsa(let key):
            return Encrypted(value: try key.encrypted(value, algorithm, drawing: name))
        case .elliptic: throw .algorithm
        case .symmetric(let key):
            guard key.bits == algorithm.keyBits else { throw .algorithm }
            switch algorithm.mode {
            case .rsa: throw .algorithm
            case .keyWrap: return Encrypted(value: try key.wrapped(value))
            case .galois:
                let drawn = "\(name)/\(algorithm.rawValue)/\(Hash.sha256.digest(value + (given.aad ?? [])))"
                let nonce = given.iv ?? KeyedBytes.bytes(of: drawn, count: 12)
                let sealed = try key.sealed(value, nonce: nonce, authenticating: given.aad ?? [])
                return Encrypted(value: sealed.value, iv: nonce, tag: sealed.tag, aad: given.aad)
            case .chained, .chainedAndPadded:
                let isPadded = algorithm.mode == .chainedAndPadded
                return Encrypted(
                    value: try key.chained(value, iv: given.iv ?? [], isPadded: isPadded), iv: given.iv)
            }
        }
    }

    public func decrypted(
        _ value: [UInt8], _ algorithm: EncryptionAlgorithm, _ given: Parameters = Parameters()
    ) throws(KeyFailure) -> [UInt8] {
        switch self {
        case .rsa(let key): return try key.decrypted(value, algorithm)
        case .elliptic: throw .algorithm
        case .symmetric(let key):
            guard key.bits == algorithm.keyBits else { throw .algorithm }
            let iv = given.iv ?? []
            switch algorithm.mode {
            case .rsa: throw .algorithm
            case .keyWrap: return try key.unwrapped(value)
            case .galois:
                return try key.opened(
                    value, nonce: iv, tag: given.tag ?? [], authenticating: given.aad ?? [])
            case .chained: return try key.unchained(value, iv: iv, isPadded: false)
            case .chainedAndPadded: return try key.unchained(value, iv: iv, isPadded: true)
            }
        }
    }

    /// - Parameter name: what the salt of PSS is drawn from, beside the digest
    public func signature(
        of digest: [UInt8], _ algorithm: SignatureAlgorithm, drawing name: String
    ) throws(KeyFailure) -> [UInt8] {
        switch self {
        case .rsa(let key): return try key.signature(of: digest, algorithm, drawing: name)
        case .elliptic(let key):
            guard algorithm.curve == key.curve else { throw .algorithm }
            return try key.signature(of: digest)
        case .symmetric: throw .algorithm
        }
    }

    /// A signature of the wrong length is none; a digest of the wrong length is a failure.
    public func isSignature(
        _ signature: [UInt8], of digest: [UInt8], _ algorithm: SignatureAlgorithm
    ) throws(KeyFailure) -> Bool {
        switch self {
        case .rsa(let key): return try key.isSignature(signature, of: digest, algorithm)
        case .elliptic(let key):
            guard algorithm.curve == key.curve else { throw .algorithm }
            return try key.isSignature(signature, of: digest)
        case .symmetric: throw .algorithm
        }
    }
}
