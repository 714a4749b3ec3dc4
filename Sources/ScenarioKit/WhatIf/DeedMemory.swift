import ControlPlane
import Synchronization
import VirtualTime

/// What an act on a vault came to the last time: the command that the wire made of it.
///
/// The way over the wire costs more than the future around it, and a search takes it thousands of times. What
/// the front door and the vault's data plane look at is the resources, the identities and the vaults; while
/// those are as they were, they say the same.
final class DeedMemory: Sendable {
    private let isOfVaults: Bool
    private let last = Mutex<Memory?>(nil)

    private struct Memory {
        let resources: Resources.State
        let identity: Identity.State
        let keyVault: KeyVault.State
        let settings: Settings
        let command: AnyCommand
        let principal: Principal
    }

    init(isOfVaults: Bool) { self.isOfVaults = isOfVaults }

    func command(in world: World) -> (command: AnyCommand, principal: Principal)? {
        guard isOfVaults, let memory = last.withLock({ $0 }), memory.settings == world.settings,
            memory.keyVault == world.keyVault, memory.identity == world.identity,
            memory.resources == world.resources
        else { return nil }
        return (memory.command, memory.principal)
    }

    /// Only what was one command, on what has a handle already, can be given to the rules directly.
    func note(_ entries: some Collection<Entry>, after world: World) {
        guard isOfVaults, let first = entries.first, case .command(let command, let principal) = first.cause,
            first.names.isEmpty,
            entries.dropFirst().allSatisfy({ if case .command = $0.cause { false } else { true } })
        else { return }
        last.withLock {
            $0 = Memory(
                resources: world.resources, identity: world.identity, keyVault: world.keyVault,
                settings: world.settings, command: command, principal: principal)
        }
    }
}
