import Synchronization
import TestKeys

/// The keys made so far, by what they follow from: making one again gives the same, and takes time.
///
/// Bounded: when the young half is full, the old half is dropped. A key that is used stays.
final class KeyRing: Sendable {
    private struct Halves {
        var young: [String: TestKey] = [:]
        var old: [String: TestKey] = [:]
    }

    private let halves = Mutex(Halves())
    private let capacity: Int

    /// - Parameter capacity: of each half, in keys
    init(capacity: Int) { self.capacity = capacity }

    /// The key of that name; `make` is called where there is none, and not while others wait.
    func key<Failure: Error>(
        _ name: String, _ make: () throws(Failure) -> TestKey
    ) throws(Failure) -> TestKey {
        let found = halves.withLock { halves -> TestKey? in
            if let key = halves.young[name] { return key }
            guard let key = halves.old[name] else { return nil }
            keep(key, name, in: &halves)
            return key
        }
        if let found { return found }
        let key = try make()
        halves.withLock { keep(key, name, in: &$0) }
        return key
    }

    var count: Int { halves.withLock { $0.young.count + $0.old.count } }

    private func keep(_ key: TestKey, _ name: String, in halves: inout Halves) {
        if halves.young.count >= capacity {
            halves.old = halves.young
            halves.young = [:]
        }
        halves.young[name] = key
    }
}
