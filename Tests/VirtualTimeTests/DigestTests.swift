import Testing
import VirtualTime

struct DigestTests {
    @Test(
        "SHA-256 gives the published digests",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                    + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ])
    func vectors(text: String, hex: String) {
        #expect(Digest.sha256(text).hex == hex)
    }

    @Test("Every length around the block's edge has its own digest, and hex brings it back")
    func lengths() {
        var seen: Set<Digest> = []
        for length in 0...200 {
            let digest = Digest.sha256([UInt8](repeating: 0, count: length))
            #expect(Digest(hex: digest.hex.uppercased()) == digest)
            seen.insert(digest)
        }
        #expect(seen.count == 201)
    }

    @Test("A chain's digest is that of the one before and the new bytes together")
    func chain() {
        var chain = DigestChain()
        let first = chain.append(Array("one".utf8))
        #expect(first == Digest.sha256([UInt8](repeating: 0, count: 32) + Array("one".utf8)))
        let long = [UInt8](repeating: 7, count: 1_000)
        #expect(chain.append(long) == Digest.sha256(first.bytes + long))
        #expect(chain.current == Digest.sha256(first.bytes + long))
        var other = DigestChain(from: first)
        #expect(other.append(long) == chain.current)
    }

    @Test(
        "A digest reads only 64 hexadecimal digits", arguments: ["", "ab", String(repeating: "g", count: 64)])
    func hex(text: String) {
        #expect(Digest(hex: text) == nil)
    }

    @Test("A name's GUID has the form of version 8, is always the same, and is the namespace's own")
    func guid() {
        let id = NamedGUID.text("workspace-1", in: "tenants")
        #expect(id == "ff435156-3323-87fa-9fc7-f0995267da7e")
        #expect(
            NamedGUID.text("s", in: "tenantsworkspace-1") != NamedGUID.text("workspace-1s", in: "tenants"))
        for number in 0..<200 {
            let characters = Array(NamedGUID.text("\(number)", in: "x"))
            #expect(characters.count == 36 && characters[14] == "8" && "89ab".contains(characters[19]))
            #expect([8, 13, 18, 23].allSatisfy { characters[$0] == "-" })
        }
    }
}
