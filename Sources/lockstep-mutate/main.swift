import ControlPlane
import Foundation
import VirtualTime

// Rewrites a copy of the sources so that each of some rules can be taken out, one at a time, by a number in
// the environment: one build serves all mutants. See scripts/mutate.sh.

let usage = "usage: lockstep-mutate SEED COUNT|all DIRECTORY [wire]\n"

func fail(_ sentence: String) -> Never {
    FileHandle.standardError.write(Data(sentence.utf8))
    exit(2)
}

let arguments = CommandLine.arguments.dropFirst()
guard [3, 4].contains(arguments.count), arguments.count == 3 || arguments[4] == "wire",
    let seed = UInt64(arguments[1])
else { fail(usage) }
let isAll = arguments[2] == "all"
guard isAll || Int(arguments[2]).map({ $0 > 0 }) == true else { fail(usage) }
let root = URL(filePath: arguments[3])

let sources = try SourceTree(root: root, withWire: arguments.count == 4)
let sites = sources.sites()
var rules = Array(Set(sites.map(\.rule))).sorted()
let count = Int(arguments[2]) ?? rules.count
var draw = Draw(seed: seed, key: "mutants")
var chosen: [RuleID] = []
while chosen.count < count, !rules.isEmpty {
    chosen.append(rules.remove(at: Int(draw.uniform(in: 0...Int64(rules.count - 1)))))
}
guard chosen.count == count else { fail("there are sites of \(chosen.count) rules only\n") }
try sources.write(
    sites.compactMap { site in
        chosen.firstIndex(of: site.rule).map { (mutant: $0 + 1, site: site) }
    })
for (place, rule) in chosen.enumerated() {
    let line = Rulebook.find(rule.code)
    let count = sites.count { $0.rule == rule }
    print("\(place + 1)\t\(rule)\t\(line?.room ?? "")\t\(count)")
}
