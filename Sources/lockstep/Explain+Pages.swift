import ArgumentParser
import ScenarioKit
import VirtualTime

extension Explain {
    /// Whether a page of this name exists; it has then been printed.
    func explainPage(_ name: String) -> Bool {
        if let page = CodePage.find(name) {
            json ? Console.print(page.document) : explain(page)
        } else if let act = ActPage.find(name) {
            json ? Console.print(act.document) : explain(act)
        } else if let word = WordPage.find(name) {
            json ? Console.print(word.document) : explain(word)
        } else {
            return false
        }
        return true
    }

    private func explain(_ page: CodePage) {
        Console.print("\(Console.bold(page.code))  \(page.title)\n\n\(page.means)")
        Console.print("\nWrong:\n\n\(Self.indented(page.wrongText))\n\nLockstep says:\n")
        Console.print(Self.indented(page.message()))
        Console.print("\nRight:\n\n\(Self.indented(page.right))\n\nWhat to do:\n")
        for line in page.advice { Console.print("  - \(line)") }
    }

    private func explain(_ page: ActPage) {
        Console.print("\(Console.bold(page.word.name))  act\n\n\(page.calls)\n")
        for (label, text) in page.facts { Console.print("\(label.padding(to: 10))\(text)") }
        Console.print("\nExample:\n\n\(Self.indented(page.example))")
    }

    private func explain(_ page: WordPage) {
        Console.print("\(Console.bold(page.word))  \(page.title)\n\n\(page.means)")
        Console.print("\nExample:\n\n\(Self.indented(page.example))")
    }

    private static func indented(_ text: String) -> String {
        text.trimmingSuffix("\n").split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    }
}

extension CodePage {
    var document: Document {
        [
            "code": .string(code), "title": .string(title), "means": .string(means),
            "wrong": .string(wrongText), "message": .string(message()), "right": .string(right),
            "advice": .array(advice.map(Document.string)),
        ]
    }
}

extension ActPage {
    var document: Document {
        [
            "act": .string(word.name), "calls": .string(calls),
            "targets": .array(word.targets.map(Document.string)),
            "arguments": .array(word.arguments.map(Document.string)), "example": .string(example),
        ]
    }
}

extension WordPage {
    var document: Document {
        [
            "word": .string(word), "title": .string(title), "means": .string(means),
            "example": .string(example),
        ]
    }
}

extension String {
    fileprivate func trimmingSuffix(_ end: String) -> String {
        hasSuffix(end) ? String(dropLast(end.count)) : self
    }
}
