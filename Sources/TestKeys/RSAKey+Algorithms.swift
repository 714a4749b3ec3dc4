extension RSAKey {
    /// - Parameter name: what the padding is drawn from, beside the value: the same gives the same bytes
    func encrypted(
        _ value: [UInt8], _ algorithm: EncryptionAlgorithm, drawing name: String
    ) throws(KeyFailure) -> [UInt8] {
        var draws = KeyedBytes("\(name)/\(algorithm.rawValue)/\(Hash.sha256.digest(value))")
        let encoded =
            switch algorithm {
            case .rsaOAEP: try RSAPadding.oaep(value, .sha1, seed: draws.next(20), length: length)
            case .rsaOAEP256: try RSAPadding.oaep(value, .sha256, seed: draws.next(32), length: length)
            case .rsa15: try RSAPadding.pkcs1(value, filler: { draws.next($0) }, length: length)
            default: throw KeyFailure.algorithm
            }
        guard let result = publicly(encoded) else { preconditionFailure("what is padded is below n") }
        return result
    }

    func decrypted(_ value: [UInt8], _ algorithm: EncryptionAlgorithm) throws(KeyFailure) -> [UInt8] {
        guard algorithm.mode == .rsa else { throw .algorithm }
        guard value.count == length else { throw .length(of: .value, expected: "\(length) bytes") }
        let encoded = try privately(value)
        return switch algorithm {
        case .rsaOAEP: try RSAPadding.withoutOAEP(encoded, .sha1)
        case .rsaOAEP256: try RSAPadding.withoutOAEP(encoded, .sha256)
        default: try RSAPadding.withoutPKCS1(encoded)
        }
    }

    /// - Parameter name: what the salt of PSS is drawn from, beside the digest
    func signature(
        of digest: [UInt8], _ algorithm: SignatureAlgorithm, drawing name: String
    ) throws(KeyFailure) -> [UInt8] {
        try require(digest, algorithm)
        let hash = algorithm.hash
        guard algorithm.isPSS else {
            return try privately(RSAPadding.pkcs1Signature(of: digest, hash, length: length))
        }
        // 1,024 bits are too few for PS512 and its salt.
        guard length >= 2 * hash.length + 2 else { throw .algorithm }
        let salt = KeyedBytes.bytes(of: "\(name)/\(algorithm.rawValue)/\(digest)", count: hash.length)
        return try privately(RSAPadding.pss(of: digest, hash, salt: salt, length: length))
    }

    func isSignature(
        _ signature: [UInt8], of digest: [UInt8], _ algorithm: SignatureAlgorithm
    ) throws(KeyFailure) -> Bool {
        try require(digest, algorithm)
        guard let encoded = publicly(signature) else { return false }
        return algorithm.isPSS
            ? RSAPadding.isPSS(encoded, of: digest, algorithm.hash)
            : encoded == RSAPadding.pkcs1Signature(of: digest, algorithm.hash, length: length)
    }

    private func require(_ digest: [UInt8], _ algorithm: SignatureAlgorithm) throws(KeyFailure) {
        guard algorithm.curve == nil else { throw .algorithm }
        guard digest.count == algorithm.hash.length else {
            throw .length(of: .digest, expected: "\(algorithm.hash.length) bytes")
        }
    }
}
