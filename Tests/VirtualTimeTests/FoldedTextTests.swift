import Testing
import VirtualTime

@Suite("Text and bytes, compared as Azure does") struct FoldedTextTests {
    @Test("the case of A to Z does not count, that of other letters does")
    func cases() {
        #expect("Contoso-KV".equalsIgnoringASCIICase("contoso-kv"))
        #expect(!"contoso-kv".equalsIgnoringASCIICase("contoso-k"))
        #expect(!"Ä".equalsIgnoringASCIICase("ä"))
        // The letters' neighbours differ by the same bit.
        #expect(!"@[".equalsIgnoringASCIICase("`{"))
    }

    @Test("bytes hold a part where the standard library says so")
    func parts() {
        let texts = ["", "a", "ab", "aab", "aaab", "x.localhost", ".localhost", "localhost", "..localhos"]
        for text in texts {
            for part in texts {
                #expect(
                    Array(text.utf8).holds(Array(part.utf8)) == Array(text.utf8).contains(Array(part.utf8)),
                    "\(part) in \(text)")
            }
        }
    }
}
