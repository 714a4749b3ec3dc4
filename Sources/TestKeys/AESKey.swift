import Crypto
import CryptoExtras
import Foundation

/// A symmetric key of 128, 192 or 256 bits.
public struct AESKey: Sendable {
    public let bits: Int
    private let key: SymmetricKey

    /// The test key that a name stands for.
    public init(testKeyNamed name: String, bits: Int) {
        self.bits = bits
        key = SymmetricKey(data: KeyedBytes.bytes(of: "\(name)/symmetric", count: bits / 8))
    }

    /// A key that was made elsewhere.
    public init(bytes: [UInt8]) throws(KeyFailure) {
        guard [16, 24, 32].contains(bytes.count) else { throw .notAKey("k is not of 16, 24 or 32 bytes") }
        bits = bytes.count * 8
        key = SymmetricKey(data: bytes)
    }

    // MARK: Wrapping (RFC 3394)

    func wrapped(_ value: [UInt8]) throws(KeyFailure) -> [UInt8] {
        guard value.count >= 16, value.count % 8 == 0 else {
            throw .length(of: .value, expected: "a multiple of 8 bytes, from 16 on")
        }
        return try made { Array(try AES.KeyWrap.wrap(SymmetricKey(data: value), using: key)) }
    }

    func unwrapped(_ value: [UInt8]) throws(KeyFailure) -> [UInt8] {
        guard value.count >= 24, value.count % 8 == 0 else {
            throw .length(of: .value, expected: "a multiple of 8 bytes, from 24 on")
        }
        return try made { try AES.KeyWrap.unwrap(value, using: key).withUnsafeBytes { Array($0) } }
    }

    // MARK: Galois/counter mode (NIST SP 800-38D), nonces of 12 bytes and tags of 16

    public func sealed(
        _ value: [UInt8], nonce: [UInt8], authenticating aad: [UInt8] = []
    ) throws(KeyFailure) -> (value: [UInt8], tag: [UInt8]) {
        guard nonce.count == 12 else { throw .length(of: .iv, expected: "12 bytes") }
        return try made {
            let box = try AES.GCM.seal(
                value, using: key, nonce: try AES.GCM.Nonce(data: nonce), authenticating: aad)
            return (Array(box.ciphertext), Array(box.tag))
        }
    }

    public func opened(
        _ value: [UInt8], nonce: [UInt8], tag: [UInt8], authenticating aad: [UInt8] = []
    ) throws(KeyFailure) -> [UInt8] {
        guard nonce.count == 12 else { throw .length(of: .iv, expected: "12 bytes") }
        guard tag.count == 16 else { throw .length(of: .tag, expected: "16 bytes") }
        return try made {
            let box = try AES.GCM.SealedBox(
                nonce: try AES.GCM.Nonce(data: nonce), ciphertext: value, tag: tag)
            return Array(try AES.GCM.open(box, using: key, authenticating: aad))
        }
    }

    // MARK: Cipher block chaining (NIST SP 800-38A), padded as PKCS #7 says or not at all

    func chained(_ value: [UInt8], iv: [UInt8], isPadded: Bool) throws(KeyFailure) -> [UInt8] {
        try requireBlocks(of: value, iv: iv, isWhole: !isPadded)
        return try made {
            Array(try AES._CBC.encrypt(value, using: key, iv: AES._CBC.IV(ivBytes: iv), noPadding: !isPadded))
        }
    }

    func unchained(_ value: [UInt8], iv: [UInt8], isPadded: Bool) throws(KeyFailure) -> [UInt8] {
        try requireBlocks(of: value, iv: iv, isWhole: true)
        return try made {
            Array(try AES._CBC.decrypt(value, using: key, iv: AES._CBC.IV(ivBytes: iv), noPadding: !isPadded))
        }
    }

    private func requireBlocks(of value: [UInt8], iv: [UInt8], isWhole: Bool) throws(KeyFailure) {
        guard iv.count == 16 else { throw .length(of: .iv, expected: "16 bytes") }
        guard !isWhole || !value.isEmpty && value.count % 16 == 0 else {
            throw .length(of: .value, expected: "a multiple of 16 bytes")
        }
    }

    /// swift-crypto says no more than that it did not come out.
    private func made<Result>(_ make: () throws -> Result) throws(KeyFailure) -> Result {
        do { return try make() } catch { throw .undecryptable }
    }
}
