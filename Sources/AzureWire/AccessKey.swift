import VirtualTime

/// The access key of a resource: 64 bytes in base64 that follow from what it belongs to and how often it was
/// made anew. It opens nothing.
func accessKey(of parts: String..., generation: Int) -> String {
    var draw = Draw(seed: UInt64(generation), key: parts.joined(separator: "\u{1F}"))
    return base64Encoded(
        (0..<8).flatMap { _ in
            let word = draw.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
        })
}
