public import Foundation
public import VirtualTime

/// The contract beside the checkout, or where `LOCKSTEP_CONTRACT` says: third-party data, never kept.
public enum ContractFiles {
    public static let folder = SharedFolder.find(
        "contract", variable: "LOCKSTEP_CONTRACT", landmark: "contract.json")

    public static var isPresent: Bool { folder != nil }
    public static let absence = "there is no contract beside the checkout; set LOCKSTEP_CONTRACT"

    /// The file below the folder, as JSON.
    public static func document(_ path: String) throws -> Document {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        return try document(folder.appending(path: path))
    }

    /// Some files begin with a byte order mark, and some are not UTF-8 throughout.
    static func document(_ url: URL) throws -> Document {
        var bytes = try Data(contentsOf: url)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        return try Document(json: String(decoding: bytes, as: UTF8.self), maximumDepth: 128)
    }
}
