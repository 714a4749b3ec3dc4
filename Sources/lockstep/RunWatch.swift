import Foundation

/// Waits until files change. It asks for their dates and sizes, which works on every system and file system.
final class FileWatch {
    private static let pause = Duration.milliseconds(250)
    private var seen: [String: String] = [:]

    /// Takes the files as they are now for known.
    func look(at files: [String]) { seen = marks(files) }

    /// Returns once a file was saved, came or went.
    func change(in files: () -> [String]) async throws {
        let before = seen
        while true {
            let now = marks(files())
            seen = now
            if now != before { return }
            try await Task.sleep(for: Self.pause)
        }
    }

    private func marks(_ files: [String]) -> [String: String] {
        var marks: [String: String] = [:]
        for file in files {
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            let date = attributes?[.modificationDate] as? Date
            let size = attributes?[.size] as? Int
            marks[file] = "\(date?.timeIntervalSince1970 ?? 0) \(size ?? 0)"
        }
        return marks
    }
}
