import Testing

@Suite("Reading Swift") struct CodeReaderTests {
    @Test("blanks comments and literals and keeps lines where they are")
    func blanks() {
        let text = """
            let a = "async" // async
            /* async
            */ let b = #"async "x" "# + \"""
              async
              \"""
            """
        let code = CodeReader.code(of: text)
        #expect(!code.contains("async"))
        #expect(code.split(separator: "\n", omittingEmptySubsequences: false).count == 5)
        #expect(code.contains("let b = "))
    }

    @Test("keeps the code inside an interpolation")
    func interpolation() {
        let code = CodeReader.code(of: #"let a = "text \(call("x", (1))) text"; next()"#)
        #expect(code.contains("call("))
        #expect(!code.contains("text"))
        #expect(code.contains("next()"))
    }
}
