import BigInt

extension ShortCurve {
    /// SEC 2, 2.4.1.
    static let p256K = ShortCurve(
        p: "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F", a: "0", b: "7",
        x: "79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798",
        y: "483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8")

    /// FIPS 186-4, D.1.2.4; a is p - 3.
    static let p384 = ShortCurve(
        p: "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFF0000000000000000FFFFFFFF",
        a: "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFF0000000000000000FFFFFFFC",
        b: "B3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF",
        x: "AA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7",
        y: "3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F")

    /// FIPS 186-4, D.1.2.5; a is p - 3.
    static let p521 = ShortCurve(
        p: "1" + String(repeating: "F", count: 130),
        a: "1" + String(repeating: "F", count: 129) + "C",
        b: "51953EB9618E1C9A1F929A21A0B68540EEA2DA725B99B315F3B8B489918EF109E1"
            + "56193951EC7E937B1652C0BD3BB1BF073573DF883D2C34F1EF451FD46B503F00",
        x: "C6858E06B70404E9CD9E3ECB662395B4429C648139053FB521F828AF606B4D3DBA"
            + "A14B5E77EFE75928FE1DC127A2FFA8DE3348B3C1856A429BF97E7E31C2E5BD66",
        y: "11839296A789A3BC0045C8A5FB42C7D1BD998F54449579B446817AFBD17273E662"
            + "C97EE72995EF42640C550B9013FAD0761353C7086A272C24088BE94769FD16650")

    /// Whether r and s, one after the other, sign a digest that stands for `number` (SEC 1, 4.1.4).
    func isSignature(_ signature: [UInt8], of number: BigUInt, under key: [UInt8], order n: BigUInt) -> Bool {
        let half = signature.count / 2
        let r = BigUInt(bytes: Array(signature.prefix(half)))
        let s = BigUInt(bytes: Array(signature.suffix(half)))
        guard r > 0, r < n, s > 0, s < n, let key = point(key), let inverse = s.inverse(n),
            let u = (number * inverse % n).bytes(count: half), let v = (r * inverse % n).bytes(count: half),
            let found = bytes(sum(product(key, v), generator(times: u)))
        else { return false }
        return BigUInt(bytes: Array(found.prefix(half))) % n == r
    }
}
