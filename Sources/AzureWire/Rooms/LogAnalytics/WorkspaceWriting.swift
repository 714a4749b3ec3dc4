import ControlPlane
import VirtualTime

/// In which api-version a workspace was written last: two back ends answer for workspaces, and what the older
/// one wrote looks older (as recorded).
struct WorkspaceWriting {
    private static let member = "lockstep.writtenIn"
    private static let firstOfNewBackEnd = APIVersion.known("2022-10-01")
    private static let firstWithEtag = APIVersion.known("2023-09-01")
    /// Made once and provisioned once: nothing was written since.
    private static let revisionWhenNew = 2

    private let version: APIVersion?
    private let isChanged: Bool
    private let isWrittenByOperation: Bool

    init(_ workspace: LogAnalytics.Workspace, in world: World) {
        version = workspace.carried[Self.member]?.text.flatMap(APIVersion.init)
        isChanged = workspace.revision > Self.revisionWhenNew
        isWrittenByOperation = world.settings.has(.workspaceOperations)
    }

    /// What the older back end wrote last is listed as it writes it, in every version.
    var listed: APIVersion? { version.flatMap { $0 < Self.firstOfNewBackEnd ? $0 : nil } }

    /// Versions since 2023-09-01 give every workspace an etag, those before only the changed ones; all do
    /// since writing is a long-running operation.
    func showsEtag(in shown: APIVersion?) -> Bool {
        if shown?.description == "2021-12-01-preview" { return false }
        return isChanged || isWrittenByOperation || version.map { $0 >= Self.firstWithEtag } ?? true
    }

    static func note(_ version: APIVersion?, in carried: inout Document?) {
        guard let version else { return }
        var document = carried ?? [:]
        document[member] = .string(version.description)
        carried = document
    }
}
