import AzureWire

/// What a client asked for by CONNECT (RFC 9110 9.3.6). It ends here, whatever port it names: the handlers of
/// this endpoint answer inside it.
struct Tunnel: Equatable {
    let host: String
    let port: Int
    let entry: WireRequest.Entry

    /// Reads the head of the request, up to and with the empty line.
    init(head: some Sequence<UInt8>) throws(RequestFault) {
        let lines = String(decoding: Array(head), as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ", omittingEmptySubsequences: false) ?? []
        guard words.count == 3, words[2].hasPrefix("HTTP/1."), let target = Authority(words[1]),
            let port = target.port
        else { throw .malformedTarget }
        host = target.host
        self.port = port

        var credentials: String?
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw .malformedTarget }
            if line[..<colon].lowercased() == "proxy-authorization" {
                credentials = String(line[line.index(after: colon)...])
            }
        }
        entry = WireRequest.Entry(proxyAuthorization: credentials)
    }
}
