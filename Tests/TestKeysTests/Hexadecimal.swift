import BigInt

@testable import TestKeys

/// The bytes that hexadecimal digits stand for.
func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// What two calls or two kinds of keys must agree on.
func failure(_ body: () throws -> Void) -> KeyFailure? {
    do {
        try body()
        return nil
    } catch { return error as? KeyFailure }
}
