/// How a reader comes to the files that a file names: it reads no disk by itself.
public struct FileAccess: Sendable {
    private let read: @Sendable (String) -> String?

    /// - Parameter read: the text of a file, or nil when it is not there or is not UTF-8.
    public init(_ read: @escaping @Sendable (String) -> String?) { self.read = read }

    /// Of a reader that is given texts only.
    public static let none = FileAccess { _ in nil }

    public func text(of file: String) -> String? { read(file) }

    /// A path as a file writes it, from the folder of that file, without `.` and `..` inside.
    func resolved(_ path: String, besides file: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        var parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != "..", !last.isEmpty {
                parts.removeLast()
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}
