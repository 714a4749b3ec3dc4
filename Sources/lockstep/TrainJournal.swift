import Foundation
import ScenarioKit
import VirtualTime

/// The state file of a session: a line for each thing done, on the disk before its answer is seen.
final class TrainJournal {
    private let handle: FileHandle

    init(new path: String, of session: TrainingSession) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Console.fail("\(path) is there already.", try: "--state \(path) --resume", .wrongFile)
        }
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw Console.fail("\(path) cannot be written.", .wrongFile)
        }
        handle = try Self.open(path)
        try write(SavedTraining.header(of: session))
    }

    /// - Parameter text: what of the file counts; a line that was cut off is taken out.
    init(continuing path: String, text: String) throws {
        handle = try Self.open(path)
        try handle.truncate(atOffset: UInt64(text.utf8.count))
        try handle.seekToEnd()
    }

    private static func open(_ path: String) throws -> FileHandle {
        guard let handle = FileHandle(forUpdatingAtPath: path) else {
            throw Console.fail("\(path) cannot be written.", .wrongFile)
        }
        return handle
    }

    func write(_ deeds: ArraySlice<Deed>) throws {
        for deed in deeds { try write(deed.document.json) }
    }

    private func write(_ line: String) throws {
        try handle.write(contentsOf: Data("\(line)\n".utf8))
        try handle.synchronize()
    }
}
