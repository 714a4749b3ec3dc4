import Foundation
import Testing
import VirtualTime

struct CodingTests {
    private func roundTrip<Value: Codable & Equatable>(_ value: Value, _ text: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(value)
        #expect(String(decoding: data, as: UTF8.self) == text)
        #expect(try JSONDecoder().decode(Value.self, from: data) == value)
    }

    @Test("Each value of the kernel is written plainly and comes back")
    func forms() throws {
        try roundTrip(Instant(milliseconds: -5), "-5")
        try roundTrip(VirtualClock(now: Instant(milliseconds: 7)), #"{"now":7}"#)
        try roundTrip(Document.object(["n": .number("1.50")]), #""{\"n\":1.50}""#)
        try roundTrip(Digest.zero, "\"\(String(repeating: "0", count: 64))\"")
        let flow = Flow(origin: Instant(milliseconds: 1), records: 2, period: 3)
        try roundTrip(flow, #"{"origin":1,"period":3,"records":2}"#)
        let rows = [
            Ticket(id: 2, deadline: nil, note: 0), Ticket(id: 9, deadline: Instant(milliseconds: 4), note: 1),
        ]
        try roundTrip(Table(rows), #"[{"id":2,"note":0},{"deadline":4,"id":9,"note":1}]"#)
    }

    @Test("What is no document or digest is refused by its decoder")
    func refusals() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Document.self, from: Data(#""{""#.utf8))
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Digest.self, from: Data(#""12""#.utf8))
        }
    }
}
