// swift-tools-version: 6.2
import PackageDescription

// LOCKSTEP_CORE_ONLY=1 swift run: builds the core and what searches futures, and fetches nothing.
let package = Package(
    name: "best-and-worst",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "lockstep", path: "../../..")],
    targets: [
        .executableTarget(
            name: "BestAndWorst", dependencies: [.product(name: "LockstepFutures", package: "lockstep")])
    ]
)
