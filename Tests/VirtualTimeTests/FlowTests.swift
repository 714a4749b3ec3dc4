import Testing
import VirtualTime

struct FlowTests {
    private let origin = Instant(milliseconds: 1_000_000)

    @Test("The closed form agrees with sending one record after another")
    func bruteForce() {
        var draw = Draw(seed: 5, key: "flows")
        for _ in 0..<200 {
            let flow = Flow(
                origin: origin, records: draw.uniform(in: 1...40), period: draw.uniform(in: 1...500))
            let sent = (0..<Int64(400)).map {
                origin.milliseconds + (2 * $0 + 1) * flow.period / (2 * flow.records)
            }
            for _ in 0..<20 {
                let start = Instant(milliseconds: draw.uniform(in: origin.milliseconds - 50...sent[399]))
                let end = Instant(milliseconds: draw.uniform(in: start.milliseconds...sent[399]))
                #expect(flow.count(before: start) == sent.count { $0 < start.milliseconds })
                let within = sent.count { $0 >= start.milliseconds && $0 < end.milliseconds }
                #expect(flow.count(from: start, to: end) == within)
                let first = flow.first(atOrAfter: start)
                #expect(first?.instant.milliseconds == sent.first { $0 >= start.milliseconds })
                #expect(first.map { sent[Int($0.index)] } == first?.instant.milliseconds)
            }
            for record in [0, 1, 7, 399] {
                #expect(flow.instant(of: Int64(record)).milliseconds == sent[record])
            }
        }
    }

    @Test("Whole periods hold exactly their records, however far away")
    func whole() {
        let flow = Flow(origin: origin, records: 1_000_000, period: 1_000)
        let sent: Int64 = 31_536_000_000 * 1_000_000
        #expect(flow.count(before: origin + .days(365 * 1_000)) == sent)
        let late = flow.first(atOrAfter: origin + .days(365 * 1_000))
        #expect(late?.index == sent)
        #expect(late?.instant == origin + .days(365 * 1_000))
    }

    @Test("A flow of nothing sends nothing, and nothing is sent before the start")
    func nothing() {
        let still = Flow(origin: origin, records: 0, period: 60_000)
        #expect(still.count(before: origin + .days(1)) == 0)
        #expect(still.first(atOrAfter: origin) == nil)
        let busy = Flow(origin: origin, records: 10, period: 60_000)
        #expect(busy.count(before: origin) == 0)
        #expect(busy.count(before: origin - .days(1)) == 0)
        #expect(busy.first(atOrAfter: origin - .days(1))?.instant == origin + .seconds(3))
    }
}
