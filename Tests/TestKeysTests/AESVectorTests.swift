import Testing

@testable import TestKeys

@Suite("AES against published vectors") struct AESVectorTests {
    /// RFC 3394, 4.1 and 4.6; NIST CAVP, KW_AE_192 and KW_AE_256, the first of 128 and of 256 bits.
    @Test(
        "AES key wrap",
        arguments: [
            (
                "000102030405060708090A0B0C0D0E0F", "00112233445566778899AABBCCDDEEFF",
                "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5"
            ),
            (
                "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
                "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F",
                "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"
            ),
            (
                "a6a3f6d509811859238fc569b5664605f7a73c475a691a8f", "8484e414b091f8a9f72cfd13087ddec1",
                "57d7a4b4e85ffdcb7788b9b666cb63303dd2c5d0f11b1bbb"
            ),
            (
                "8b54e6bc3d20e823d96343dc776c0db10c51708ceecc9a38a14beb4ca5b8b221",
                "d6192635c620dee3054e0963396b260af5c6f02695a5205f159541b4bc584bac",
                "b13eeb7619fab818f1519266516ceb82abc0e699a7153cf26edcb8aeb879f4c011da906841fc5956"
            ),
        ])
    func wrap(_ key: String, _ value: String, _ wrapped: String) throws {
        let key = try AESKey(bytes: bytes(key))
        #expect(try key.wrapped(bytes(value)) == bytes(wrapped))
        #expect(try key.unwrapped(bytes(wrapped)) == bytes(value))
        var changed = bytes(wrapped)
        changed[3] ^= 1
        #expect(failure { _ = try key.unwrapped(changed) } == .undecryptable)
    }

    /// NIST CAVP, gcmEncryptExtIV128, 192 and 256: nonces of 96 bits, value, data and tag of 128, the first.
    @Test(
        "AES-GCM",
        arguments: [
            [
                "c939cc13397c1d37de6ae0e1cb7c423c", "b3d8cc017cbb89b39e0f67e2",
                "c3b3c41f113a31b73d9a5cd432103069", "24825602bd12a984e0092d3e448eda5f",
                "93fe7d9e9bfd10348a5606e5cafa7354", "0032a1dc85f1c9786925a2e71d8272dd",
            ],
            [
                "6f44f52c2f62dae4e8684bd2bc7d16ee7c557330305a790d", "9ae35825d7c7edc9a39a0732",
                "37222d30895eb95884bbbbaee4d9cae1", "1b4236b846fc2a0f782881ba48a067e9",
                "a54b5da33fc1196a8ef31a5321bfcaeb", "1c198086450ae1834dd6c2636796bce2",
            ],
            [
                "92e11dcdaa866f5ce790fd24501f92509aacf4cb8b1339d50c9c1240935dd08b",
                "ac93a1a6145299bde902f21a", "2d71bcfa914e4ac045b2aa60955fad24",
                "1e0889016f67601c8ebea4943bc23ad6", "8995ae2e6df3dbf96fac7b7137bae67f",
                "eca5aa77d51d4a0a14d9c51e1da474ab",
            ],
        ])
    func galois(_ vector: [String]) throws {
        let (key, parts) = (try AESKey(bytes: bytes(vector[0])), vector.map(bytes))
        let sealed = try key.sealed(parts[2], nonce: parts[1], authenticating: parts[3])
        #expect(sealed.value == parts[4] && sealed.tag == parts[5])
        let opened = try key.opened(parts[4], nonce: parts[1], tag: parts[5], authenticating: parts[3])
        #expect(opened == parts[2])
        #expect(failure { _ = try key.opened(parts[4], nonce: parts[1], tag: parts[5]) } == .undecryptable)
    }

    /// NIST CAVP, CBCMMT128, 192 and 256, COUNT = 1.
    @Test(
        "AES-CBC, with padding and without",
        arguments: [
            [
                "0700d603a1c514e46b6191ba430a3a0c", "aad1583cd91365e3bb2f0c3430d065bb",
                "068b25c7bfb1f8bdd4cfc908f69dffc5ddc726a197f0e5f720f730393279be91",
                "c4dc61d9725967a3020104a9738f23868527ce839aab1752fd8bdb95a82c4d00",
            ],
            [
                "eab3b19c581aa873e1981c83ab8d83bbf8025111fb2e6b21", "f3d6667e8d4d791e60f7505ba383eb05",
                "9d4e4cccd1682321856df069e3f1c6fa391a083a9fb02d59db74c14081b3acc4",
                "51d44779f90d40a80048276c035cb49ca2a47bcb9b9cf7270b9144793787d53f",
            ],
            [
                "dce26c6b4cfb286510da4eecd2cffe6cdf430f33db9b5f77b460679bd49d13ae",
                "fdeaa134c8d7379d457175fd1a57d3fc",
                "50e9eee1ac528009e8cbcd356975881f957254b13f91d7c6662d10312052eb00",
                "2fa0df722a9fd3b64cb18fb2b3db55ff2267422757289413f8f657507412a64c",
            ],
        ])
    func chained(_ vector: [String]) throws {
        let (key, parts) = (try AESKey(bytes: bytes(vector[0])), vector.map(bytes))
        #expect(try key.chained(parts[2], iv: parts[1], isPadded: false) == parts[3])
        #expect(try key.unchained(parts[3], iv: parts[1], isPadded: false) == parts[2])
        let padded = try key.chained([1, 2, 3], iv: parts[1], isPadded: true)
        #expect(padded.count == 16)
        #expect(try key.unchained(padded, iv: parts[1], isPadded: true) == [1, 2, 3])
        #expect(failure { _ = try key.unchained(parts[3], iv: parts[1], isPadded: true) } == .undecryptable)
    }

    @Test("lengths that an algorithm does not take are named")
    func lengths() throws {
        let key = AESKey(testKeyNamed: "k", bits: 128)
        let block = [UInt8](repeating: 0, count: 16)
        for (attempt, input) in [
            ({ _ = try key.wrapped([1, 2, 3]) }, KeyFailure.Input.value),
            ({ _ = try key.wrapped([UInt8](repeating: 0, count: 8)) }, .value),
            ({ _ = try key.unwrapped(block) }, .value),
            ({ _ = try key.sealed(block, nonce: [1]) }, .iv),
            ({ _ = try key.opened(block, nonce: Array(block.prefix(12)), tag: [1]) }, .tag),
            ({ _ = try key.chained([1], iv: block, isPadded: false) }, .value),
            ({ _ = try key.chained([], iv: block, isPadded: false) }, .value),
            ({ _ = try key.chained([1], iv: [], isPadded: true) }, .iv),
            ({ _ = try key.unchained([1], iv: block, isPadded: true) }, .value),
        ] as [(() throws -> Void, KeyFailure.Input)] {
            guard case .length(input, _)? = failure(attempt) else {
                Issue.record("\(input)")
                continue
            }
        }
        #expect(failure { _ = try AESKey(bytes: [1]) } != nil)
    }
}
