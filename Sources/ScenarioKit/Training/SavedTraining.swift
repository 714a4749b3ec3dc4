import VirtualTime

/// A session as a file: a header line with the exercise's own text, then a line for each thing done.
public struct SavedTraining: Sendable {
    public static let schema = "lockstep/training/v1"

    public let exercise: SourceText
    public let seed: String?
    public let choices: String?
    public let deeds: [Deed]
    /// Whether the last line was cut off while it was written; what it said did not happen.
    public let isTorn: Bool

    /// The header, a line of JSON without its line break.
    public static func header(of session: TrainingSession) -> String {
        let source = session.exercise.source
        let header: Document = [
            "schema": .string(schema), "file": .string(source.file),
            "seed": session.seed.map(Document.string) ?? .null,
            "choices": session.choices.map(Document.string) ?? .null, "exercise": .string(source.text),
        ]
        return header.json
    }

    public static func text(of session: TrainingSession) -> String {
        ([header(of: session)] + session.deeds.map(\.document.json)).map { $0 + "\n" }.joined()
    }

    /// - Throws: what is wrong with the file, with the number of the line.
    public init(_ text: String) throws(TrainingProblem) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rest = lines.popLast() ?? ""
        isTorn = !rest.isEmpty
        guard let first = lines.first, let header = try? Document(json: String(first)),
            header["schema"]?.text == Self.schema, let file = header["file"]?.text,
            let exercise = header["exercise"]?.text
        else { throw TrainingProblem("this is no session of \(Self.schema)") }
        self.exercise = SourceText(file: file, text: exercise)
        seed = header["seed"]?.text
        choices = header["choices"]?.text
        var deeds: [Deed] = []
        for (place, line) in lines.enumerated().dropFirst() {
            guard let document = try? Document(json: String(line)) else {
                throw TrainingProblem("line \(place + 1) is not JSON")
            }
            do {
                deeds.append(try Deed(document))
            } catch {
                throw TrainingProblem("line \(place + 1): \(error.message)")
            }
        }
        self.deeds = deeds
    }

    /// The session as it stood after its last line.
    /// - Parameter edited: another text of the exercise to score by; nil takes the file's own.
    public func session(edited: SourceText? = nil) throws -> TrainingSession {
        let source = edited ?? exercise
        guard let exercise = try Exercise.read(source) else {
            throw TrainingProblem("\(source.file) has no training block")
        }
        var session = try TrainingGround(exercise).session(seed: seed, choices: choices)
        for deed in deeds { try session.replay(deed) }
        return session
    }
}
