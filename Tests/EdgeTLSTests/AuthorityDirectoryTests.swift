import Foundation
import Synchronization
import Testing

@testable import EdgeTLS

@Suite struct AuthorityDirectoryTests {
    private let subtrees = CertifiedNames.test.subtrees

    private func pem(_ path: String, at now: Date = TestClock.start, _ names: [String]? = nil) throws
        -> String
    {
        try AuthorityDirectory(path: path).authority(for: names ?? subtrees, at: now).pem
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }

    @Test("keeps the public certificates and one private key, which only its owner can read")
    func files() throws {
        try withDirectory { path in
            let pem = try pem("\(path)/deep/down")
            let kept = "\(path)/deep/down"
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: kept).sorted()
                    == ["ca-key.pem", "ca.lock", "ca.pem"])
            #expect(try mode("\(kept)/ca-key.pem") == 0o600)
            #expect(try mode(kept) == 0o700)
            #expect(try String(contentsOfFile: "\(kept)/ca.pem", encoding: .utf8) == pem)
            #expect(!pem.contains("PRIVATE"))
            #expect(pem.components(separatedBy: "BEGIN CERTIFICATE").count == 3)
        }
    }

    @Test("a second start finds the same authority, until a week before its end")
    func secondStart() throws {
        try withDirectory { path in
            let first = try pem(path)
            let start = TestClock.start
            #expect(try pem(path) == first)
            #expect(try pem(path, at: start + 22.99 * 86_400) == first)
            let second = try pem(path, at: start + 23.01 * 86_400)
            #expect(second != first)
            #expect(try pem(path, at: start + 24 * 86_400) == second)
        }
    }

    @Test("a clock set back before it was made, other names, and broken or mixed files get a new one")
    func replaced() throws {
        try withDirectory { path in
            let first = try pem(path)
            let past = try pem(path, at: TestClock.start - 86_400)
            #expect(past != first)
            let others = try pem(path, at: TestClock.start - 86_400, ["a.test", "localhost"])
            #expect(others != past)

            let key = try String(contentsOfFile: "\(path)/ca-key.pem", encoding: .utf8)
            for damage in ["", "nonsense", first] {
                try damage.write(toFile: "\(path)/ca.pem", atomically: false, encoding: .utf8)
                #expect(try pem(path, at: TestClock.start) != damage)
            }
            #expect(try String(contentsOfFile: "\(path)/ca-key.pem", encoding: .utf8) != key)
            #expect(try mode("\(path)/ca-key.pem") == 0o600)
        }
    }

    @Test("a key that others can read is refused, and stays as it is", arguments: [0o640, 0o604, 0o610])
    func readableKey(mode: Int) throws {
        try withDirectory { path in
            _ = try pem(path)
            let key = "\(path)/ca-key.pem"
            let before = try String(contentsOfFile: key, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
            #expect(throws: CertificateFault.unsafeKeyFile(path: key)) { try pem(path) }
            #expect(try String(contentsOfFile: key, encoding: .utf8) == before)
        }
    }

    @Test("a key behind a link, or one that is no file, is refused")
    func noPlainFile() throws {
        try withDirectory { path in
            _ = try pem(path)
            let key = "\(path)/ca-key.pem"
            try FileManager.default.moveItem(atPath: key, toPath: "\(path)/elsewhere")
            try FileManager.default.createSymbolicLink(atPath: key, withDestinationPath: "\(path)/elsewhere")
            #expect(throws: CertificateFault.unsafeKeyFile(path: key)) { try pem(path) }
            try FileManager.default.removeItem(atPath: key)
            try FileManager.default.createDirectory(atPath: key, withIntermediateDirectories: false)
            #expect(throws: CertificateFault.unsafeKeyFile(path: key)) { try pem(path) }
        }
    }

    @Test("a directory that cannot be made is named")
    func noDirectory() throws {
        #expect {
            try pem("/proc/lockstep")
        } throws: { error in
            "\(error)".contains("/proc/lockstep") && error is CertificateFault
        }
    }

    @Test("what a killed process left behind is in nobody's way")
    func leftovers() throws {
        try withDirectory { path in
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            for name in ["ca-key.pem", "ca.pem"] {
                try "half".write(
                    toFile: "\(path)/\(name).\(getpid()).new", atomically: false, encoding: .utf8)
            }
            let first = try pem(path)
            #expect(try pem(path) == first)
        }
    }

    @Test("many that start at once in an empty directory agree")
    func together() throws {
        try withDirectory { path in
            let pems = Mutex<[String]>([])
            DispatchQueue.concurrentPerform(iterations: 16) { _ in
                let pem = (try? pem(path)) ?? "none"
                pems.withLock { $0.append(pem) }
            }
            let kept = try pem(path)
            #expect(Set(pems.withLock { $0 }) == [kept])
        }
    }
}
