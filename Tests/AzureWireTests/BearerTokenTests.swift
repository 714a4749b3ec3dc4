import AzureWire
import Testing

@Suite struct BearerTokenTests {
    /// `{"oid":"o-1","appid":"a-1","tid":"t-1"}` and `{"azp":"a-2"}`, signed by nobody.
    private static let version1 = "e30.eyJvaWQiOiJvLTEiLCJhcHBpZCI6ImEtMSIsInRpZCI6InQtMSJ9.c2ln"
    private static let version2 = "e30.eyJhenAiOiJhLTIifQ."

    @Test("the claims of a readable token say who calls")
    func claims() throws {
        let token = try BearerToken(authorization: "bearer  " + Self.version1)

        #expect(token.objectID == "o-1")
        #expect(token.applicationID == "a-1")
        #expect(token.tenantID == "t-1")
        #expect(token.text == Self.version1)
        #expect(try BearerToken(authorization: "Bearer " + Self.version2).applicationID == "a-2")
    }

    @Test(
        "any well-formed opaque token is taken, without claims",
        arguments: ["abc", "a.b.c", "A-._~+/9==", "e30.W10.x"])
    func opaque(text: String) throws {
        let token = try BearerToken(authorization: "Bearer \(text)")

        #expect(token.text == text)
        #expect(token.claims == nil)
        #expect(token.objectID == nil)
    }

    @Test("no bearer token is missing", arguments: [nil, "", "Basic abc", "Bearerx y"] as [String?])
    func missing(header: String?) {
        #expect(throws: BearerToken.Fault.missing) { try BearerToken(authorization: header) }
    }

    @Test(
        "a bearer token of other characters is malformed",
        arguments: ["Bearer", "Bearer a b", "Bearer a=b", "Bearer =", "Bearer a\"", "Bearer ä"])
    func malformed(header: String) {
        #expect(throws: BearerToken.Fault.malformed) { try BearerToken(authorization: header) }
    }
}
