import BigInt
import Testing

@testable import TestKeys

@Suite("Test keys") struct TestKeyTests {
    @Test(
        "a name always stands for the same key, and another name for another", arguments: [2048, 3072, 4096])
    func rsa(_ bits: Int) {
        let key = RSAKey(testKeyNamed: "https://a.vault.azure.net/keys/k/1", bits: bits)
        #expect(key.bits == bits && key.modulus.count == bits / 8)
        #expect(key.publicExponent == [1, 0, 1])
        #expect(key.modulus == RSAKey(testKeyNamed: "https://a.vault.azure.net/keys/k/1", bits: bits).modulus)
        let others = Set((0..<50).map { RSAKey(testKeyNamed: "\($0)", bits: bits).modulus })
        #expect(others.count == 50)
    }

    @Test(
        "the pool is what it was: reckoned apart, in Python, a modulus begins with the same digits",
        arguments: [
            (2048, "c260637026bbc70553631debdae3aa83"), (3072, "cc227c984425b4d2bfd483cda6874e42"),
            (4096, "a8f15d3ddf36c22fd00bb59d7bc41f78"),
        ])
    func pool(_ bits: Int, _ digits: String) {
        #expect(RSAKey(testKeyNamed: "one", bits: bits).modulus.starts(with: bytes(digits)))
    }

    @Test("keys of each curve lie on it, differ by name and do not change")
    func elliptic() {
        for curve in Curve.allCases {
            let key = EllipticKey(testKeyNamed: "one", curve: curve)
            #expect(key.x.count == curve.length && key.y.count == curve.length)
            #expect(key.x == EllipticKey(testKeyNamed: "one", curve: curve).x)
            #expect(key.x != EllipticKey(testKeyNamed: "two", curve: curve).x)
        }
        let fixed = EllipticKey(testKeyNamed: "one", curve: .p256)
        #expect(BigUInt(bytes: fixed.x) == BigUInt(bytes: bytes(Self.xOfOne)))
    }
    /// Reckoned apart, in Python. Were it another, so would every key of every world be.
    private static let xOfOne = "e0215effce51e0f942d57a948914028d122c223799e2dc62c2947327defc50c0"

    @Test("what one draws is named by key, algorithm and value, and by nothing else")
    func reproducible() throws {
        let key = TestKey.rsa(RSAKey(testKeyNamed: "r", bits: 2048))
        let digest = Hash.sha256.digest([1])
        for algorithm in key.encryptionAlgorithms(forKeys: true) {
            let once = try key.encrypted([1, 2], algorithm, drawing: "k")
            #expect(try key.encrypted([1, 2], algorithm, drawing: "k") == once)
            #expect(try key.encrypted([1, 2], algorithm, drawing: "l") != once)
            #expect(try key.decrypted(once.value, algorithm) == [1, 2])
        }
        let signed = try key.signature(of: digest, .ps256, drawing: "k")
        #expect(try key.signature(of: digest, .ps256, drawing: "k") == signed)
        #expect(try key.signature(of: digest, .ps256, drawing: "l") != signed)
    }

    @Test("every signature algorithm signs with its key, and no other key verifies it")
    func signatures() throws {
        let keys: [TestKey] =
            [.rsa(RSAKey(testKeyNamed: "r", bits: 2048))]
            + Curve.allCases.map { .elliptic(EllipticKey(testKeyNamed: "e", curve: $0)) }
        var used = 0
        for key in keys {
            for algorithm in key.signatureAlgorithms {
                used += 1
                let digest = algorithm.hash.digest([1, 2, 3])
                let signature = try key.signature(of: digest, algorithm, drawing: "k")
                #expect(try key.isSignature(signature, of: digest, algorithm))
                var changed = signature
                changed[7] ^= 1
                #expect(try !key.isSignature(changed, of: digest, algorithm))
                #expect(try !key.isSignature([], of: digest, algorithm))
                guard
                    case .length(.digest, _)? = failure({
                        _ = try key.signature(of: [1], algorithm, drawing: "k")
                    })
                else {
                    Issue.record("\(algorithm) signs a digest of one byte")
                    continue
                }
            }
        }
        #expect(used == SignatureAlgorithm.allCases.count)
        #expect(
            failure { _ = try keys[0].signature(of: Hash.sha256.digest([]), .es256, drawing: "") }
                == .algorithm)
        #expect(
            failure { _ = try keys[1].signature(of: Hash.sha256.digest([]), .rs256, drawing: "") }
                == .algorithm)
    }

    @Test(
        "symmetric keys take the algorithms of their size, and open what they made",
        arguments: [128, 192, 256])
    func symmetric(_ bits: Int) throws {
        let key = TestKey.symmetric(AESKey(testKeyNamed: "s", bits: bits))
        #expect(key.encryptionAlgorithms(forKeys: true).map(\.rawValue) == ["A\(bits)KW"])
        #expect(key.encryptionAlgorithms(forKeys: false).count == 3)
        let value = [UInt8](repeating: 9, count: 32)
        for algorithm in EncryptionAlgorithm.allCases {
            let isOurs = algorithm.keyBits == bits
            let iv: [UInt8]? =
                algorithm.mode == .chained || algorithm.mode == .chainedAndPadded
                ? [UInt8](repeating: 1, count: 16) : nil
            let given = TestKey.Parameters(iv: iv, aad: [5])
            guard isOurs else {
                #expect(
                    failure { _ = try key.encrypted(value, algorithm, given, drawing: "k") } == .algorithm)
                #expect(failure { _ = try key.decrypted(value, algorithm, given) } == .algorithm)
                continue
            }
            let made = try key.encrypted(value, algorithm, given, drawing: "k")
            let opened = try key.decrypted(
                made.value, algorithm, TestKey.Parameters(iv: made.iv, tag: made.tag, aad: made.aad))
            #expect(opened == value)
            #expect((made.tag != nil) == (algorithm.mode == .galois))
        }
    }

    @Test("values that do not fit an RSA key are named, and what it did not make does not open")
    func unfit() throws {
        let key = TestKey.rsa(RSAKey(testKeyNamed: "r", bits: 2048))
        for (algorithm, room) in [(EncryptionAlgorithm.rsaOAEP, 214), (.rsaOAEP256, 190), (.rsa15, 245)] {
            let most = [UInt8](repeating: 0, count: room)
            #expect(try key.decrypted(key.encrypted(most, algorithm, drawing: "").value, algorithm) == most)
            #expect(try key.decrypted(key.encrypted([], algorithm, drawing: "").value, algorithm) == [])
            guard
                case .length(.value, "at most \(room) bytes")? = failure({
                    _ = try key.encrypted(most + [0], algorithm, drawing: "")
                })
            else {
                Issue.record("\(algorithm) takes more than it has room for")
                continue
            }
            #expect(
                failure { _ = try key.decrypted([1, 2], algorithm) }
                    == .length(of: .value, expected: "256 bytes"))
            for filler in [UInt8(0), 1, 0xFF] {
                let value = [UInt8](repeating: filler, count: 256)
                #expect(failure { _ = try key.decrypted(value, algorithm) } == .undecryptable)
            }
            let other = TestKey.rsa(RSAKey(testKeyNamed: "q", bits: 2048))
            let value = try other.encrypted([1], algorithm, drawing: "").value
            #expect(failure { _ = try key.decrypted(value, algorithm) } == .undecryptable)
        }
    }
}
