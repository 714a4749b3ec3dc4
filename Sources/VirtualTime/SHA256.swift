/// FIPS 180-4. Written here because the core and its tests must build without fetching anything and without
/// the C and assembly sources a crypto package brings. Digests here guard against accident and drift, and
/// nothing secret passes through, so running in constant time does not matter.
struct SHA256 {
    private var state = SIMD8<UInt32>(
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19
    )
    private var pending: [UInt8] = []
    private var length: UInt64 = 0

    mutating func update(_ bytes: [UInt8]) {
        length += UInt64(bytes.count)
        guard pending.isEmpty else {
            pending += bytes
            let rest = Self.compress(pending, into: &state)
            pending.removeFirst(pending.count - rest)
            return
        }
        let rest = Self.compress(bytes, into: &state)
        pending.append(contentsOf: bytes.suffix(rest))
    }

    consuming func finalized() -> Digest {
        let bits = length * 8
        var tail = pending
        tail.append(0x80)
        while tail.count % 64 != 56 { tail.append(0) }
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            tail.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
        _ = Self.compress(tail, into: &state)
        return Digest(words: state)
    }

    /// Takes in the whole blocks of 64 bytes and returns how many bytes at the end were left over.
    private static func compress(_ bytes: [UInt8], into state: inout SIMD8<UInt32>) -> Int {
        bytes.withUnsafeBytes { bytes in
            rounds.withUnsafeBufferPointer { rounds in
                withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
                    for start in stride(from: 0, through: bytes.count - 64, by: 64) {
                        let block = UnsafeRawBufferPointer(rebasing: bytes[start..<start + 64])
                        expand(block, into: schedule)
                        mix(schedule, rounds, into: &state)
                    }
                }
            }
        }
        return bytes.count % 64
    }

    private static func expand(
        _ block: UnsafeRawBufferPointer, into schedule: UnsafeMutableBufferPointer<UInt32>
    ) {
        for place in 0..<16 {
            schedule[place] = UInt32(
                bigEndian: block.loadUnaligned(fromByteOffset: place * 4, as: UInt32.self))
        }
        for place in 16..<64 {
            let early = schedule[place - 15], late = schedule[place - 2]
            let first = rotate(early, 7) ^ rotate(early, 18) ^ (early >> 3)
            let second = rotate(late, 17) ^ rotate(late, 19) ^ (late >> 10)
            schedule[place] = schedule[place - 16] &+ first &+ schedule[place - 7] &+ second
        }
    }

    private static func mix(
        _ schedule: UnsafeMutableBufferPointer<UInt32>, _ rounds: UnsafeBufferPointer<UInt32>,
        into state: inout SIMD8<UInt32>
    ) {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for round in 0..<64 {
            let upper = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
            let first = h &+ upper &+ ((e & f) ^ (~e & g)) &+ rounds[round] &+ schedule[round]
            let lower = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
            let second = lower &+ ((a & b) ^ (a & c) ^ (b & c))
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        state = state &+ SIMD8(a, b, c, d, e, f, g, h)
    }

    @inline(__always) private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    private static let rounds: [UInt32] = [
        0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5,
        0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
        0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3,
        0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
        0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC,
        0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
        0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7,
        0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
        0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13,
        0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
        0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3,
        0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
        0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5,
        0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
        0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208,
        0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
    ]
}
