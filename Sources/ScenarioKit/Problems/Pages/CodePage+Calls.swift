extension CodePage {
    private static let world = "world: { from: builtin:contoso-cmk }\n"
    private static let disable = "  - act: key.disable\n    target: key/contoso-kv/cmk\n"
    private static let unlink = "  - act: workspace.unlink\n    target: workspace/contoso-soc\n"
    private static let list = "  - request: GET /subscriptions?api-version=2022-12-01\n"

    static let callPages: [CodePage] = [
        CodePage(
            .status, "another status",
            means: "The first answer of the call had another status. A call without `status`, `rejectedBy` "
                + "and `outcome` must succeed: 2xx.",
            wrong: world + "steps:\n  - act: key.disable\n    target: key/contoso-kv/no-such-key",
            right: world + "steps:\n  - act: key.disable\n    target: key/contoso-kv/no-such-key\n"
                + "    expect: { status: 404 }",
            advice: "The answer and the rules that refused it are shown below the place."),
        CodePage(
            .header, "another header", means: "A header of the answer is absent or has another value.",
            wrong: "steps:\n" + list + "    expect: { headers: { content-type: text/plain } }",
            right: "steps:\n" + list
                + "    expect: { headers: { content-type: { startsWith: application/json } } }",
            advice: "Names of headers are compared without case, values with it."),
        CodePage(
            .body, "another body",
            means: "What the path finds in the body is absent or another value. Beside `wait` the body is "
                + "that of the resource once the operation has ended.",
            wrong: "steps:\n" + list + "    expect: { body: { \"$.value\": { length: 2 } } }",
            right: "steps:\n" + list + "    expect: { body: { \"$.value\": { length: 1 } } }",
            advice: "The body that was found is shown below the place."),
        CodePage(
            .error, "another error",
            means: "The code, the message or the target of the error in the answer is another.",
            wrong: world + "steps:\n  - act: key.disable\n    target: key/contoso-kv/none\n"
                + "    expect: { status: 404, error: { code: NotFound } }",
            right: world + "steps:\n  - act: key.disable\n    target: key/contoso-kv/none\n"
                + "    expect: { status: 404, error: { code: KeyNotFound } }",
            advice: "Rules are steadier than codes: `rejectedBy` asserts why, whatever the wire says."),
        CodePage(
            .rejectedBy, "refused by another rule, or not at all",
            means:
                "The decision record of the call does not name the rule. A call can be refused for several "
                + "reasons; any of them will do. `none` wants no refusal.",
            wrong: world + "steps:\n" + unlink + "    expect: { rejectedBy: SENT-CHG-06 }",
            right: world + "steps:\n" + unlink + "    expect: { rejectedBy: SENT-CHG-05 }",
            advice: "`lockstep explain ID` says what the rule that refused it means."),
        CodePage(
            .outcome, "another outcome",
            means: "What became of the call, or of the records, is another word: stored, dropped, rejected, "
                + "queued, ineffective or accepted.",
            wrong: world + "steps:\n  - ingest: { to: workspace/contoso-soc, records: 5 }\n"
                + "    expect: { outcome: dropped }",
            right: world + "steps:\n  - ingest: { to: workspace/contoso-soc, records: 5 }\n"
                + "    expect: { outcome: stored }",
            advice: "Look at `ingestion` of the workspace at that instant."),
        CodePage(
            .operation, "the operation ended otherwise",
            means: "The last state of the operation behind the call is another one. One that ended at once "
                + "counts as Succeeded; a refused call and the data plane have `none`.",
            wrong: world + "steps:\n" + disable + "    expect: { operation: Succeeded }",
            right: world + "steps:\n  - act: cluster.update-key\n    target: cluster/contoso-la\n"
                + "    with: { key: key/contoso-kv/other }\n    expect: { rejectedBy: SENT-CHG-08 }",
            advice: "Wait for it (`wait: true`) before its last state is asked."),
        CodePage(
            .capture, "nothing to capture",
            means:
                "The path finds nothing in the body, or the header is absent. A name is bound to something "
                + "or the step fails; it is never bound to nothing.",
            wrong: "steps:\n" + list + "    capture: { first: \"$.value[7].id\" }",
            right: "steps:\n" + list + "    capture: { first: \"$.value[0].id\" }",
            advice: "The body is shown below the place."),
    ]
}
