// swift-tools-version: 6.2
import PackageDescription

// Arrows point down only; a target can name what is below it and nothing else.
//
//   lockstep ─► HTTPEndpoint ─► Hummingbird    Estate    ScenarioKit ─► Yams
//                   │                             │           │
//                   └────────► AzureWire ◄────────┴───────────┘
//                              │       │
//      swift-crypto, BigInt ◄─ TestKeys │
//                                      │
//                              Simulation
//                               │      │
//                       JournalStore   Futures
//                        │ (GRDB)      │
//                        └► ControlPlane
//                               │
//                           VirtualTime
//
// LOCKSTEP_CORE_ONLY=1 leaves the lowest three and their tests: nothing to fetch, a build in seconds.

let coreOnly = Context.environment["LOCKSTEP_CORE_ONLY"] == "1"
// Asked for by scripts/fuzz.sh, in a build of its own: what is fuzzed counts which way it goes.
let fuzzes = Context.environment["LOCKSTEP_FUZZ"] == "1"

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let fuzzed = ["ScenarioKit", "VirtualTime"]

func target(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: dependencies,
        swiftSettings: strict + (fuzzes && fuzzed.contains(name) ? [.unsafeFlags(["-sanitize=fuzzer"])] : []))
}

func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: strict)
}

var package = Package(
    name: "lockstep",
    platforms: [.macOS(.v15)],
    products: [.library(name: "LockstepFutures", targets: ["Futures", "ControlPlane", "VirtualTime"])],
    targets: [
        target("VirtualTime"),
        target("ControlPlane", ["VirtualTime"]),
        target("Futures", ["ControlPlane", "VirtualTime"]),
        target("Measuring"),
        tests(of: "VirtualTime"),
        .executableTarget(
            name: "lockstep-bench", dependencies: ["ControlPlane", "Futures", "Measuring", "VirtualTime"],
            swiftSettings: strict),
        .executableTarget(
            name: "lockstep-mutate", dependencies: ["ControlPlane", "VirtualTime"], swiftSettings: strict),
        tests(of: "ControlPlane", ["VirtualTime", "Futures"]),
        tests(of: "Futures", ["ControlPlane", "VirtualTime"]),
        .testTarget(
            name: "RepositoryTests", dependencies: ["ControlPlane", "VirtualTime"], swiftSettings: strict),
    ]
)

if !coreOnly {
    package.dependencies = [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
    ]
    package.targets += [
        target(
            "JournalStore", ["ControlPlane", "VirtualTime", .product(name: "GRDB", package: "GRDB.swift")]),
        target("Simulation", ["ControlPlane", "Futures", "JournalStore", "VirtualTime"]),
        target(
            "TestKeys",
            [
                .product(name: "BigInt", package: "BigInt"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        target("AzureWire", ["ControlPlane", "Simulation", "TestKeys", "VirtualTime"]),
        target("Estate", ["AzureWire", "ControlPlane", "Simulation", "VirtualTime"]),
        target("PrivateFiles"),
        target(
            "EdgeTLS",
            [
                "PrivateFiles",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]),
        target(
            "EntraTokens",
            [
                "AzureWire", "ControlPlane", "PrivateFiles", "VirtualTime",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ]),
        target(
            "HTTPEndpoint",
            [
                "AzureWire", "ControlPlane", "Simulation", "VirtualTime",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        target(
            "ScenarioKit",
            [
                "AzureWire", "ControlPlane", "Futures", "Simulation", "VirtualTime",
                .product(name: "Yams", package: "Yams"),
            ]),
        .executableTarget(
            name: "lockstep",
            dependencies: [
                "AzureWire", "ControlPlane", "EdgeTLS", "EntraTokens", "Estate", "Futures", "HTTPEndpoint",
                "JournalStore",
                "ScenarioKit", "Simulation",
                "VirtualTime",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(
                    name: "SystemPackage", package: "swift-system", condition: .when(platforms: [.linux])),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "lockstep-bench-scenarios",
            dependencies: ["Futures", "Measuring", "ScenarioKit", "VirtualTime"],
            swiftSettings: strict),
        .executableTarget(
            name: "lockstep-bench-http",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: strict),
        tests(
            of: "JournalStore",
            ["ControlPlane", "VirtualTime", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            of: "Simulation",
            ["ControlPlane", "JournalStore", "VirtualTime", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            of: "TestKeys",
            [
                .product(name: "BigInt", package: "BigInt"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        tests(of: "AzureWire", ["ControlPlane", "Simulation", "TestKeys", "VirtualTime"]),
        // The contract of Azure, its schemas and examples, read where they are at hand.
        .target(
            name: "Contract", dependencies: ["VirtualTime"], path: "Tests/Contract", swiftSettings: strict),
        tests(of: "Contract", ["AzureWire", "ControlPlane", "Simulation", "VirtualTime"]),
        tests(
            of: "Estate",
            ["AzureWire", "Contract", "ControlPlane", "ScenarioKit", "Simulation", "VirtualTime"]),
        tests(
            of: "HTTPEndpoint",
            [
                "AzureWire", "ControlPlane", "EdgeTLS", "JournalStore", "ScenarioKit", "Simulation",
                "VirtualTime",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        tests(
            of: "EdgeTLS",
            [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]),
        tests(
            of: "EntraTokens",
            [
                "AzureWire", "ControlPlane", "Simulation", "VirtualTime",
                .product(name: "JWTKit", package: "jwt-kit"),
            ]),
        tests(of: "ScenarioKit", ["AzureWire", "ControlPlane", "Futures", "Simulation", "VirtualTime"]),
    ]
    if fuzzes {
        package.targets.append(
            .executableTarget(
                name: "lockstep-fuzz", dependencies: ["Measuring", "ScenarioKit", "VirtualTime"],
                swiftSettings: strict + [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])],
                linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]))
    }
}
