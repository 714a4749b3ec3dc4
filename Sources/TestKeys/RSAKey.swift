import BigInt
import Crypto
import CryptoExtras
import Synchronization

/// An RSA key pair, and the two bare operations that every algorithm of RSA is a padding around.
public struct RSAKey: Sendable {
    /// Big-endian, without leading zeros.
    public let modulus: [UInt8]
    public let publicExponent: [UInt8]
    /// Of the modulus.
    public let bits: Int
    private let n: BigUInt
    private let e: BigUInt
    private let secret: RSASecret

    /// Bytes of the modulus, and of whatever the key encrypts or signs.
    var length: Int { modulus.count }

    /// The test key that a name stands for: primes of the pool, 65537 for exponent.
    /// - Parameter bits: 2048, 3072 or 4096
    public init(testKeyNamed name: String, bits: Int) {
        let (p, q) = PrimePool.pair(of: name, bits: bits / 2)
        self.init(p: p, q: q, e: 65537)
    }

    private init(p: BigUInt, q: BigUInt, e: BigUInt) {
        n = p * q
        self.e = e
        modulus = n.bytes
        publicExponent = e.bytes
        bits = n.bitWidth
        secret = RSASecret(n: n, e: e, p: p, q: q)
    }

    /// A key that was made elsewhere, from its numbers, big-endian.
    ///
    /// What a JWK has beside these, `dp`, `dq` and `qi`, follows from them.
    public init(
        modulus: [UInt8], publicExponent: [UInt8], privateExponent: [UInt8], p: [UInt8], q: [UInt8]
    ) throws(KeyFailure) {
        let (n, e) = (BigUInt(bytes: modulus), BigUInt(bytes: publicExponent))
        let (p, q, d) = (BigUInt(bytes: p), BigUInt(bytes: q), BigUInt(bytes: privateExponent))
        guard (1024...4096).contains(n.bitWidth), n.bitWidth % 8 == 0 else {
            throw .notAKey("n has \(n.bitWidth) bits, and not from 1024 to 4096 in whole bytes")
        }
        guard e.bitWidth <= 32, e > 1, e % 2 == 1 else {
            throw .notAKey("e is no odd number of 2 to 32 bits")
        }
        guard p > 1, q > 1, p != q, p * q == n else { throw .notAKey("p times q is not n") }
        guard (d * e) % (p - 1) == 1, (d * e) % (q - 1) == 1 else {
            throw .notAKey("d is not the inverse of e")
        }
        self.init(p: p, q: q, e: e)
        try requireItsOwnInverse()
    }

    /// p and q that are no primes pass for a key until it is used.
    private func requireItsOwnInverse() throws(KeyFailure) {
        let probe = [0] + KeyedBytes.bytes(of: "lockstep/probe", count: length - 1)
        guard let signed = try? privately(probe), publicly(signed) == probe else {
            throw .notAKey("p and q are not two primes")
        }
    }

    /// m^e mod n (RSAEP, RSAVP1 of RFC 8017). nil unless the value has the length of n and is below it.
    func publicly(_ bytes: [UInt8]) -> [UInt8]? {
        let number = BigUInt(bytes: bytes)
        guard bytes.count == length, number < n else { return nil }
        return number.power(e, modulus: n).bytes(count: length)
    }

    /// c^d mod n (RSADP, RSASP1 of RFC 8017).
    func privately(_ bytes: [UInt8]) throws(KeyFailure) -> [UInt8] {
        guard bytes.count == length, BigUInt(bytes: bytes) < n else { throw .undecryptable }
        return try secret.exponentiated(bytes)
    }
}

/// The private half. Most keys are only looked at: what the operation needs is made when it is first done.
private final class RSASecret: Sendable {
    private typealias Engine = _RSA.BlindSigning.PrivateKey<SHA384>
    private let n: BigUInt
    private let e: BigUInt
    private let p: BigUInt
    private let q: BigUInt
    private let engine = Mutex<Engine?>(nil)

    init(n: BigUInt, e: BigUInt, p: BigUInt, q: BigUInt) {
        self.n = n
        self.e = e
        self.p = p
        self.q = q
    }

    private var d: BigUInt? { e.inverse((p - 1) * (q - 1)) }

    /// The bare operation of swift-crypto is what a signer does in RFC 9474: it signs what it cannot read, so
    /// it pads nothing, and looks whether the signature is right.
    func exponentiated(_ bytes: [UInt8]) throws(KeyFailure) -> [UInt8] {
        guard n.bitWidth >= 2048 else { return try slowly(bytes) }
        do {
            return Array(try prepared().blindSignature(for: bytes).rawRepresentation)
        } catch {
            throw .undecryptable
        }
    }

    private func prepared() throws -> Engine {
        try engine.withLock { engine in
            if let engine { return engine }
            guard let d else { throw KeyFailure.notAKey("e has no inverse") }
            let made = try Engine(
                n: n.bytes, e: e.bytes, d: d.bytes, p: p.bytes, q: q.bytes,
                parameters: .RSABSSA_SHA384_PSS_Deterministic)
            engine = made
            return made
        }
    }

    /// swift-crypto takes no key below 2048 bits; the service takes old ones when they are imported.
    private func slowly(_ bytes: [UInt8]) throws(KeyFailure) -> [UInt8] {
        guard let d, let result = BigUInt(bytes: bytes).power(d, modulus: n).bytes(count: bytes.count) else {
            throw .undecryptable
        }
        return result
    }
}
