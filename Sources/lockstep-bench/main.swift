import ControlPlane

let usage = "usage: lockstep-bench kernel | core | explore [depth]"

switch CommandLine.arguments.dropFirst().first {
case "kernel": KernelBench.run()
case "core": CoreBench.run()
case "explore":
    guard let depth = Int(CommandLine.arguments.dropFirst(2).first ?? "8"), depth > 0 else {
        fatalError(usage)
    }
    for policy in [ChoicePolicy.earliest, .latest] { ExploreBench.run(depth: depth, policy) }
default: print(usage)
}
