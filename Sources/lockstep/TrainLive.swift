import Foundation
import ScenarioKit
import VirtualTime

/// Lets the clock of a session run while a person types.
struct TrainLive {
    let terminal: TrainTerminal

    private static let pollMilliseconds: Int32 = 200
    /// So often the clock is written down when nothing happens: what a crash can take back.
    private static let tick = Duration.minutes(1)

    func run() {
        var last = DispatchTime.now().uptimeNanoseconds
        var owed = Duration.zero
        prompt()
        while !terminal.isDone {
            var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let ready = poll(&input, 1, Self.pollMilliseconds)
            let now = DispatchTime.now().uptimeNanoseconds
            if !terminal.session.isPaused { owed += passed(nanoseconds: now - last) }
            last = now
            if ready > 0 {
                terminal.move(by: owed)
                owed = .zero
                guard !terminal.isDone, let line = readLine() else { return }
                terminal.take(line)
                prompt()
            } else if owed >= Self.tick || terminal.hasNews(within: owed) {
                terminal.move(by: owed)
                owed = .zero
            }
        }
    }

    private func passed(nanoseconds: UInt64) -> Duration {
        let rate = terminal.session.exercise.rate
        let virtual = Int128(nanoseconds) * Int128(rate.numerator) / Int128(rate.denominator)
        return .milliseconds(Int64(virtual / 1_000_000))
    }

    private func prompt() {
        guard !terminal.isDone else { return }
        let clock = terminal.session.now.iso8601.dropFirst(11).prefix(8)
        FileHandle.standardOutput.write(Data("\(clock) > ".utf8))
    }
}
