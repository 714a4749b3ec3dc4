import NIOCore
import Synchronization
import Testing

@testable import HTTPEndpoint

@Suite struct RefusalLogTests {
    private final class Written: Sendable {
        let lines = Mutex<[String]>([])
        let clock = Mutex(NIODeadline.uptimeNanoseconds(1))

        func log() -> RefusalLog {
            RefusalLog(
                now: { self.clock.withLock { $0 } },
                write: { line in self.lines.withLock { $0.append(line) } })
        }
        func pass(_ time: TimeAmount) { clock.withLock { $0 = $0 + time } }
        var count: Int { lines.withLock { $0.count } }
        var last: String? { lines.withLock { $0.last } }
    }

    @Test("a host that is asked for in a loop is told once a minute, with the number left out")
    func loop() {
        let written = Written()
        let log = written.log()
        for _ in 1...1_000 { log.note("CONNECT pypi.org:443") }
        #expect(written.count == 1)
        #expect(
            written.last
                == "refused CONNECT pypi.org:443: the host is not simulated, and nothing is forwarded")

        log.note("CONNECT example.com:443")
        #expect(written.count == 2)

        written.pass(.seconds(61))
        log.note("CONNECT pypi.org:443")
        #expect(written.count == 3)
        #expect(written.last?.hasSuffix("(and 999 more since the last line)") == true)
        written.pass(.seconds(61))
        log.note("CONNECT pypi.org:443")
        #expect(written.last?.hasSuffix("forwarded") == true)
    }

    @Test("of many hosts no more are told in a minute than are remembered")
    func many() {
        let written = Written()
        let log = written.log()
        for number in 1...10_000 { log.note("CONNECT host-\(number).example:443") }
        #expect(written.count == RefusalLog.limit)
        written.pass(.seconds(61))
        log.note("CONNECT later.example:443")
        #expect(written.last?.contains("later.example") == true)
        #expect(written.count == RefusalLog.limit + 1)
    }

    @Test("a line has a bound, however long the name")
    func long() {
        let written = Written()
        written.log().note("CONNECT " + String(repeating: "x", count: 8_000))
        #expect((written.last ?? "").utf8.count < 400)
    }
}
