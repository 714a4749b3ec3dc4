import Testing
import VirtualTime

struct InstantTests {
    @Test("An instant reads and writes the forms Azure uses")
    func forms() throws {
        let instant = try #require(Instant(iso8601: "2024-02-16T09:00:00Z"))
        #expect(instant.milliseconds == 1_708_074_000_000)
        #expect(instant.iso8601 == "2024-02-16T09:00:00Z")
        #expect(instant.iso8601(fractionDigits: 7) == "2024-02-16T09:00:00.0000000Z")
        #expect(instant.httpDate == "Fri, 16 Feb 2024 09:00:00 GMT")
        let later = instant + .milliseconds(1_005)
        #expect(later.iso8601 == "2024-02-16T09:00:01.005Z")
        #expect(later.iso8601(fractionDigits: 7) == "2024-02-16T09:00:01.0050000Z")
        #expect(later.iso8601(fractionDigits: 1) == "2024-02-16T09:00:01.0Z")
        #expect(later - instant == .milliseconds(1_005))
        #expect(instant - later == .milliseconds(-1_005))
        #expect(later - .milliseconds(1_005) == instant)
    }

    @Test(
        "Other spellings of one moment are the same instant",
        arguments: [
            ("2024-02-16", 1_708_041_600_000), ("2024-02-16T10:30:00+01:30", 1_708_074_000_000),
            ("2024-02-16T00:00:00-09:00", 1_708_074_000_000),
            ("2024-02-16T09:00:00.1234567Z", 1_708_074_000_123),
            ("2024-02-16T09:00:00.5Z", 1_708_074_000_500), ("1969-12-31T23:59:59.999Z", -1),
            ("2000-02-29T00:00:00Z", 951_782_400_000), ("0001-01-01", -62_135_596_800_000),
        ])
    func spellings(text: String, milliseconds: Int64) {
        #expect(Instant(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(
        "What is no instant is refused",
        arguments: [
            "", "2024", "2024-2-16", "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01",
            "2024-01-00", "2024-02-16T09:00:00", "2024-02-16 09:00:00Z", "2024-02-16T24:00:00Z",
            "2024-02-16T09:60:00Z", "2024-02-16T09:00:60Z", "2024-02-16T09:00Z", "2024-02-16T09:00:00.Z",
            "2024-02-16T09:00:00.12345678Z", "2024-02-16T09:00:00+0100", "2024-02-16T09:00:00+24:00",
            "2024-02-16T09:00:00Zx", "2024-02-16t09:00:00z", "+024-02-16", "2024-02-16T09:00:00,5Z",
            "２024-02-16",
        ])
    func refusals(text: String) {
        #expect(Instant(iso8601: text) == nil)
    }

    @Test(
        "The calendar's days follow one another, through leap days and the centuries without",
        arguments: [
            ("1896-01-01", 1896, 2, 9), ("1999-01-01", 1999, 4, 6), ("2099-12-01", 2099, 1, 2),
        ])
    func days(start: String, firstYear: Int, firstWeekday: Int, years: Int) throws {
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        var (year, month, day) = (firstYear, start.contains("-12-") ? 12 : 1, 1)
        var weekday = firstWeekday
        var instant = try #require(Instant(iso8601: start))
        while year < firstYear + years {
            let date = [year, month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
            try #require(instant.iso8601 == date + "T00:00:00Z")
            try #require(Instant(iso8601: date) == instant)
            try #require(instant.httpDate.hasPrefix(names[weekday]))
            let isLeap = year % 4 == 0 && year != 1900 && year != 2100
            let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
            (day, month) = day < length ? (day + 1, month) : (1, month + 1)
            if month > 12 { (year, month) = (year + 1, 1) }
            weekday = (weekday + 1) % 7
            instant += .days(1)
        }
    }

    @Test("The ends of the four-digit years have a text of their own")
    func ends() {
        #expect(Instant(milliseconds: -62_167_219_200_001).iso8601 == "-0001-12-31T23:59:59.999Z")
        #expect(Instant(milliseconds: -62_167_219_200_000).iso8601 == "0000-01-01T00:00:00Z")
        #expect(Instant.distantFuture.iso8601 == "9999-12-31T23:59:59.999Z")
        #expect(Instant(iso8601: Instant.distantFuture.iso8601) == .distantFuture)
    }

    @Test("The clock moves to where it is told, and may stand still")
    func clock() {
        var clock = VirtualClock(now: Instant(milliseconds: 5))
        clock.advance(to: Instant(milliseconds: 5))
        clock.advance(to: Instant(milliseconds: 9))
        #expect(clock.now == Instant(milliseconds: 9))
    }

    @Test("The clock refuses to run backwards")
    func backwards() async {
        await #expect(processExitsWith: .failure) {
            var clock = VirtualClock(now: Instant(milliseconds: 5))
            clock.advance(to: Instant(milliseconds: 4))
        }
    }
}
