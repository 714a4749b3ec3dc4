/// What RSA wraps a message in (RFC 8017). `length` is that of the modulus, in bytes.
enum RSAPadding {
    // MARK: Encryption

    /// EME-OAEP (7.1.1), with an empty label.
    static func oaep(_ message: [UInt8], _ hash: Hash, seed: [UInt8], length: Int) throws(KeyFailure)
        -> [UInt8]
    {
        let room = length - 2 * hash.length - 2
        guard message.count <= room else { throw .length(of: .value, expected: "at most \(room) bytes") }
        let padding = [UInt8](repeating: 0, count: room - message.count)
        let block = hash.digest([]) + padding + [1] + message
        let maskedBlock = exclusiveOr(block, hash.mask(of: seed, count: block.count))
        let maskedSeed = exclusiveOr(seed, hash.mask(of: maskedBlock, count: seed.count))
        return [0] + maskedSeed + maskedBlock
    }

    static func withoutOAEP(_ encoded: [UInt8], _ hash: Hash) throws(KeyFailure) -> [UInt8] {
        guard encoded.count >= 2 * hash.length + 2, encoded[0] == 0 else { throw .undecryptable }
        let maskedBlock = Array(encoded[(1 + hash.length)...])
        let maskedSeed = Array(encoded[1...hash.length])
        let seed = exclusiveOr(maskedSeed, hash.mask(of: maskedBlock, count: hash.length))
        let block = exclusiveOr(maskedBlock, hash.mask(of: seed, count: maskedBlock.count))
        let message = block[hash.length...].drop { $0 == 0 }
        guard Array(block.prefix(hash.length)) == hash.digest([]), message.first == 1 else {
            throw .undecryptable
        }
        return Array(message.dropFirst())
    }

    /// EME-PKCS1-v1_5 (7.2.1); `filler` is as long as what is to be filled, and its zeros become ones.
    static func pkcs1(_ message: [UInt8], filler: (Int) -> [UInt8], length: Int) throws(KeyFailure) -> [UInt8]
    {
        let room = length - 11
        guard message.count <= room else { throw .length(of: .value, expected: "at most \(room) bytes") }
        return [0, 2] + filler(length - 3 - message.count).map { max($0, 1) } + [0] + message
    }

    static func withoutPKCS1(_ encoded: [UInt8]) throws(KeyFailure) -> [UInt8] {
        guard encoded.starts(with: [0, 2]), let end = encoded[2...].firstIndex(of: 0), end >= 10 else {
            throw .undecryptable
        }
        return Array(encoded[(end + 1)...])
    }

    // MARK: Signatures

    /// EMSA-PKCS1-v1_5 (9.2).
    static func pkcs1Signature(of digest: [UInt8], _ hash: Hash, length: Int) -> [UInt8] {
        let tail = hash.digestInfo + digest
        return [0, 1] + [UInt8](repeating: 0xFF, count: length - 3 - tail.count) + [0] + tail
    }

    /// EMSA-PSS (9.1.1) with a salt as long as the digest, for a modulus of whole bytes.
    static func pss(of digest: [UInt8], _ hash: Hash, salt: [UInt8], length: Int) -> [UInt8] {
        let tail = hash.digest([UInt8](repeating: 0, count: 8) + digest + salt)
        let padding = [UInt8](repeating: 0, count: length - salt.count - tail.count - 2)
        let block = padding + [1] + salt
        var masked = exclusiveOr(block, hash.mask(of: tail, count: block.count))
        masked[0] &= 0x7F
        return masked + tail + [0xBC]
    }

    /// EMSA-PSS-VERIFY (9.1.2).
    static func isPSS(_ encoded: [UInt8], of digest: [UInt8], _ hash: Hash) -> Bool {
        guard encoded.count >= 2 * hash.length + 2, encoded.last == 0xBC, encoded[0] & 0x80 == 0 else {
            return false
        }
        let masked = Array(encoded.dropLast(hash.length + 1))
        let tail = Array(encoded.dropLast().suffix(hash.length))
        var block = exclusiveOr(masked, hash.mask(of: tail, count: masked.count))
        block[0] &= 0x7F
        let salt = Array(block.suffix(hash.length))
        let before = block.dropLast(hash.length)
        guard before.last == 1, before.dropLast().allSatisfy({ $0 == 0 }) else { return false }
        return hash.digest([UInt8](repeating: 0, count: 8) + digest + salt) == tail
    }
}
