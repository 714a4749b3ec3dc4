import Testing
import VirtualTime

struct DurationTests {
    @Test(
        "A duration reads short forms and ISO 8601",
        arguments: [
            ("90s", 90_000), ("1h", 3_600_000), ("59m59s", 3_599_000), ("2d12h30m", 217_800_000),
            ("250ms", 250),
            ("30d", 2_592_000_000), ("PT1H", 3_600_000), ("P30D", 2_592_000_000), ("P1DT2H3M4S", 93_784_000),
            ("P2W", 1_209_600_000), ("PT3600.0S", 3_600_000), ("PT1.2345S", 1_234), ("0s", 0),
            ("-5m", -300_000), ("1s1ms", 1_001), ("-PT5M", -300_000),
        ])
    func reads(text: String, milliseconds: Int64) {
        #expect(Duration(text: text)?.wholeMilliseconds == milliseconds)
    }

    @Test(
        "What is no duration is refused",
        arguments: [
            "", "-", "5", "h", "1 h", "1.5h", "1m1h", "1h1h", "1ms1s", "P", "PT", "P1M", "P1Y", "PT1D", "P1H",
            "P1DT", "PT1M1H", "1h ", "1H", "99999999999999999999s", "9223372036854775807d", "--1s", "1y",
        ])
    func refuses(text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test("A written duration has no zero parts and reads back")
    func writes() {
        #expect(Duration.minutes(90).text == "1h30m")
        #expect(Duration.hours(24).text == "1d")
        #expect(Duration.days(30).text == "30d")
        #expect((Duration.hours(1) - .seconds(1)).text == "59m59s")
        #expect(Duration.milliseconds(1_250).text == "1s250ms")
        #expect(Duration.zero.text == "0s")
        #expect(Duration.minutes(-5).text == "-5m")
        var draw = Draw(seed: 7, key: "durations")
        for _ in 0..<1_000 {
            let duration = Duration.milliseconds(draw.uniform(in: -10_000_000_000...10_000_000_000))
            #expect(Duration(text: duration.text) == duration)
        }
    }

    @Test("Parts of a millisecond are cut towards zero")
    func cut() {
        #expect(Duration.microseconds(1_999).wholeMilliseconds == 1)
        #expect(Duration.microseconds(-1_999).wholeMilliseconds == -1)
        #expect(Instant(milliseconds: 10) - Duration.microseconds(1_500) == Instant(milliseconds: 9))
    }
}
