import BigInt
import Testing

@testable import TestKeys

@Suite("RSA against published vectors") struct RSAVectorTests {
    private func key(_ n: String, _ d: String, _ p: String, _ q: String) throws -> RSAKey {
        try RSAKey(
            modulus: bytes(n), publicExponent: [1, 0, 1], privateExponent: bytes(d), p: bytes(p), q: bytes(q))
    }

    @Test("RSASSA-PSS, example 10.1: the salt given, the signature is the published one")
    func pss() throws {
        let key = try key(
            Vectors.pssKeyModulus, Vectors.pssKeyPrivateExponent, Vectors.pssKeyP, Vectors.pssKeyQ)
        let digest = Hash.sha1.digest(bytes(Vectors.pssMessage))
        let encoded = RSAPadding.pss(of: digest, .sha1, salt: bytes(Vectors.pssSalt), length: 256)
        #expect(try key.privately(encoded) == bytes(Vectors.pssSignature))
        let opened = try #require(key.publicly(bytes(Vectors.pssSignature)))
        #expect(RSAPadding.isPSS(opened, of: digest, .sha1))
        #expect(!RSAPadding.isPSS(opened, of: Hash.sha1.digest([1]), .sha1))
        for place in [0, 100, 254, 255] {
            var changed = opened
            changed[place] ^= place == 0 ? 0x40 : 1
            #expect(!RSAPadding.isPSS(changed, of: digest, .sha1), "\(place)")
        }
    }

    @Test("RSAES-OAEP, example 10.1: the seed given, the value is the published one, and opens")
    func oaep() throws {
        let key = try key(
            Vectors.oaepKeyModulus, Vectors.oaepKeyPrivateExponent, Vectors.oaepKeyP, Vectors.oaepKeyQ)
        let (message, value) = (bytes(Vectors.oaepMessage), bytes(Vectors.oaepValue))
        let encoded = try RSAPadding.oaep(message, .sha1, seed: bytes(Vectors.oaepSeed), length: 256)
        #expect(key.publicly(encoded) == value)
        #expect(try key.decrypted(value, .rsaOAEP) == message)
        #expect(failure { _ = try key.decrypted(value, .rsaOAEP256) } == .undecryptable)
        #expect(failure { _ = try key.decrypted(value, .rsa15) } == .undecryptable)
    }

    @Test("RSAES-PKCS1-v1_5, example 15.1: the filler given, the value is the published one, and opens")
    func pkcs1() throws {
        let key = try key(
            Vectors.pkcs1KeyModulus, Vectors.pkcs1KeyPrivateExponent, Vectors.pkcs1KeyP, Vectors.pkcs1KeyQ)
        let (message, value) = (bytes(Vectors.pkcs1Message), bytes(Vectors.pkcs1Value))
        let encoded = try RSAPadding.pkcs1(
            message, filler: { Array(bytes(Vectors.pkcs1Seed).prefix($0)) }, length: 256)
        #expect(key.publicly(encoded) == value)
        #expect(try key.decrypted(value, .rsa15) == message)
    }

    @Test(
        "RSASSA-PKCS1-v1_5 of NIST: what the public exponent makes of the signature is our padding",
        arguments: [
            (Vectors.nistMessage256, Vectors.nistSignature256, SignatureAlgorithm.rs256),
            (Vectors.nistMessage384, Vectors.nistSignature384, .rs384),
            (Vectors.nistMessage512, Vectors.nistSignature512, .rs512),
        ])
    func pkcs1Signature(_ message: String, _ signature: String, _ algorithm: SignatureAlgorithm) throws {
        let n = BigUInt(bytes: bytes(Vectors.nistModulus))
        let opened = BigUInt(bytes: bytes(signature)).power(0x1001, modulus: n)
        let digest = algorithm.hash.digest(bytes(message))
        #expect(
            opened.bytes(count: 256)
                == RSAPadding.pkcs1Signature(of: digest, algorithm.hash, length: 256))
    }

    @Test("numbers that do not make a key are refused, whichever of them is wrong")
    func notAKey() throws {
        let (n, d) = (bytes(Vectors.oaepKeyModulus), bytes(Vectors.oaepKeyPrivateExponent))
        let (p, q) = (bytes(Vectors.oaepKeyP), bytes(Vectors.oaepKeyQ))
        func refusal(n: [UInt8], e: [UInt8] = [1, 0, 1], d: [UInt8], p: [UInt8], q: [UInt8]) -> Bool {
            let found = failure {
                _ = try RSAKey(modulus: n, publicExponent: e, privateExponent: d, p: p, q: q)
            }
            if case .notAKey? = found { return true }
            return false
        }
        #expect(!refusal(n: n, d: d, p: p, q: q))
        #expect(!refusal(n: [0] + n, d: [0] + d, p: q, q: p))
        #expect(refusal(n: n, d: p, p: p, q: q))
        #expect(refusal(n: n, d: d, p: p, q: p))
        #expect(refusal(n: n, e: [1, 0, 0], d: d, p: p, q: q))
        #expect(refusal(n: n, e: [3], d: d, p: p, q: q))
        #expect(refusal(n: p, d: d, p: p, q: q))
        #expect(refusal(n: [], d: d, p: p, q: q))
        #expect(refusal(n: n, d: d, p: [1], q: n))
        #expect(refusal(n: n, d: d, p: [], q: []))
        #expect(refusal(n: n + n, d: d, p: n, q: n))
        // n in one piece, and d to fit: no two primes, and the bare operation shows it.
        let composite = BigUInt(bytes: p) * 3
        let other = BigUInt(bytes: q) * 5
        if let inverse = BigUInt(65537).inverse((composite - 1) * (other - 1)) {
            #expect(
                refusal(
                    n: (composite * other).bytes, d: inverse.bytes, p: composite.bytes, q: other.bytes))
        }
    }
}
