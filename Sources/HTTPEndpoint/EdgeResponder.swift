import AzureWire
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// The connection a request came by.
struct EdgeContext: InitializableFromSource {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
    }
}

/// Turns HTTP into a `WireRequest`, and the answer or the refusal back into HTTP.
struct EdgeResponder: HTTPResponder {
    /// What the tunnel of the connection says about the client; nil where there is none.
    @TaskLocal static var entry: WireRequest.Entry?

    let options: EdgeOptions
    let respond: Endpoint.Respond

    private var configuration: Endpoint.Configuration { options.configuration }

    /// Ends a connection whose client still sends what nobody will read.
    private struct ConnectionRefused: Error {}

    func respond(to request: Request, context: EdgeContext) async throws -> Response {
        let reader = BodyReader(request.body, channel: context.channel)
        var wire: WireRequest
        do throws(RequestFault) {
            wire = try read(request.head)
            if hasBody(request.headers) {
                wire.body = try await body(of: request, reader)
            }
        } catch {
            return refusal(error, of: request, reader)
        }
        return try await response(await respond(wire), to: request, on: context.channel)
    }

    private func read(_ head: HTTPRequest) throws(RequestFault) -> WireRequest {
        guard head.method != .connect else { throw .connectAfterRequest }
        if let foreign = ForeignTarget.authority(in: head.path) {
            options.refusals.note("\(head.method.rawValue) \(foreign)")
            throw .hostNotServed
        }
        var headers = HeaderFields()
        if let authority = head.authority { headers.append("Host", authority) }
        for field in head.headerFields { headers.append(field.name.rawName, field.value) }
        return try WireRequest(
            method: head.method.rawValue, target: head.path ?? "", headers: headers,
            secure: head.scheme == "https", entry: Self.entry)
    }

    private func hasBody(_ headers: HTTPFields) -> Bool {
        headers[.transferEncoding] != nil || declaredLength(headers) ?? 0 > 0
    }

    private func declaredLength(_ headers: HTTPFields) -> Int? {
        headers[.contentLength].flatMap { Int($0) }
    }

    private func body(of request: Request, _ reader: BodyReader) async throws(RequestFault) -> [UInt8] {
        let encoding = request.headers[.contentEncoding]?.lowercased() ?? "identity"
        guard ["gzip", "deflate", "identity"].contains(encoding) else { throw .unsupportedContentEncoding }
        guard declaredLength(request.headers) ?? 0 <= configuration.longestBody else {
            throw .bodyTooLarge(limitBytes: configuration.longestBody)
        }
        return try await reader.collect(limit: configuration.longestBody, within: configuration.bodyTime)
    }

    private func response(
        _ answer: WireResponse, to request: Request, on channel: any Channel
    ) async throws -> Response {
        var (head, bytes) = parts(of: answer, to: request)
        switch answer.delivery {
        case .whole:
            return Response(status: head.status, headers: head.headerFields, body: body(bytes, of: request))
        case .reset:
            try await channel.close()
            throw ConnectionRefused()
        case .stream(let stream):
            head.headerFields[.contentLength] = nil
            return Response(
                status: head.status, headers: head.headerFields,
                body: ResponseBody { writer in
                    try await stream.run { try await writer.write(ByteBuffer(bytes: $0)) }
                    try await writer.finish(nil)
                })
        }
    }

    /// Answers at once, then reads on for a while: a client that is still sending would otherwise lose the
    /// answer.
    private func refusal(_ fault: RequestFault, of request: Request, _ reader: BodyReader) -> Response {
        // The control API has one shape for all that is wrong, Azure's planes have theirs.
        let isControl = request.head.path?.hasPrefix(ControlAPI.base) == true
        var (head, bytes) = parts(
            of: isControl ? fault.problem.response : options.refuse(fault), to: request)
        let closes = endsConnection(fault)
        if closes { head.headerFields[.connection] = "close" }
        let isWaiting =
            request.headers[.expect] != nil
            && declaredLength(request.headers) ?? 0 > configuration.longestBody
        let content = request.method == .head ? [] : bytes
        let body = ResponseBody { [configuration] writer in
            if !content.isEmpty { try await writer.write(ByteBuffer(bytes: content)) }
            try await writer.finish(nil)
            // A client that still waits for its go-ahead sends nothing that could be read on.
            guard !isWaiting,
                await reader.drain(limit: configuration.longestDrain, within: configuration.drainTime),
                !closes
            else { throw ConnectionRefused() }
        }
        return Response(status: head.status, headers: head.headerFields, body: body)
    }

    /// Whether the rest of the connection cannot be trusted to be requests.
    private func endsConnection(_ fault: RequestFault) -> Bool {
        switch fault {
        case .bodyTooLarge, .malformedBody, .badContentEncoding, .bodyDeadlinePassed, .connectAfterRequest:
            true
        default: false
        }
    }

    private func parts(of answer: WireResponse, to request: Request) -> (head: HTTPResponse, bytes: [UInt8]) {
        let bytes = answer.bodyBytes
        var fields = HTTPFields()
        for field in answer.headers {
            let name = FieldNames.name(of: field.name)
            if fields.contains(name) {
                fields.append(HTTPField(name: name, value: field.value))
            } else {
                // The same for a new name, without the detour of an append through any collection.
                fields[name] = field.value
            }
        }
        fields[.contentLength] = String(bytes.count)
        if request.headers[.connection] == "close" { fields[.connection] = "close" }
        return (HTTPResponse(status: .init(code: answer.status), headerFields: fields), bytes)
    }

    private func body(_ bytes: [UInt8], of request: Request) -> ResponseBody {
        bytes.isEmpty || request.method == .head
            ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    }
}
