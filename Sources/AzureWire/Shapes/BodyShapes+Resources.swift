extension BodyShapes {
    /// Resource groups, and queries.
    static let resources: [String: BodyShape] = [
        "POST /v1/workspaces/{}/query": BodyShape(
            """
            .: query text, timespan text, workspaces[] text
            """),
        "PUT /subscriptions/{}/resourcegroups/{}": BodyShape(
            """
            .: id own, name own, type own, properties object, location text, managedBy text, tags{} \
            text, systemData own
            properties: provisioningState own
            """),
        "PATCH /subscriptions/{}/resourcegroups/{}": BodyShape(
            """
            .: name text, properties object, managedBy text, tags{} text
            properties: provisioningState own
            """),
    ]
}
