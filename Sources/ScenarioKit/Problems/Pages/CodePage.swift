/// What `lockstep explain E0214` says: what a code means, a file that earns it, one that does not.
public struct CodePage: Sendable {
    public let code: String
    public let title: String
    /// In whole sentences.
    public let means: String
    /// A file that has the mistake, or whose run falls short. `wrongInWords` tells it when it is too large.
    public let wrong: @Sendable () -> [UInt8]
    public let wrongInWords: String?
    public let right: String
    /// What to do, a sentence each.
    public let advice: [String]

    /// A page about a mistake in a file.
    init(
        _ code: ProblemCode, _ title: String, means: String, wrong: String, right: String,
        advice: String...
    ) {
        self.init(
            code.rawValue, title, means, nil, { Array(Self.whole(wrong).utf8) }, right: right, advice)
    }

    /// A page whose wrong example is made, because it is large or no text at all.
    init(
        _ code: ProblemCode, _ title: String, means: String, inWords: String,
        making wrong: @escaping @Sendable () -> [UInt8], right: String, advice: String...
    ) {
        self.init(code.rawValue, title, means, inWords, wrong, right: right, advice)
    }

    /// A page about an expectation that a run does not meet.
    init(
        _ code: AssertionCode, _ title: String, means: String, wrong: String, right: String,
        advice: String...
    ) {
        self.init(
            code.rawValue, title, means, nil, { Array(Self.whole(wrong).utf8) }, right: right, advice)
    }

    private init(
        _ code: String, _ title: String, _ means: String, _ wrongInWords: String?,
        _ wrong: @escaping @Sendable () -> [UInt8], right: String, _ advice: [String]
    ) {
        (self.code, self.title, self.means, self.advice) = (code, title, means, advice)
        (self.wrong, self.wrongInWords) = (wrong, wrongInWords)
        self.right = Self.whole(right)
    }

    /// An example is a whole file; the two lines that all begin with are put in here.
    static func whole(_ text: String) -> String {
        if text.hasPrefix("schema:") || text.hasPrefix("#!") { return text + "\n" }
        return "schema: lockstep/scenario/v1\nname: example\n\(text)\n"
    }

    /// All pages in the order of their codes.
    public static let all: [CodePage] =
        (filePages + shapePages + wordPages + valuePages + expressionPages
        + azPages + namePages + needPages + assertionPages + callPages).sorted { $0.code < $1.code }

    public static func find(_ code: String) -> CodePage? {
        let code = code.uppercased()
        return all.first { $0.code == code }
    }

    /// The wrong example, or what it is in words.
    public var wrongText: String { wrongInWords ?? String(decoding: wrong(), as: UTF8.self) }

    /// What Lockstep prints for the wrong example.
    public func message(named file: String = "example.scenario.yaml") -> String {
        let source: SourceText, scenario: Scenario
        do {
            source = try SourceText(file: file, bytes: wrong())
            scenario = try ScenarioReader.read(source)
        } catch {
            return error.rendered
        }
        let results = ScenarioRunner(factory: SimulatedWorldFactory()).run(scenario)
        return results.map { HumanReport.run($0, source: source) }.joined(separator: "\n")
    }
}
