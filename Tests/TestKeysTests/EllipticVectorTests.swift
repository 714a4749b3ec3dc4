import BigInt
import Crypto
import Foundation
import Testing

@testable import TestKeys

@Suite("Elliptic curves against published vectors") struct EllipticVectorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let curve: Curve
        let scalar: String
        let message: String
        let r: String
        let s: String
        var testDescription: String { "\(curve.rawValue) \(message)" }
    }

    /// RFC 6979, A.2.5 to A.2.7; for P-256K the vector that its signers share, whose s is the lesser of two.
    static let cases = [
        Case(
            curve: .p256, scalar: "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
            message: "sample", r: "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
            s: "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"),
        Case(
            curve: .p256, scalar: "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
            message: "test", r: "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367",
            s: "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"),
        Case(
            curve: .p384,
            scalar: "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D8"
                + "96D5724E4C70A825F872C9EA60D2EDF5",
            message: "sample",
            r: "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C"
                + "81A648152E44ACF96E36DD1E80FABE46",
            s: "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94F"
                + "A329C145786E679E7B82C71A38628AC8"),
        Case(
            curve: .p521,
            scalar: "00FAD06DAA62BA3B25D2FB40133DA757205DE67F5BB0018FEE8C86E1B68C7E75"
                + "CAA896EB32F1F47C70855836A6D16FCC1466F6D8FBEC67DB89EC0C08B0E996B83538",
            message: "sample",
            r: "00C328FAFCBD79DD77850370C46325D987CB525569FB63C5D3BC53950E6D4C5F"
                + "174E25A1EE9017B5D450606ADD152B534931D7D4E8455CC91F9B15BF05EC36E377FA",
            s: "00617CCE7CF5064806C467F678D3B4080D6F1CC50AF26CA209417308281B68AF"
                + "282623EAA63E5B5C0723D8B8C37FF0777B1A20F8CCB1DCCC43997F1EE0E44DA4A67A"),
        Case(
            curve: .p256K, scalar: "0000000000000000000000000000000000000000000000000000000000000001",
            message: "Satoshi Nakamoto",
            r: "934B1EA10A4B3C1757E2B0C017D0B6143CE3C9A7E6A4A49860D7A6AB210EE3D8",
            s: "2442CE9D2B916064108014783E923EC36B49743E2FFA1C4496F01A512AAFD9E5"),
    ]

    @Test("the nonce, and with it the signature, is that of RFC 6979", arguments: cases)
    func signature(_ vector: Case) throws {
        let curve = vector.curve
        let point = try #require(curve.point(times: bytes(vector.scalar)))
        let key = try EllipticKey(
            curve: curve, x: Array(point.prefix(curve.length)), y: Array(point.suffix(curve.length)),
            scalar: bytes(vector.scalar))
        let digest = curve.hash.digest(Array(vector.message.utf8))
        let signature = try key.signature(of: digest)
        #expect(Array(signature.prefix(curve.length)) == bytes(vector.r))
        let s = BigUInt(bytes: Array(signature.suffix(curve.length)))
        let published = BigUInt(bytes: bytes(vector.s))
        #expect(s == published || curve == .p256K && s == curve.order - published)

        #expect(try key.isSignature(signature, of: digest))
        #expect(try !key.isSignature(signature, of: curve.hash.digest([1])))
        #expect(try !key.isSignature(signature.reversed(), of: digest))
        #expect(try !key.isSignature(Array(signature.dropLast()), of: digest))
        #expect(try !key.isSignature([UInt8](repeating: 0, count: signature.count), of: digest))
    }

    @Test("P-256K verifies what others signed, and has the generator's multiples of SEC 2")
    func secp256k1() throws {
        let point = bytes(Vectors.k256X) + bytes(Vectors.k256Y)
        #expect(Curve.p256K.point(times: bytes(Vectors.k256Scalar)) == point)
        let signature = bytes(Vectors.k256R) + bytes(Vectors.k256S)
        let digest = Hash.sha256.digest(bytes(Vectors.k256Message))
        #expect(Curve.p256K.isSignature(signature, of: digest, under: point))
        #expect(!Curve.p256K.isSignature(signature, of: Hash.sha256.digest([]), under: point))
        #expect(!Curve.p256K.isSignature(signature, of: digest, under: Array(point.reversed())))
        #expect(!Curve.p256K.isSignature(signature, of: digest, under: []))

        let one = [UInt8](repeating: 0, count: 31) + [1]
        let generator = try #require(Curve.p256K.point(times: one))
        let two = try #require(Curve.p256K.point(times: [UInt8](repeating: 0, count: 31) + [2]))
        #expect(two.starts(with: bytes("C6047F9441ED7D6D3045406E95C07CD85C778E4B8CEF3CA7ABAC09B95C709EE5")))
        // The order less one times the generator is the generator mirrored.
        let last = try #require(Curve.p256K.point(times: (Curve.p256K.order - 1).bytes))
        #expect(last.prefix(32) == generator.prefix(32) && last.suffix(32) != generator.suffix(32))
        #expect(Curve.p256K.point(times: Curve.p256K.order.bytes) == nil)
        #expect(Curve.p256K.point(times: [UInt8](repeating: 0, count: 32)) == nil)
    }

    @Test("the fields agree with long division, at their edges too")
    func fields() throws {
        for field in [ShortCurve.p256K.field, ShortCurve.p384.field, ShortCurve.p521.field] {
            let p = field.modulus
            var draws = KeyedBytes("field")
            var samples = [BigUInt(0), 1, 2, p - 1, p - 2, p >> 1, BigUInt(1) << (p.bitWidth - 1)]
            for _ in 0..<8 { samples.append(BigUInt(bytes: draws.next(66)) % p) }
            for left in samples {
                let a = try #require(field.element(left))
                #expect(field.number(a) == left)
                for right in samples {
                    let b = try #require(field.element(right))
                    #expect(field.number(field.sum(a, b)) == (left + right) % p)
                    #expect(field.number(field.difference(a, b)) == (left + p - right) % p)
                    #expect(field.number(field.product(a, b)) == left * right % p)
                }
            }
            let some = try samples.dropFirst().map { try #require(field.element($0)) }
            #expect(zip(some, field.inverses(some)).allSatisfy { field.product($0, $1) == field.one })
            #expect(field.element(p) == nil)
        }
    }

    @Test("multiples of the generators of P-384 and P-521 are those of swift-crypto")
    func multiples() throws {
        var draws = KeyedBytes("multiples")
        for curve in [Curve.p384, .p521] {
            let drawn = (0..<6).map { _ in BigUInt(bytes: draws.next(curve.length)) % curve.order }
            // Where digits are the greatest and the least, and where they carry.
            let small: [UInt] = [1, 2, 63, 64, 65, 127, 128, 129, 8_192, 8_256, 8_257]
            let numbers = small.map { BigUInt($0) } + [curve.order - 1, curve.order - 2] + drawn
            for number in numbers {
                let scalar = try #require(number.bytes(count: curve.length))
                let theirs =
                    curve == .p384
                    ? try P384.Signing.PrivateKey(rawRepresentation: scalar).publicKey.rawRepresentation
                    : try P521.Signing.PrivateKey(rawRepresentation: scalar).publicKey.rawRepresentation
                #expect(curve.point(times: scalar) == Array(theirs), "\(curve) \(number)")
            }
            #expect(curve.point(times: [UInt8](repeating: 0, count: curve.length)) == nil)
            #expect(curve.point(times: curve.order.bytes) == nil)
            #expect(curve.point(times: [1]) == nil)
        }
    }

    @Test("a point that is not d's, and a d that is none, are no key")
    func notAKey() throws {
        let d = bytes(Self.cases[0].scalar)
        let point = try #require(Curve.p256.point(times: d))
        let (x, y) = (Array(point.prefix(32)), Array(point.suffix(32)))
        #expect(failure { _ = try EllipticKey(curve: .p256, x: x, y: y, scalar: d) } == nil)
        for (x, y, d) in [(x, x, d), (y, y, d), (x, y, [1]), (x, y, []), (x, y, [1] + d)] {
            guard case .notAKey? = failure({ _ = try EllipticKey(curve: .p256, x: x, y: y, scalar: d) })
            else {
                Issue.record("\(x.count) \(y.count) \(d.count)")
                continue
            }
        }
        #expect(failure { _ = try EllipticKey(curve: .p384, x: x, y: y, scalar: d) } != nil)
    }
}
