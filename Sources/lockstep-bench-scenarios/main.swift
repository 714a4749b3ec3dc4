// Name, figure, unit and target, separated by tabs, of the exercises and the what-if plans that are named.
let files = CommandLine.arguments.dropFirst()
for plan in files where plan.hasSuffix(".whatif.yaml") { try WhatIfBench(plan).run() }
let exercises = files.filter { !$0.hasSuffix(".whatif.yaml") }
if !exercises.isEmpty {
    try TrainingBench.run(Array(exercises))
    ReadingBench.run()
}
