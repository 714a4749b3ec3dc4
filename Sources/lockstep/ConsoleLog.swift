import Logging

/// Errors of libraries, as the console says things. Each request sets metadata of its own, so what is only
/// kept must cost next to nothing.
struct ConsoleLog: LogHandler {
    var logLevel = Logger.Level.error
    var metadata = Logger.Metadata()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let details = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
        Console.note("\(event.level): \(event.message)\(details.joined())")
    }
}
