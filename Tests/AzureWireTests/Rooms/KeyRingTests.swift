import TestKeys
import Testing

@testable import AzureWire

@Suite("The ring of keys") struct KeyRingTests {
    private func symmetric(_ name: String) -> TestKey { .symmetric(AESKey(testKeyNamed: name, bits: 128)) }

    @Test("a key is made once while it is used, and no more are kept than there is room for")
    func bounded() {
        let ring = KeyRing(capacity: 10)
        var made: [String] = []
        func ask(_ name: String) {
            _ = ring.key(name) { () -> TestKey in
                made.append(name)
                return symmetric(name)
            }
        }
        for number in 0..<1_000 {
            ask("used")
            ask("\(number)")
            #expect(ring.count <= 20)
        }
        #expect(made.count { $0 == "used" } == 1)
        #expect(made.count == 1_001)
        ask("0")
        #expect(made.last == "0")
    }

    @Test("a key that cannot be made is no key, and is asked for again")
    func failing() {
        let ring = KeyRing(capacity: 2)
        for _ in 0..<2 {
            #expect(throws: KeyFailure.algorithm) {
                _ = try ring.key("k") { () throws(KeyFailure) -> TestKey in throw KeyFailure.algorithm }
            }
        }
        #expect(ring.count == 0)
    }
}
