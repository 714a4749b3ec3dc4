import AzureWire
import Contract
import Foundation
import VirtualTime

/// The answers that processes have noted in a folder.
struct GivenAnswers {
    private(set) var answers: [GivenAnswer] = []
    private(set) var count = 0
    private(set) var dropped = 0

    /// Reads all logs in a folder. A line that was cut off by a killed process is passed over.
    init(in folder: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        for file in files.sorted() where file.hasPrefix("answers-") {
            let text = String(decoding: try Data(contentsOf: folder.appending(path: file)), as: UTF8.self)
            for line in text.split(separator: "\n") {
                guard let document = try? Document(json: String(line), maximumDepth: 128) else { continue }
                if let answer = GivenAnswer(document) { answers.append(answer) }
                count += Int(document["answers"]?.integer ?? 0)
                dropped += Int(document["dropped"]?.integer ?? 0)
            }
        }
    }

    func report(_ contract: Contract) -> ValidationReport {
        let validator = AnswerValidator(contract)
        var report = ValidationReport()
        report.answers = count
        report.dropped = dropped
        for answer in answers { report.add(validator.judge(answer)) }
        return report
    }
}

extension AnswerValidator {
    func judge(_ answer: GivenAnswer) -> Verdict {
        judge(
            method: answer.method, host: answer.host, path: answer.path, version: answer.version,
            status: answer.status, body: answer.body)
    }
}
