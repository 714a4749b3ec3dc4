import ControlPlane

let usage = "usage: lockstep-bench kernel | core [fork|year|turn|future] | explore [depth] | states [depth]"

switch CommandLine.arguments.dropFirst().first {
case "kernel": KernelBench.run()
case "core": CoreBench.run(only: CommandLine.arguments.dropFirst(2).first)
case "explore":
    guard let depth = Int(CommandLine.arguments.dropFirst(2).first ?? "8"), depth > 0 else {
        fatalError(usage)
    }
    for policy in [ChoicePolicy.earliest, .latest] { ExploreBench.run(depth: depth, policy) }
case "states":
    guard let depth = Int(CommandLine.arguments.dropFirst(2).first ?? "4"), depth > 0 else {
        fatalError(usage)
    }
    await StatesBench.run(depth: depth)
default: print(usage)
}
