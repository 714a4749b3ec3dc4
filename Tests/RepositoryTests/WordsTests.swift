import Testing

/// Words that are not said here, and those that are: the glossary's last column, as far as text can tell.
struct BannedWord: Sendable {
    let word: String
    let instead: String

    static let all: [BannedWord] = [
        BannedWord("fake time", "virtual time"), BannedWord("mock time", "virtual time"),
        BannedWord("BYOK", "customer-managed key"), BannedWord("service account", "managed identity"),
        BannedWord("master key", "key encryption key"), BannedWord("time travel", "advance, fork or replay"),
        BannedWord("event queue", "agenda"), BannedWord("honour", "honor"), BannedWord("colour", "color"),
        BannedWord("behaviour", "behavior"), BannedWord("serialise", "serialize"),
        BannedWord("initialise", "initialize"), BannedWord("whitelist", "allow list"),
        BannedWord("blacklist", "deny list"), BannedWord("TO" + "DO", "an issue, or do it"),
        BannedWord("FIX" + "ME", "an issue, or fix it"), BannedWord("XX" + "X", "a word"),
        BannedWord("HA" + "CK", "say why it has to be so"),
    ]

    init(_ word: String, _ instead: String) {
        self.word = word
        self.instead = instead
    }

    static func findings(in file: SourceFile) -> [String] {
        let present = all.filter { $0.occurs(in: file.text[...]) }
        guard !present.isEmpty else { return [] }
        return file.lines.enumerated().flatMap { number, line in
            present.filter { $0.occurs(in: line) }.map {
                "\(file.path):\(number + 1): not '\($0.word)': say '\($0.instead)'"
            }
        }
    }

    /// Capitals are looked for as they are, so that a name with the same letters is not taken for the word.
    private func occurs(in line: Substring) -> Bool {
        if word.allSatisfy(\.isUppercase) {
            return line.split { !$0.isLetter }.contains { $0 == word }
        }
        return line.lowercased().contains(word)
    }
}

@Suite("Words") struct WordsTests {
    @Test("that are not said here occur nowhere", arguments: ["Sources", "Tests"])
    func banned(folder: String) {
        // This file has to name them.
        let files = Repository.swiftFiles(in: folder).filter { $0.name != "WordsTests.swift" }
        #expect(files.flatMap(BannedWord.findings) == [])
    }

    @Test("are found in code and comments alike", arguments: BannedWord.all.map(\.word))
    func found(word: String) {
        let file = SourceFile(path: "Sample.swift", text: "// a \(word) b\nlet a = 1")
        #expect(BannedWord.findings(in: file).count == 1)
    }

    @Test("nothing is named after what it is for lack of a better word")
    func fileNames() {
        let empty = ["Utils", "Utilities", "Helpers", "Helper", "Manager", "Common", "Misc"]
        let files = (Repository.sources + Repository.tests).map(\.name)
        #expect(files.filter { name in empty.contains { name.hasSuffix("\($0).swift") } } == [])
    }
}
