/// A day of the proleptic Gregorian calendar, and its number counted from 1970-01-01.
private struct CivilDay {
    let year: Int64
    let month: Int64
    let day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    // Both directions count from 1 March 0000, so that the leap day is the last of its year and
    // the months' lengths follow one line: (153 m + 2) / 5.
    init(number: Int64) {
        let shifted = number + 719_468
        let era = shifted.dividedDown(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var number: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.dividedDown(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    var isReal: Bool {
        guard (1...12).contains(month), day >= 1 else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day <= lengths[Int(month) - 1]
    }
}

extension Int64 {
    func dividedDown(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

extension Instant {
    private static let millisecondsPerDay: Int64 = 86_400_000

    /// Reads `2024-02-16T09:00:00Z`, with an optional fraction of up to seven digits (cut to milliseconds)
    /// and `Z` or `±hh:mm`; or a date alone, which is its midnight in UTC. Nil for anything else.
    public init?(iso8601 text: some StringProtocol) {
        var scanner = TextScanner(text)
        guard let year = scanner.number(digits: 4), scanner.take("-"),
            let month = scanner.number(digits: 2), scanner.take("-"),
            let day = scanner.number(digits: 2)
        else { return nil }
        let date = CivilDay(year: year, month: month, day: day)
        guard date.isReal else { return nil }
        let midnight = date.number * Self.millisecondsPerDay
        if scanner.isAtEnd {
            self.init(milliseconds: midnight)
            return
        }
        guard scanner.take("T"), let timeOfDay = Self.timeOfDay(&scanner),
            let offset = Self.offset(&scanner), scanner.isAtEnd
        else { return nil }
        self.init(milliseconds: midnight + timeOfDay - offset)
    }

    private static func timeOfDay(_ scanner: inout TextScanner) -> Int64? {
        guard let hour = scanner.number(digits: 2), hour < 24, scanner.take(":"),
            let minute = scanner.number(digits: 2), minute < 60, scanner.take(":"),
            let second = scanner.number(digits: 2), second < 60
        else { return nil }
        let wholeSeconds = (hour * 60 + minute) * 60 + second
        guard scanner.take(".") else { return wholeSeconds * 1_000 }
        guard var (fraction, digits) = scanner.number(), digits <= 7 else { return nil }
        while digits > 3 {
            fraction /= 10
            digits -= 1
        }
        while digits < 3 {
            fraction *= 10
            digits += 1
        }
        return wholeSeconds * 1_000 + fraction
    }

    private static func offset(_ scanner: inout TextScanner) -> Int64? {
        if scanner.take("Z") { return 0 }
        let sign: Int64
        if scanner.take("+") {
            sign = 1
        } else if scanner.take("-") {
            sign = -1
        } else {
            return nil
        }
        guard let hours = scanner.number(digits: 2), hours < 24, scanner.take(":"),
            let minutes = scanner.number(digits: 2), minutes < 60
        else { return nil }
        return sign * (hours * 60 + minutes) * 60_000
    }

    /// UTC, without a fraction on a whole second, else with three digits.
    public var iso8601: String {
        iso8601(fractionDigits: milliseconds % 1_000 == 0 ? 0 : 3)
    }

    /// UTC with that many digits after the point, zeros after the third. Fewer than three cut.
    public func iso8601(fractionDigits: Int) -> String {
        let (date, second, fraction) = fields
        return String(digitsWithin: 32 + max(0, fractionDigits)) { text in
            text.write(date.year, digits: 4)
            text.write("-")
            text.write(date.month, digits: 2)
            text.write("-")
            text.write(date.day, digits: 2)
            text.write("T")
            text.write(timeOfDay: second)
            if fractionDigits > 0 {
                text.write(".")
                let cut: Int64 = fractionDigits == 1 ? 100 : fractionDigits == 2 ? 10 : 1
                text.write(fraction / cut, digits: min(fractionDigits, 3))
                for _ in 3..<max(3, fractionDigits) { text.write("0") }
            }
            text.write("Z")
        }
    }

    /// The form of HTTP's `Date` and `Retry-After`, such as `Fri, 16 Feb 2024 09:00:00 GMT`. Milliseconds are
    /// cut.
    public var httpDate: String {
        let weekdays: [StaticString] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months: [StaticString] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let (date, second, _) = fields
        let dayNumber = date.number
        let weekday = weekdays[Int(dayNumber - dayNumber.dividedDown(by: 7) * 7)]
        let month = months[Int(date.month) - 1]
        return String(digitsWithin: 40) { text in
            text.write(weekday)
            text.write(", ")
            text.write(date.day, digits: 2)
            text.write(" ")
            text.write(month)
            text.write(" ")
            text.write(date.year, digits: 4)
            text.write(" ")
            text.write(timeOfDay: second)
            text.write(" GMT")
        }
    }

    private var fields: (date: CivilDay, second: Int64, milliseconds: Int64) {
        let dayNumber = milliseconds.dividedDown(by: Self.millisecondsPerDay)
        let inDay = milliseconds - dayNumber * Self.millisecondsPerDay
        return (CivilDay(number: dayNumber), inDay / 1_000, inDay % 1_000)
    }
}

extension Instant: CustomStringConvertible {
    public var description: String { iso8601 }
}
