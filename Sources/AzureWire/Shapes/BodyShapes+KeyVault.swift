extension BodyShapes {
    /// Vaults, their policies, and keys.
    static let keyVault: [String: BodyShape] = [
        "PUT microsoft.keyvault/vaults/{}": BodyShape(
            """
            .: location text, tags{} text, properties object
            properties: tenantId text, sku object, accessPolicies[] object, vaultUri text, \
            hsmPoolResourceId own, enabledForDeployment flag, enabledForDiskEncryption flag, \
            enabledForTemplateDeployment flag, enableSoftDelete flag, softDeleteRetentionInDays integer, \
            enableRbacAuthorization flag, createMode text, enablePurgeProtection flag, networkAcls \
            object, provisioningState text, privateEndpointConnections own, publicNetworkAccess text
            \(skuAndNetwork)
            \(accessPolicies)
            """),
        "PATCH microsoft.keyvault/vaults/{}": BodyShape(
            """
            .: tags{} text, properties object
            properties: tenantId text, sku object, accessPolicies[] object, enabledForDeployment flag, \
            enabledForDiskEncryption flag, enabledForTemplateDeployment flag, enableSoftDelete flag, \
            enableRbacAuthorization flag, softDeleteRetentionInDays integer, createMode \
            text=recover|default, enablePurgeProtection flag, networkAcls object, publicNetworkAccess \
            text
            \(skuAndNetwork)
            \(accessPolicies)
            """),
        "PUT microsoft.keyvault/vaults/{}/accesspolicies/{}": BodyShape(
            """
            .: id own, name own, type own, location own, properties object
            properties: accessPolicies[] object
            \(accessPolicies)
            """),
        "POST /keys/{}/create": BodyShape(
            """
            .: kty text, key_size integer, key_ops[] text, attributes object, tags{} text, crv text, \
            public_exponent integer, release_policy object
            \(attributes)
            """),
        "PUT /keys/{}": BodyShape(
            """
            .: Hsm flag, key object, attributes object, tags{} text, release_policy object
            \(attributes)
            """),
        "PATCH /keys/{}/{}": keyChange,
        "PATCH /keys/{}": keyChange,
    ]

    /// Of a vault, and of a change of its policies alone.
    private static let accessPolicies = """
        properties.accessPolicies[]: tenantId! text, objectId! text, applicationId text, \
        permissions! object
        properties.accessPolicies[].permissions: keys[] text, secrets[] text, certificates[] text, \
        storage[] text
        """

    /// Of a vault.
    private static let skuAndNetwork = """
        properties.sku: family text, name text
        properties.networkAcls: bypass text, defaultAction text, ipRules[] object, \
        virtualNetworkRules[] object
        properties.networkAcls.ipRules[]: value! text
        properties.networkAcls.virtualNetworkRules[]: id! text, ignoreMissingVnetServiceEndpoint \
        flag
        """

    private static let keyChange = BodyShape(
        """
        .: key_ops[] text, attributes object, tags{} text, release_policy object
        \(attributes)
        """)

    /// Of a key, however it comes about.
    private static let attributes = """
        attributes: enabled flag, nbf integer, exp integer, created own, updated own, \
        recoverableDays own, recoveryLevel own, exportable flag, hsmPlatform own, attestation own, \
        external_key object, key_size own
        attributes.external_key: id! text
        release_policy: contentType text, immutable flag, data text
        """
}
