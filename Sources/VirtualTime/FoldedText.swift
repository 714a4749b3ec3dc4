/// Azure compares names and paths without regard to the case of A–Z, and so do we, byte by byte.
extension StringProtocol {
    /// Whether both texts have the same bytes once A–Z are read as a–z.
    // Inlined: every header and path is looked up by it, and unspecialized it costs a call a byte.
    @inlinable public func equalsIgnoringASCIICase(_ other: some StringProtocol) -> Bool {
        utf8.count == other.utf8.count
            && utf8.elementsEqual(other.utf8) { $0 == $1 || $0.asciiLowercased == $1.asciiLowercased }
    }
}

extension [UInt8] {
    /// Whether some of these bytes, one after the other, are those. The standard library's `contains` takes
    /// any collection, and for bytes far longer.
    public func holds(_ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        guard count >= part.count else { return false }
        return (0...count - part.count).contains { place in
            self[place] == first && self[place..<place + part.count].elementsEqual(part)
        }
    }
}

extension UInt8 {
    @inlinable public var asciiLowercased: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }
}
