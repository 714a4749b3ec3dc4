import ControlPlane
import Futures

/// Every state that a few acts of any kind lead to, each policy on a thread of its own.
enum StatesBench {
    static func run(depth: Int) async {
        await withTaskGroup(of: Void.self) { group in
            for policy in [ChoicePolicy.earliest, .latest] { group.addTask { run(depth: depth, policy) } }
        }
    }

    private static func run(depth: Int, _ policy: ChoicePolicy) {
        let small = SmallWorld(Settings(choices: Choices(policy: policy)))
        let exploration = StateExploration(
            alphabet: small.alphabet, depth: depth, complaint: WorldInvariants.complaint)
        let clock = ContinuousClock()
        let begin = clock.now
        let result = exploration.run(from: small.timeline.world)
        let time = clock.now - begin
        print("states.\(policy.rawValue)\t\(small.alphabet.count)\tacts in the alphabet")
        print("states.\(policy.rawValue)\t\(result.states)\tstates within \(depth) acts\t\(result.byDepth)")
        print("states.\(policy.rawValue)\t\(result.acts)\tacts taken\t\(time)")
        print("states.\(policy.rawValue)\t\(result.violation?.description ?? "no violation")")
    }
}
