import VirtualTime

/// A file that `lockstep init` writes.
public struct StarterFile: Sendable {
    /// Below the folder that is asked for.
    public let path: String
    public let text: String

    public static let all: [StarterFile] = [
        StarterFile(path: "scenarios/first.scenario.yaml", text: scenario),
        StarterFile(path: ".vscode/settings.json", text: settings.json(indent: 2) + "\n"),
        StarterFile(
            path: ".vscode/\(ScenarioSchema.fileName)", text: ScenarioSchema.document.json(indent: 2) + "\n"),
    ]

    private static let settings: Document = [
        "yaml.schemas": [".vscode/\(ScenarioSchema.fileName)": "*.scenario.yaml"]
    ]

    private static let scenario = """
        # Run it with: lockstep run scenarios
        # What a word means: lockstep explain within
        schema: lockstep/scenario/v1
        name: The key is disabled and enabled again
        world:
          from: builtin:contoso-cmk
          traffic: [{ to: workspace/contoso-soc, rate: 10/min, backfill: 1d }]

        steps:
          - name: The key is disabled
            as: revoked
            act: key.disable
            target: key/contoso-kv/cmk

          - name: Within an hour the data cannot be read
            check: { state: { workspace/contoso-soc: { data: inaccessible, ingestion: blocked } } }
            within: 1h
            of: revoked

          - name: The key is enabled two hours later
            at: revoked+2h
            as: restored
            act: key.enable
            target: key/contoso-kv/cmk

          - name: Within an hour the data is back
            check: { state: { workspace/contoso-soc: { data: accessible, ingestion: accepting } } }
            within: 1h
            of: restored

        """
}
