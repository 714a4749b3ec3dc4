import ArgumentParser
import ScenarioKit

/// The command line: one file a command.
@main
struct Lockstep: AsyncParsableCommand {
    static let version = Features.version

    static let configuration = CommandConfiguration(
        commandName: "lockstep",
        abstract: "A deterministic simulator of the Azure control plane for customer-managed keys.",
        discussion: """
            EXAMPLE
              lockstep run Scenarios                              rehearse, in virtual time
              lockstep serve --world builtin:contoso-cmk          speak Azure's wire on 127.0.0.1:8443
              lockstep clock advance 1h                           let the hour of a revocation pass
              lockstep why workspace/contoso-soc                  which entry, which rule
            """,
        version: version,
        subcommands: [
            Serve.self, Run.self, Check.self, FlipCommand.self, WhatIfCommand.self, ExploreCommand.self,
            ReplayCommand.self, ShrinkCommand.self, MergeCommand.self, Why.self, Rules.self, Explain.self,
            AssumptionsCommand.self,
            TimingsCommand.self, ChoicesCommand.self, ProbesCommand.self, ActsCommand.self, Clock.self,
            WorldCommand.self, StateCommand.self, ActCommand.self, AzLineCommand.self, FaultCommand.self,
            LogCommand.self, Assess.self, EvidenceCommand.self, Train.self,
            Verify.self,
            Env.self, Exec.self, Doctor.self, VersionCommand.self, SchemaCommand.self, Init.self,
            Completions.self,
        ])
}
