/// Where something stands in the documents: a file, and a JSON pointer (RFC 6901) in it.
public struct Place: Hashable, Sendable, CustomStringConvertible {
    /// The file's name as it was given, without its folder.
    public let file: String
    /// The pointer's parts, as they are; none of them is the whole file.
    public let pointer: [String]

    public init(_ file: String, _ pointer: [String] = []) {
        self.file = file
        self.pointer = pointer
    }

    func appending(_ steps: [String]) -> Place { Place(file, pointer + steps) }
    func appending(_ step: String) -> Place { Place(file, pointer + [step]) }

    /// `clusters.json#/0/sku/capacity`
    public var description: String {
        file + "#"
            + pointer.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
    }
}
