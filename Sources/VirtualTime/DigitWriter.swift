/// Writes short texts of digits where they will stand: instants are written by the thousand.
struct DigitWriter {
    fileprivate let bytes: UnsafeMutableBufferPointer<UInt8>
    fileprivate var count = 0

    mutating func write(_ text: StaticString) {
        for place in 0..<text.utf8CodeUnitCount { append(text.utf8Start[place]) }
    }

    /// Decimal digits, at least that many of them, after a minus when negative.
    mutating func write(_ number: Int64, digits: Int) {
        if number < 0 { write("-") }
        var rest = number.magnitude, power: UInt64 = 1, length = 1
        while length < digits || rest / power >= 10 {
            power *= 10
            length += 1
        }
        while power > 0 {
            append(UInt8(ascii: "0") + UInt8(rest / power))
            rest %= power
            power /= 10
        }
    }

    /// `09:30:00`, from the seconds since midnight.
    mutating func write(timeOfDay second: Int64) {
        write(second / 3_600, digits: 2)
        write(":")
        write(second / 60 % 60, digits: 2)
        write(":")
        write(second % 60, digits: 2)
    }

    private mutating func append(_ byte: UInt8) {
        bytes[count] = byte
        count += 1
    }
}

extension String {
    /// - Parameter capacity: in bytes; no more may be written.
    init(digitsWithin capacity: Int, _ write: (inout DigitWriter) -> Void) {
        self.init(unsafeUninitializedCapacity: capacity) { bytes in
            var writer = DigitWriter(bytes: bytes)
            write(&writer)
            return writer.count
        }
    }
}
