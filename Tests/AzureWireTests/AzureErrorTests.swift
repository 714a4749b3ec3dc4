import AzureWire
import Testing
import VirtualTime

@Suite struct AzureErrorTests {
    @Test("the ARM shape has an envelope, and leaves out what is not there")
    func arm() {
        let bare = AzureError(
            code: "NotFound", message: "Resource group 'rg' could not be found.")
        let full = AzureError(
            code: "A", message: "a", target: "t", details: [bare],
            additionalInfo: [.init(type: "P", info: ["x": 1])])

        #expect(
            bare.document.json
                == #"{"error":{"code":"NotFound","message":"Resource group 'rg' could not be found."}}"#
        )
        #expect(
            full.document.json
                == #"{"error":{"code":"A","message":"a","target":"t","details":[\#(bare.content.json)],"#
                + #""additionalInfo":[{"type":"P","info":{"x":1}}]}}"#)
    }

    @Test("the Key Vault shape nests its inner errors")
    func keyVault() {
        let plain = KeyVaultError(code: "KeyNotFound", message: "m")
        let nested = KeyVaultError(
            code: "Forbidden", message: "m", innerCodes: ["AccessDenied", "ForbiddenByPolicy"])

        #expect(plain.document.json == #"{"error":{"code":"KeyNotFound","message":"m"}}"#)
        #expect(
            nested.document.json
                == #"{"error":{"code":"Forbidden","message":"m","#
                + #""innererror":{"code":"AccessDenied","innererror":{"code":"ForbiddenByPolicy"}}}}"#)
    }

    @Test("the Cosmos DB shape is bare")
    func cosmos() {
        #expect(
            CosmosError(code: "NotFound", message: "m").document.json == #"{"code":"NotFound","message":"m"}"#
        )
    }

    @Test("a problem has the members of RFC 9457 and then its own")
    func problem() {
        let problem = Problem(title: "t", status: 409, detail: "d", extensions: ["rule": "SENT-PRE-05"])

        #expect(
            problem.document.json
                == #"{"type":"about:blank","title":"t","status":409,"detail":"d","rule":"SENT-PRE-05"}"#)
        #expect(problem.response.status == 409)
        #expect(problem.response.headers["content-type"] == "application/problem+json")
    }

    @Test("a JSON answer carries compact JSON and Azure's content type")
    func json() {
        let answer = AzureError(code: "c", message: "m").response(
            404, headers: ["x-ms-failure-cause": "gateway"])

        #expect(answer.status == 404)
        #expect(answer.headers["Content-Type"] == "application/json; charset=utf-8")
        #expect(answer.headers["X-MS-Failure-Cause"] == "gateway")
        #expect(String(decoding: answer.bodyBytes, as: UTF8.self) == #"{"error":{"code":"c","message":"m"}}"#)
        #expect(WireResponse.empty(204).bodyBytes.isEmpty)
    }
}
