import ArgumentParser
import ScenarioKit
import VirtualTime

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print a JSON Schema of what Lockstep reads.",
        discussion: """
            EXAMPLE
              lockstep schema scenario > lockstep-scenario-v1.schema.json
              lockstep schema whatif
              lockstep schema report                  what --report json=FILE writes
            """)

    enum Name: String, ExpressibleByArgument, CaseIterable { case scenario, whatif, report }

    @Argument(help: "Which: scenario, whatif or report.")
    var name: Name

    func run() {
        switch name {
        case .scenario: Console.print(ScenarioSchema.document)
        case .whatif: Console.print(WhatIfSchema.document)
        case .report: Console.print(ReportSchema.text)
        }
    }
}
