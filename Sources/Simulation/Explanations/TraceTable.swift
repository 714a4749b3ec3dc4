// swift-format-ignore-file

/// Generated from the text of the repository: `make docs` writes it anew.
enum TraceTable {
    static let text = #"""
        rule|ARM-ASYNC-01|LongRunningOperation.swift ResourcesDecide.swift|OperationTests.swift ResourcesRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation setup/01-setup-happy-path stories/02-a-precondition-missing stories/12-a-third-link-in-thirty-days stories/15-unsupported-changes|event operation started workspace/contoso-soc ARM-ASYNC-01
        rule|ARM-ASYNC-02|LongRunningOperation.swift ResourcesRoutes.swift ResourcesDecide.swift|OperationTests.swift ResourcesRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation setup/01-setup-happy-path stories/02-a-precondition-missing stories/12-a-third-link-in-thirty-days stories/15-unsupported-changes|event operation ended workspace/contoso-soc operation → Succeeded ARM-ASYNC-02
        rule|ARM-ASYNC-03|LongRunningOperation.swift|OperationTests.swift||
        rule|ARM-ASYNC-04|LongRunningOperation.swift ProvisioningState.swift|OperationTests.swift ResourcesRulesTests.swift||
        rule|ARM-ERR-01|Plane.swift|FrontDoorTests.swift||
        rule|ARM-ERR-03|WireFailure.swift|FrontDoorTests.swift||
        rule|ARM-ERR-05|AzureService.swift|FrontDoorTests.swift||
        rule|ARM-ERR-06|AzureService+Answers.swift ResourcesRoutes.swift|FrontDoorTests.swift||
        rule|ARM-ERR-08|AzureService.swift Refusal+AzureError.swift ResourcesDecide.swift|FrontDoorTests.swift ResourcesRulesTests.swift||
        rule|ARM-ERR-09|WireFailure.swift ResourcesDecide.swift|FrontDoorTests.swift ResourcesRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg?api-version=2024-11-01 → 201 ⇒ event group written group/sec-rg ARM-ERR-09
        rule|ARM-ERR-10|Refusal+AzureError.swift LogAnalyticsTables.swift SentinelRoutes.swift WireFailure.swift ResourcesDecide.swift|FrontDoorTests.swift ResourcesRulesTests.swift||
        rule|ARM-ERR-12|AzureService+Authorization.swift IdentityRights.swift|AccessWireTests.swift RoleRulesTests.swift|rules/kv-access|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv?api-version=2023-07-01 → 403 AuthorizationFailed
        rule|ARM-ERR-13|AzureService+Authorization.swift IdentityRights.swift|AccessWireTests.swift RoleRulesTests.swift|rules/kv-access|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2022-10-01 → 403 LinkedAuthorizationFailed
        rule|ARM-ERR-14|Refusal+AzureError.swift ResourcesDecide.swift|FrontDoorTests.swift ResourcesRulesTests.swift||
        rule|ARM-ERR-17|RequestBody.swift WireFailure.swift|FrontDoorTests.swift||
        rule|ARM-ERR-24|IdentityDecide.swift|RoleRulesTests.swift|rules/kv-access|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-0000-0000-000000000002?api-version=2022-04-01 → 400 PrincipalNotFound
        rule|ARM-ERR-25|IdentityDecide.swift|RoleRulesTests.swift|rules/kv-access|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-0000-0000-000000000001?api-version=2022-04-01 → 409 RoleAssignmentExists
        rule|ARM-MI-01|IdentityReact.swift IdentityState.swift|IdentityRulesTests.swift RoleRulesTests.swift|stories/02-a-precondition-missing stories/15-unsupported-changes|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la → 202 ⇒ event principal removed identity/ca0f15ff-5d56-8c89-9d35-54e0a4045430 exists → false ARM-MI-01
        rule|ARM-MI-02|IdentityDecide.swift IdentityReact.swift IdentityState.swift KeyVaultReact.swift|AccessWireTests.swift RoleRulesTests.swift|rules/kv-access|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ua9?api-version=2023-01-31 → 201 ⇒ event identity written identity/ua9 ARM-MI-02
        rule|ARM-MI-03|KeyVaultReact.swift|RoleRulesTests.swift|rules/kv-access|DELETE https://management.azure.com/…/sec-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ua9?api-version=2023-01-31 → 200 ⇒ rule ARM-MI-03 effect vault/contoso-kv
        rule|ARM-RP-01|ResourcesAlarm.swift ResourcesCommand.swift ResourcesDecide.swift ResourcesRegistration.swift|ResourcesRulesTests.swift|setup/01-setup-happy-path|POST https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.DocumentDB/register?api-version=2024-11-01 → 200 ⇒ event registration started provider/Microsoft.DocumentDB registration → Registering ARM-RP-01
        rule|ARM-RP-02|ResourcesRegistration.swift|ResourcesRulesTests.swift||
        rule|ARM-RP-04|ResourcesDecide.swift|ResourcesRulesTests.swift||
        rule|COSMOS-CMK-06|CosmosDBAlarm.swift CosmosDBDecide.swift|CosmosDBRulesTests.swift|revocation/02-revoke-and-restore|event account deleted cosmos/contoso-soc exists → false COSMOS-CMK-06
        rule|COSMOS-REG-01|IdentityReact.swift|CosmosDBRulesTests.swift|setup/01-setup-happy-path|event principal appeared identity/Azure Cosmos DB exists → true COSMOS-REG-01
        rule|COSMOS-REG-02|Principal.swift Identity.swift|CosmosDBRulesTests.swift||
        rule|COSMOS-REVOKE-01|CosmosDB.swift|CosmosDBRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation rules/kv-access rules/kv-net stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today stories/08-whose-access-is-removed stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ event key access changed cosmos/contoso-soc keyAccess → cached COSMOS-REVOKE-01
        rule|COSMOS-REVOKE-02|CosmosDB.swift|CosmosDBRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation rules/kv-access rules/kv-net stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today stories/08-whose-access-is-removed stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|event key access changed cosmos/contoso-soc keyAccess → revoked COSMOS-REVOKE-02
        rule|COSMOS-REVOKE-03|CosmosDBDecide.swift|CosmosDBRulesTests.swift|revocation/02-revoke-and-restore|event account deletion started cosmos/contoso-soc COSMOS-REVOKE-03
        rule|COSMOS-REVOKE-06|CosmosDB.swift|CosmosDBRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation rules/kv-net stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ event key access changed cosmos/contoso-soc keyAccess → revoked (restoring) COSMOS-REVOKE-06
        rule|COSMOS-ROT-01|KeyConsumers.swift CosmosDBAlarm.swift|CosmosDBRulesTests.swift|rotation/03-rotation|event key rewrapped cosmos/contoso-soc keyVersion → 3b77fe82c4b1886594babba350f799fa COSMOS-ROT-01
        rule|KV-ACC-01|KeyVaultCryptography.swift KeyVaultDecide.swift KeyVaultState.swift|AccessRulesTests.swift|rules/kv-access|GET https://contoso-kv.vault.azure.net/keys/cmk?api-version=7.4 → 403 Forbidden
        rule|KV-ACC-02|KeyVaultBodies.swift KeyPermissions.swift KeyVaultDecide.swift|VaultRulesTests.swift|rules/kv-access rules/kv-net setup/01-setup-happy-path stories/08-whose-access-is-removed|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv/accessPolicies/add → 200 ⇒ event policies changed vault/contoso-kv KV-ACC-02
        rule|KV-ACC-03|KeyPermissions.swift KeyVaultCryptography.swift KeyVaultDecideKeys.swift|CryptographyRulesTests.swift|rules/kv-access rules/kv-net|POST https://contoso-kv.vault.azure.net/keys/cmk/rotate?api-version=7.4 → 403 Forbidden
        rule|KV-ACC-04|IdentityRoutes.swift IdentityDecide.swift IdentityRights.swift IdentityRoles.swift|AccessRulesTests.swift|rules/kv-access|GET https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6?api-version=2022-04-01 → 200
        rule|KV-ACC-05|IdentityAlarm.swift IdentityState.swift KeyVaultCryptography.swift|AccessRulesTests.swift|rules/kv-access stories/10-a-vault-deleted-and-recovered|event role effective identity/contoso-la roles → Key Vault Crypto Service Encryption User KV-ACC-05
        rule|KV-ACC-06|Names.swift IdentityDecide.swift IdentityRights.swift KeyVaultReact.swift|AccessRulesTests.swift|rules/kv-access stories/10-a-vault-deleted-and-recovered|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv/providers/Microsoft.Authorization/roleAssignments/71a1af08-e178-8c80-9332-46dfb6cc45b8 → 201 ⇒ event role assigned identity/contoso-la roles → Key Vault Crypto Service Encryption User KV-ACC-06
        rule|KV-CMK-01|LogAnalyticsDecideUpdate.swift|CryptographyRulesTests.swift||
        rule|KV-CMK-02|KeyPermissions.swift|CryptographyRulesTests.swift||
        rule|KV-CRYPTO-01|Envelope.swift|KeyWireTests.swift CryptographyRulesTests.swift||
        rule|KV-CRYPTO-02|KeyVaultDataPlane.swift KeyVault.swift KeyVaultCryptography.swift KeyVaultDecideKeys.swift|CryptographyRulesTests.swift|rules/kv-access|GET https://contoso-kv.vault.azure.net/keys/none?api-version=7.4 → 404 KeyNotFound
        rule|KV-DEL-01|KeyVaultDecide.swift KeyVaultReact.swift|VaultRulesTests.swift|rules/kv-access stories/10-a-vault-deleted-and-recovered|DELETE https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv → 200 ⇒ event vault deleted vault/contoso-kv exists → false KV-DEL-01
        rule|KV-DEL-03|AzureService+Authorization.swift KeyVaultRoutes.swift|AccessWireTests.swift|rules/kv-access|GET https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.KeyVault/deletedVaults?api-version=2023-07-01 → 200
        rule|KV-DEL-04|KeyVaultCryptography.swift KeyVaultDecide.swift|VaultRulesTests.swift||
        rule|KV-DEL-05|IdentityReact.swift|AccessRulesTests.swift|rules/kv-access stories/10-a-vault-deleted-and-recovered|DELETE https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv → 200 ⇒ event role gone identity/contoso-la roles → Key Vault Crypto Service Encryption User KV-DEL-05
        rule|KV-DEL-06|KeyVaultDecide.swift|VaultRulesTests.swift|rules/kv-access stories/10-a-vault-deleted-and-recovered|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv → 200 ⇒ event vault recovered vault/contoso-kv exists → true KV-DEL-06
        rule|KV-DEL-09|KeyVaultAlarm.swift|VaultRulesTests.swift||
        rule|KV-DP-01|Plane.swift|AccessWireTests.swift|rules/kv-access rules/kv-net|POST https://contoso-kv.vault.azure.net/keys/cmk/rotate?api-version=7.4 → 403 Forbidden
        rule|KV-DP-02|Plane.swift KeyVaultProtocol.swift|AccessWireTests.swift|rules/kv-access|GET https://contoso-kv.vault.azure.net/keys/cmk?api-version=7.4 → 401 Unauthorized
        rule|KV-DP-03|AzureService.swift|AccessWireTests.swift|rules/kv-access|GET https://contoso-kv.vault.azure.net/keys/cmk → 400 BadParameter
        rule|KV-DP-04|KeyVaultCryptography.swift|AccessRulesTests.swift|rules/kv-access rules/kv-net|POST https://contoso-kv.vault.azure.net/keys/cmk/rotate?api-version=7.4 → 403 Forbidden
        rule|KV-DP-05|KeyVaultNetwork.swift|NetworkRulesTests.swift|rules/kv-net|GET https://contoso-kv.vault.azure.net/keys/cmk?api-version=7.4 → 403 Forbidden
        rule|KV-DP-06|KeyVaultCryptography.swift|AccessWireTests.swift AccessRulesTests.swift|rules/kv-access|GET https://contoso-kv.vault.azure.net/keys/cmk?api-version=7.4 → 403 Forbidden
        rule|KV-DP-07|KeyVaultDataPlane.swift KeyVaultDecideKeys.swift|AccessRulesTests.swift|rules/kv-access|GET https://contoso-kv.vault.azure.net/keys/none?api-version=7.4 → 404 KeyNotFound
        rule|KV-DP-09|KeyVaultDataPlane.swift KeyVaultProtocol.swift|AccessWireTests.swift|rules/kv-access rules/kv-net|GET https://contoso-kv.vault.azure.net/keys/cmk?api-version=7.4 → 200
        rule|KV-KEY-01|KeyVaultDecideKeys.swift|KeyRulesTests.swift||
        rule|KV-KEY-03|KeyVaultDecideKeys.swift|KeyRulesTests.swift|setup/01-setup-happy-path|POST https://contoso-kv.vault.azure.net/keys/cmk/create?api-version=2026-01-01-preview → 200 ⇒ event key version created key/contoso-kv/cmk currentVersion → f15623389ed28415a76605df9b60f0fe KV-KEY-03
        rule|KV-KEY-04|KeyVaultState.swift|KeyRulesTests.swift||
        rule|KV-KEY-05|KeyVaultDecideKeys.swift|KeyRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation stories/02-a-precondition-missing stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ event key version changed key/contoso-kv/cmk enabled → false (0e1f7dde) KV-KEY-05
        rule|KV-KEY-06|KeyVaultCryptography.swift|KeyRulesTests.swift||
        rule|KV-KEY-10|KeyVaultState.swift|KeyRulesTests.swift||
        rule|KV-KEY-11|KeyVaultDecideKeys.swift|KeyRulesTests.swift||
        rule|KV-KEY-12|KeyVaultDataPlane.swift KeyVaultDecideKeys.swift|KeyRulesTests.swift||
        rule|KV-KEY-14|KeyVaultDecideKeys.swift|KeyRulesTests.swift||
        rule|KV-KEY-16|KeyVaultDecideKeys.swift|KeyRulesTests.swift||
        rule|KV-KEY-17|KeyVaultAlarm.swift|KeyRulesTests.swift||
        rule|KV-KEY-19|KeyVaultCryptography.swift|KeyWireTests.swift KeyRulesTests.swift||
        rule|KV-NET-01|KeyVaultDecide.swift KeyVaultNetwork.swift|NetworkRulesTests.swift|rules/kv-access rules/kv-net setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/modern-kv?api-version=2026-02-01 → 200 ⇒ rule KV-NET-01 effect vault/modern-kv
        rule|KV-NET-02|KeyVaultNetwork.swift|NetworkRulesTests.swift|rules/kv-net|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv?api-version=2023-07-01 → 400 BadRequest
        rule|KV-NET-03|KeyVaultNetwork.swift|NetworkRulesTests.swift|rules/kv-net|GET https://contoso-kv.vault.azure.net/keys/cmk?api-version=7.4 → 403 Forbidden
        rule|KV-NET-04|KeyVaultCryptography.swift|NetworkRulesTests.swift|rules/kv-net|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2022-10-01 → 400 InvalidParameter
        rule|KV-NET-05|KeyVaultNetwork.swift|NetworkRulesTests.swift|rules/kv-net|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv?api-version=2023-07-01 → 200 ⇒ rule KV-NET-05 effect vault/contoso-kv
        rule|KV-NET-06|KeyVaultAlarm.swift KeyVaultState.swift|NetworkRulesTests.swift|rules/kv-net|event network in force vault/contoso-kv KV-NET-06
        rule|KV-ROT-01|KeyVaultDecideKeys.swift|KeyRulesTests.swift|rotation/03-rotation|POST https://contoso-kv.vault.azure.net/keys/cmk/rotate → 200 ⇒ event key version created key/contoso-kv/cmk currentVersion → 3b77fe82c4b1886594babba350f799fa KV-ROT-01
        rule|KV-VAULT-01|KeyVaultDecide.swift|VaultRulesTests.swift||
        rule|KV-VAULT-02|KeyVaultDecide.swift KeyVaultState.swift|VaultRulesTests.swift||
        rule|KV-VAULT-05|KeyVaultRoutes.swift KeyVaultDecide.swift|VaultWireTests.swift VaultRulesTests.swift|rules/kv-access rules/kv-net setup/01-setup-happy-path stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv?api-version=2023-07-01 → 200 ⇒ event vault changed vault/contoso-kv KV-VAULT-05
        rule|KV-VAULT-06|KeyVaultAlarm.swift KeyVaultCryptography.swift KeyVaultDecide.swift|VaultRulesTests.swift|rules/kv-access rules/kv-net setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/modern-kv?api-version=2026-02-01 → 200 ⇒ event vault created vault/modern-kv KV-VAULT-06
        rule|KV-VAULT-08|KeyVaultBodies.swift KeyVaultDecide.swift|VaultRulesTests.swift||
        rule|KV-VAULT-10|KeyVaultDecide.swift|VaultRulesTests.swift||
        rule|KV-VAULT-11|KeyVaultViews.swift|VaultRulesTests.swift||
        rule|KV-VAULT-12|KeyVaultDecide.swift|VaultRulesTests.swift||
        rule|KV-VAULT-15|KeyVaultDecide.swift|AccessRulesTests.swift|rules/kv-access rules/kv-net setup/01-setup-happy-path stories/08-whose-access-is-removed|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv/accessPolicies/add → 200 ⇒ rule KV-VAULT-15 effect vault/contoso-kv
        rule|KV-VAULT-17|KeyVaultBodies.swift KeyVaultDecide.swift|AccessWireTests.swift AccessRulesTests.swift|rules/kv-access|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/modern-kv?api-version=2026-02-01 → 200 ⇒ rule KV-VAULT-17 effect vault/modern-kv
        rule|KV-VAULT-18|KeyVaultDecide.swift|AccessRulesTests.swift|rules/kv-access stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv?api-version=2023-07-01 → 200 ⇒ rule KV-VAULT-18 effect vault/contoso-kv
        rule|KV-VAULT-19|AzureService+Authorization.swift|AccessWireTests.swift|rules/kv-access|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv?api-version=2023-07-01 → 403 AuthorizationFailed
        rule|LA-AEK-01|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift|rotation/03-rotation setup/01-setup-happy-path stories/15-unsupported-changes|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ rule LA-AEK-01 effect cluster/contoso-la
        rule|LA-AEK-02|LogAnalyticsAlarm.swift|KeyMachineRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation rules/kv-access rules/kv-net stories/02-a-precondition-missing stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today stories/08-whose-access-is-removed stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|rule LA-AEK-02 effect cluster/contoso-la
        rule|LA-AEK-03|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift|rules/kv-net|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2022-10-01 → 400 InvalidParameter
        rule|LA-AEK-04|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift|rotation/03-rotation|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ rule LA-AEK-04 effect cluster/contoso-la
        rule|LA-AEK-05|LogAnalyticsReact+Key.swift|RevocationRulesTests.swift||
        rule|LA-AEK-06|KeyVaultCryptography.swift LogAnalyticsAlarm.swift LogAnalyticsReact+Key.swift|KeyMachineRulesTests.swift RevocationRulesTests.swift|rules/kv-net|event vault fell silent cluster/contoso-la LA-AEK-06
        rule|LA-AEK-07|KeyAccess.swift KeyVaultCryptography.swift LogAnalyticsReact+Key.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation rules/kv-access rules/kv-net stories/02-a-precondition-missing stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today stories/08-whose-access-is-removed stories/10-a-vault-deleted-and-recovered stories/15-unsupported-changes stories/17-a-vault-switched-to-roles|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ rule LA-AEK-07 effect cluster/contoso-la
        rule|LA-CLUSTER-03|LogAnalyticsDecide.swift|ClusterRulesTests.swift||
        rule|LA-CMK-01|DataLedger.swift LogAnalyticsDecideUpdate.swift LogAnalyticsState+Links.swift|ClusterKeyRulesTests.swift|rotation/03-rotation stories/15-unsupported-changes|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ rule LA-CMK-01 effect cluster/contoso-la
        rule|LA-CMK-02|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift|rotation/03-rotation stories/15-unsupported-changes|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ rule LA-CMK-02 effect cluster/contoso-la
        rule|LA-CMK-03|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-CMK-04|DataLedger.swift LogAnalyticsReact.swift|KeyMachineRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation stories/03-the-hour-of-a-revocation|rule LA-CMK-04 effect workspace/contoso-soc
        rule|LA-CMK-05|LogAnalyticsDecideUpdate.swift|ClusterKeyRulesTests.swift||
        rule|LA-CREATE-01|LogAnalyticsRoutes.swift LogAnalyticsDecide.swift|OperationTests.swift ClusterRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ event cluster created cluster/contoso-la provisioningState → Creating LA-CREATE-01
        rule|LA-CREATE-02|LogAnalyticsAlarm.swift|ClusterRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ event cluster provisioned cluster/contoso-la provisioningState → Succeeded LA-CREATE-02
        rule|LA-CREATE-03|IdentityReact.swift LogAnalyticsDecide.swift|ClusterRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ event principal appeared identity/contoso-la exists → true LA-CREATE-03
        rule|LA-CREATE-04|LogAnalyticsDecide.swift LogAnalyticsDecideUpdate.swift LogAnalyticsDecideWorkspace.swift|ClusterRulesTests.swift||
        rule|LA-CREATE-05|LogAnalyticsAlarm.swift LogAnalyticsDecide.swift|ClusterRulesTests.swift||
        rule|LA-CREATE-06|LogAnalyticsDecide.swift|ClusterRulesTests.swift||
        rule|LA-DEL-02|LogAnalyticsDecide.swift|ClusterRulesTests.swift||
        rule|LA-ERR-CRE-11|LogAnalyticsDecide.swift|ErrorRulesTests.swift||
        rule|LA-ERR-DEL-01|LogAnalyticsDecide.swift|ErrorRulesTests.swift||
        rule|LA-ERR-UPD-02|LogAnalyticsDecideUpdate.swift|ErrorRulesTests.swift||
        rule|LA-ERR-UPD-03|LogAnalyticsDecideUpdate.swift LogAnalyticsReact+Key.swift|ErrorRulesTests.swift|rules/kv-net|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2022-10-01 → 400 InvalidParameter
        rule|LA-ERR-UPD-04|LogAnalyticsDecideUpdate.swift|ErrorRulesTests.swift||
        rule|LA-ERR-UPD-05|LogAnalyticsDecideUpdate.swift|ErrorRulesTests.swift||
        rule|LA-ID-01|LogAnalyticsBodies.swift LogAnalyticsDecideUpdate.swift|ClusterRulesTests.swift||
        rule|LA-ID-02|LogAnalyticsDecideUpdate.swift|ClusterRulesTests.swift||
        rule|LA-ID-03|LogAnalyticsDecideUpdate.swift LogAnalyticsReact.swift|KeyMachineRulesTests.swift|stories/02-a-precondition-missing|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la → 202 ⇒ event cluster identity changed cluster/contoso-la identityType → UserAssigned LA-ID-03
        rule|LA-ID-04|LogAnalyticsDecideUpdate.swift LogAnalyticsReact.swift|KeyMachineRulesTests.swift||
        rule|LA-ID-05|LogAnalyticsDecide.swift LogAnalyticsDecideUpdate.swift LogAnalyticsEvent.swift LogAnalyticsReact+Key.swift LogAnalyticsState.swift|ClusterRulesTests.swift KeyMachineRulesTests.swift|stories/15-unsupported-changes|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la → 202 ⇒ event cluster identity changed cluster/contoso-la identityType → None LA-ID-05
        rule|LA-ID-06|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-ID-07|SentinelGuards.swift|ClusterRulesTests.swift||
        rule|LA-ING-01|LogAnalyticsData.swift|DataWireTests.swift DataRulesTests.swift||
        rule|LA-ING-02|LogAnalyticsData.swift|DataRulesTests.swift||
        rule|LA-ING-03|LogAnalyticsData.swift LogAnalyticsState+Links.swift|DataRulesTests.swift|setup/01-setup-happy-path stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour|event records stored workspace/contoso-soc stored → +10 LA-ING-03
        rule|LA-ING-04|LogAnalyticsIngestion.swift LogAnalyticsData.swift|DataWireTests.swift DataRulesTests.swift||
        rule|LA-KEY-01|LogAnalyticsCommand.swift LogAnalyticsDecideUpdate.swift|ClusterKeyRulesTests.swift||
        rule|LA-KEY-02|LogAnalyticsRoutes.swift LogAnalyticsDecideUpdate.swift|ClusterKeyRulesTests.swift|rotation/03-rotation setup/01-setup-happy-path stories/02-a-precondition-missing stories/15-unsupported-changes|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ event cluster update started cluster/contoso-la provisioningState → Updating LA-KEY-02
        rule|LA-KEY-03|LogAnalyticsDecideUpdate.swift|ClusterKeyRulesTests.swift KeyMachineRulesTests.swift||
        rule|LA-KEY-04|LogAnalyticsDecideUpdate.swift LogAnalyticsState.swift|ClusterKeyRulesTests.swift|rotation/03-rotation setup/01-setup-happy-path stories/15-unsupported-changes|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ event cluster key changed cluster/contoso-la keyVersion → 3b77fe82c4b1886594babba350f799fa LA-KEY-04
        rule|LA-KEY-05|LogAnalyticsDecideUpdate.swift|ClusterKeyRulesTests.swift|rules/kv-net|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2022-10-01 → 400 InvalidParameter
        rule|LA-KEY-06|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-KEY-07|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift|stories/15-unsupported-changes|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la → 202 ⇒ event cluster key changed cluster/contoso-la keyVersion → none LA-KEY-07
        rule|LA-KEY-08|LogAnalyticsDecideUpdate.swift|ClusterKeyRulesTests.swift||
        rule|LA-LINK-01|LogAnalyticsDecideWorkspace.swift|LogAnalyticsWireTests.swift LinkRulesTests.swift|setup/01-setup-happy-path stories/12-a-third-link-in-thirty-days|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/linkedServices/cluster → 200 ⇒ event link started workspace/contoso-soc LA-LINK-01
        rule|LA-LINK-02|LogAnalyticsLink.swift|LogAnalyticsWireTests.swift LinkRulesTests.swift||
        rule|LA-LINK-03|LogAnalyticsAlarm.swift|LinkRulesTests.swift|setup/01-setup-happy-path stories/12-a-third-link-in-thirty-days|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/linkedServices/cluster → 200 ⇒ event workspace linked workspace/contoso-soc linkedTo → contoso-la LA-LINK-03
        rule|LA-LINK-04|LogAnalyticsDecideWorkspace.swift|LinkRulesTests.swift||
        rule|LA-LINK-06|LogAnalyticsDecideWorkspace.swift LogAnalyticsState.swift|LinkRulesTests.swift|stories/12-a-third-link-in-thirty-days|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-new/linkedServices/cluster → 400 InvalidParameter
        rule|LA-LINK-07|LogAnalyticsDecideWorkspace.swift|LinkRulesTests.swift||
        rule|LA-LINK-08|LogAnalyticsDecideWorkspace.swift|LinkRulesTests.swift||
        rule|LA-LINK-09|LogAnalyticsLink.swift|LinkRulesTests.swift||
        rule|LA-LINK-11|LogAnalyticsAlarm.swift LogAnalyticsDecideWorkspace.swift LogAnalyticsState+Links.swift|LinkRulesTests.swift|stories/12-a-third-link-in-thirty-days stories/15-unsupported-changes|DELETE https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-new/linkedServices/cluster → 200 ⇒ event unlink started workspace/contoso-new LA-LINK-11
        rule|LA-QUERY-02|LogAnalyticsData.swift|DataRulesTests.swift||
        rule|LA-QUERY-03|LogAnalyticsQuery.swift LogAnalyticsData.swift|DataRulesTests.swift||
        rule|LA-QUERY-05|LogAnalyticsData.swift|DataWireTests.swift DataRulesTests.swift|revocation/02-revoke-and-restore stories/03-the-hour-of-a-revocation|POST https://api.loganalytics.io/v1/workspaces/6d9df80f-f23d-81fe-a646-ccbc21128842/query → 403 InsufficientAccessError
        rule|LA-REVOKE-01|LogAnalytics.swift LogAnalyticsReact+Key.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rules/kv-access rules/kv-net stories/02-a-precondition-missing stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today stories/08-whose-access-is-removed stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ event key access changed cluster/contoso-la keyAccess → cached LA-REVOKE-01
        rule|LA-REVOKE-02|LogAnalytics.swift LogAnalyticsReact.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation rules/kv-access rules/kv-net stories/02-a-precondition-missing stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today stories/08-whose-access-is-removed stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|event key access changed cluster/contoso-la keyAccess → revoked LA-REVOKE-02
        rule|LA-REVOKE-03|LogAnalyticsData.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour|
        rule|LA-REVOKE-04|DataLedger.swift LogAnalyticsData.swift LogAnalyticsReact.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation stories/03-the-hour-of-a-revocation stories/05-forty-days-in-the-dark|rule LA-REVOKE-04 effect workspace/contoso-soc
        rule|LA-REVOKE-05|LogAnalyticsData.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore stories/03-the-hour-of-a-revocation|POST https://api.loganalytics.io/v1/workspaces/6d9df80f-f23d-81fe-a646-ccbc21128842/query → 403 InsufficientAccessError
        rule|LA-REVOKE-06|LogAnalyticsReact.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation stories/03-the-hour-of-a-revocation stories/05-forty-days-in-the-dark|rule LA-REVOKE-06 effect workspace/contoso-soc
        rule|LA-REVOKE-07|DataLedger.swift LogAnalyticsReact.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore stories/05-forty-days-in-the-dark|rule LA-REVOKE-07 effect workspace/contoso-soc
        rule|LA-REVOKE-08|LogAnalytics.swift LogAnalyticsReact.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation rules/kv-access rules/kv-net stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ event key access changed cluster/contoso-la keyAccess → revoked (restoring) LA-REVOKE-08
        rule|LA-REVOKE-09|DataLedger.swift LogAnalyticsReact.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark|rule LA-REVOKE-09 effect workspace/contoso-soc
        rule|LA-REVOKE-10|LogAnalyticsDecide.swift LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-REVOKE-11|LogAnalyticsReact+Key.swift|KeyMachineRulesTests.swift||
        rule|LA-REVOKE-12|LogAnalyticsReact+Key.swift|RevocationRulesTests.swift|rotation/03-rotation|PATCH https://contoso-kv.vault.azure.net/keys/cmk/0e1f7ddec9ad8f6e834ac7efb6d66ba8 → 200 ⇒ event key access changed cluster/contoso-la keyAccess → cached LA-REVOKE-12
        rule|LA-REVOKE-13|LogAnalyticsReact+Key.swift|KeyMachineRulesTests.swift||
        rule|LA-REVOKE-14|KeyAccess.swift LogAnalytics.swift LogAnalyticsDecide.swift LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-REVOKE-15|KeyAccess.swift CosmosDB.swift LogAnalytics.swift|RevocationRulesTests.swift||
        rule|LA-REVOKE-16|LogAnalyticsDecideUpdate.swift LogAnalyticsReact+Key.swift|KeyMachineRulesTests.swift||
        rule|LA-REVOKE-17|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift|rules/kv-net|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2022-10-01 → 400 InvalidParameter
        rule|LA-ROT-01|KeyConsumers.swift LogAnalyticsDecideUpdate.swift LogAnalyticsReact+Key.swift|RevocationRulesTests.swift||
        rule|LA-ROT-02|LogAnalyticsDecideUpdate.swift|RevocationRulesTests.swift||
        rule|LA-ROT-03|LogAnalyticsAlarm.swift LogAnalyticsReact+Key.swift|KeyMachineRulesTests.swift RevocationRulesTests.swift|rotation/03-rotation|POST https://contoso-kv.vault.azure.net/keys/cmk/rotate → 200 ⇒ rule LA-ROT-03 advice cluster/contoso-la
        rule|LA-ROT-04|LogAnalyticsReact+Key.swift|KeyMachineRulesTests.swift|rotation/03-rotation|PATCH https://contoso-kv.vault.azure.net/keys/cmk/0e1f7ddec9ad8f6e834ac7efb6d66ba8 → 200 ⇒ rule LA-ROT-04 advice cluster/contoso-la
        rule|LA-SKU-02|LogAnalyticsBodies.swift LogAnalytics.swift LogAnalyticsDecide.swift LogAnalyticsDecideUpdate.swift|ClusterRulesTests.swift|rotation/03-rotation|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ event cluster changed cluster/contoso-la LA-SKU-02
        rule|SENT-CHG-01|SentinelDecide.swift|UnsupportedChangesTests.swift|stories/02-a-precondition-missing stories/15-unsupported-changes|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/onboardingStates/default?api-version=2021-03-01-preview → 409 Conflict
        rule|SENT-CHG-02|SentinelGuards.swift|UnsupportedChangesTests.swift|stories/15-unsupported-changes|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la → 409 Conflict
        rule|SENT-CHG-03|SentinelGuards.swift|UnsupportedChangesTests.swift||
        rule|SENT-CHG-04|SentinelDecide.swift|UnsupportedChangesTests.swift|stories/15-unsupported-changes|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/onboardingStates/default → 409 Conflict
        rule|SENT-CHG-05|SentinelGuards.swift|UnsupportedChangesTests.swift|stories/15-unsupported-changes|DELETE https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/linkedServices/cluster → 409 Conflict
        rule|SENT-CHG-06|SentinelGuards.swift|UnsupportedChangesTests.swift|stories/15-unsupported-changes|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la → 409 Conflict
        rule|SENT-CHG-08|SentinelGuards.swift|UnsupportedChangesTests.swift|stories/15-unsupported-changes|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la → 409 Conflict
        rule|SENT-DEL-01|SentinelDecide.swift SentinelReact.swift|OnboardingRulesTests.swift|revocation/02-revoke-and-restore stories/02-a-precondition-missing stories/03-the-hour-of-a-revocation stories/16-off-boarded-and-back|DELETE https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc → 200 ⇒ event offboarded sentinel/contoso-soc onboarding → none SENT-DEL-01
        rule|SENT-DEL-02|SentinelAlarm.swift|OnboardingRulesTests.swift|stories/16-off-boarded-and-back|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/onboardingStates/default → 201 ⇒ event configuration purged sentinel/contoso-soc SENT-DEL-02
        rule|SENT-DEL-05|SentinelDecide.swift|OnboardingRulesTests.swift|stories/02-a-precondition-missing stories/16-off-boarded-and-back|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/onboardingStates/default?api-version=2021-03-01-preview → 400 BadRequest
        rule|SENT-ONB-01|SentinelDecide.swift|OnboardingRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/onboardingStates/default?api-version=2021-03-01-preview → 201 ⇒ event onboarding started sentinel/contoso-soc onboarding → requested SENT-ONB-01
        rule|SENT-ONB-02|SentinelDecide.swift|OnboardingRulesTests.swift|stories/02-a-precondition-missing|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/onboardingStates/other?api-version=2021-03-01-preview → 400 BadRequest
        rule|SENT-ONB-03|SentinelRoutes.swift|SentinelWireTests.swift OnboardingRulesTests.swift|stories/16-off-boarded-and-back|GET https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/alertRules/brute-force?api-version=2024-03-01 → 404 NotFound
        rule|SENT-ONB-06|SentinelDecide.swift|OnboardingRulesTests.swift|stories/02-a-precondition-missing|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-new/providers/Microsoft.SecurityInsights/onboardingStates/default?api-version=2021-03-01-preview → 400 BadRequest
        rule|SENT-ONB-07|SentinelAlarm.swift|OnboardingRulesTests.swift|setup/01-setup-happy-path|event onboarded sentinel/contoso-soc onboarding → confirmed SENT-ONB-07
        rule|SENT-ONB-08|SentinelDecide.swift|OnboardingRulesTests.swift|stories/16-off-boarded-and-back|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/onboardingStates/default → 201 ⇒ event onboarded sentinel/contoso-soc onboarding → confirmed SENT-ONB-08
        rule|SENT-ONB-09|SentinelDecide.swift|OnboardingRulesTests.swift|stories/02-a-precondition-missing stories/15-unsupported-changes|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/onboardingStates/default?api-version=2021-03-01-preview → 409 Conflict
        rule|SENT-ONB-11|SentinelDecide.swift|OnboardingRulesTests.swift|stories/16-off-boarded-and-back|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/alertRules/brute-force → 201 ⇒ event alertRule written sentinel/contoso-soc SENT-ONB-11
        rule|SENT-ONB-12|Principal.swift CosmosDB.swift CosmosDBReact.swift|OnboardingRulesTests.swift|setup/01-setup-happy-path|event account created cosmos/contoso-soc SENT-ONB-12
        rule|SENT-PRE-01|LogAnalyticsDecide.swift|OnboardingRulesTests.swift||
        rule|SENT-PRE-02|SentinelDecide.swift|OnboardingRulesTests.swift|stories/02-a-precondition-missing|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-new → 201 ⇒ Onboarding is refused by SENT-PRE-02: not applicable
        rule|SENT-PRE-03|SentinelDecide.swift|OnboardingRulesTests.swift|stories/02-a-precondition-missing stories/16-off-boarded-and-back|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/onboardingStates/default?api-version=2021-03-01-preview → 400 BadRequest
        rule|SENT-PRE-04|CosmosDBReact.swift LogAnalyticsReact.swift|OnboardingRulesTests.swift||
        rule|SENT-PRE-05|SentinelDecide.swift SentinelGuards.swift|OnboardingRulesTests.swift||
        rule|SENT-PRE-06|SentinelDecide.swift|OnboardingRulesTests.swift|stories/02-a-precondition-missing|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/onboardingStates/default?api-version=2021-03-01-preview → 400 BadRequest
        rule|SENT-PRE-07|SentinelDecide.swift|OnboardingRulesTests.swift|stories/02-a-precondition-missing|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/onboardingStates/default?api-version=2021-03-01-preview → 400 BadRequest
        rule|SENT-PRE-08|SentinelCommand.swift SentinelDecide.swift|OnboardingRulesTests.swift|setup/01-setup-happy-path|event support contacted sentinel/contoso-soc → confirm-cmk-onboarding SENT-PRE-08
        rule|SENT-REVOKE-01|SentinelReact.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation rules/kv-access rules/kv-net stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today stories/08-whose-access-is-removed stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|rule SENT-REVOKE-01 advice workspace/contoso-soc
        rule|SENT-REVOKE-02|LogAnalyticsReact.swift SentinelReact.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation rules/kv-access rules/kv-net stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today stories/08-whose-access-is-removed stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|event workspace access changed workspace/contoso-soc data → inaccessible SENT-REVOKE-02
        rule|SENT-REVOKE-03|SentinelRoutes.swift LogAnalyticsData.swift SentinelDecide.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour|
        rule|SENT-REVOKE-04|LogAnalyticsReact.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation stories/03-the-hour-of-a-revocation stories/05-forty-days-in-the-dark|rule SENT-REVOKE-04 effect workspace/contoso-soc
        rule|SENT-REVOKE-05|CosmosDBDecide.swift SentinelDecide.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore stories/03-the-hour-of-a-revocation|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/alertRules/brute-force → 403 CustomerManagedKeyRevoked
        rule|SENT-REVOKE-06|LogAnalyticsReact.swift SentinelReact.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation rules/kv-access rules/kv-net stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|event workspace access changed workspace/contoso-soc data → accessible SENT-REVOKE-06
        rule|SENT-REVOKE-07|SentinelGuards.swift|SentinelRevocationRulesTests.swift|stories/15-unsupported-changes|PATCH https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la → 409 Conflict
        rule|SENT-REVOKE-08|SentinelAvailability.swift SentinelDecide.swift SentinelReact.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation rules/kv-access rules/kv-net stories/03-the-hour-of-a-revocation stories/04-back-within-the-hour stories/05-forty-days-in-the-dark stories/06-how-long-it-takes-to-come-back stories/06-how-long-it-takes-today stories/08-whose-access-is-removed stories/10-a-vault-deleted-and-recovered stories/17-a-vault-switched-to-roles|event availability changed sentinel/contoso-soc status → degraded SENT-REVOKE-08
        rule|SENT-REVOKE-09|CosmosDBReact.swift|SentinelRevocationRulesTests.swift||
        rule|SENT-REVOKE-11|SentinelAlarm.swift|OnboardingRulesTests.swift||
        rule|SENT-ROT-01|CosmosDBReact.swift|SentinelRevocationRulesTests.swift|rotation/03-rotation|POST https://contoso-kv.vault.azure.net/keys/cmk/rotate → 200 ⇒ event rewrap scheduled cosmos/contoso-soc SENT-ROT-01
        rule|SENT-ROT-02|CosmosDBReact.swift|SentinelRevocationRulesTests.swift||
        rule|SENT-ROT-03|SentinelReact.swift|SentinelRevocationRulesTests.swift|rotation/03-rotation|POST https://contoso-kv.vault.azure.net/keys/cmk/rotate → 200 ⇒ rule SENT-ROT-03 advice workspace/contoso-soc
        rule|SENT-ROT-04|CosmosDBReact.swift LogAnalyticsReact+Key.swift|SentinelRevocationRulesTests.swift|rotation/03-rotation|PATCH https://contoso-kv.vault.azure.net/keys/cmk/0e1f7ddec9ad8f6e834ac7efb6d66ba8 → 200 ⇒ rule SENT-ROT-04 advice workspace/contoso-soc
        rule|TIME-01|World+Alarms.swift|TimeRulesTests.swift||
        rule|TIME-02|Choice.swift|TimeRulesTests.swift||
        rule|TIME-03|KeyAccess.swift|TimeRulesTests.swift|stories/04-back-within-the-hour|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ event key access changed cosmos/contoso-soc keyAccess → granted TIME-03
        rule|WS-01|LogAnalyticsAlarm.swift LogAnalyticsDecideWorkspace.swift|LogAnalyticsWireTests.swift WorkspaceRulesTests.swift|setup/01-setup-happy-path stories/02-a-precondition-missing stories/12-a-third-link-in-thirty-days|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc?api-version=2025-02-01 → 201 ⇒ event workspace created workspace/contoso-soc WS-01
        rule|WS-02|LogAnalyticsDecideWorkspace.swift|WorkspaceRulesTests.swift||
        rule|WS-05|LogAnalyticsAlarm.swift LogAnalyticsDecideWorkspace.swift|WorkspaceRulesTests.swift||
        rule|WS-DEL-01|LogAnalyticsDecideWorkspace.swift LogAnalyticsReact.swift|WorkspaceRulesTests.swift|revocation/02-revoke-and-restore stories/03-the-hour-of-a-revocation|DELETE https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc → 200 ⇒ event workspace deleted workspace/contoso-soc deleted → true WS-DEL-01
        rule|WS-DEL-02|LogAnalyticsDecideWorkspace.swift|WorkspaceRulesTests.swift||
        rule|WS-DEL-03|LogAnalyticsAlarm.swift|WorkspaceRulesTests.swift||
        rule|WS-DEL-05|LogAnalyticsBodies.swift LogAnalyticsCommand.swift LogAnalyticsDecideWorkspace.swift|WorkspaceRulesTests.swift||
        setting|unsupported-change|Refusal+AzureError.swift SentinelGuards.swift
        setting|partial-revocation|SentinelAvailability.swift
        setting|vault-firewall-denial|KeyVaultCryptography.swift
        setting|rotation-without-update|LogAnalyticsReact+Key.swift
        setting|ingest-while-revoked|LogAnalyticsData.swift
        setting|query-when-revoked|
        setting|revoked-arm-writes|LogAnalyticsDecideUpdate.swift
        setting|outage-limit|LogAnalyticsReact+Key.swift
        setting|region-tenant-checks|LogAnalyticsDecideUpdate.swift
        setting|link-before-provisioned|LogAnalyticsDecideWorkspace.swift
        setting|link-response|
        setting|key-validation|LogAnalyticsDecideUpdate.swift
        setting|cluster-name-rule|
        setting|workspace-names|
        setting|onboarding-preconditions|
        setting|onboarding-confirmation|
        setting|onboarded-before|SentinelDecide.swift
        setting|cosmos-identity-repair|
        setting|cosmos-trusted|KeyVaultNetwork.swift
        setting|cosmos-disabled-code|
        setting|vault-purge-status|
        setting|all-permission|KeyVaultCryptography.swift
        setting|disabled-key-wrap|KeyVaultCryptography.swift
        setting|deleted-vault-host|
        setting|api-retirement|
        setting|arm-throttling|
        setting|vault-throttling|
        setting|poll-log|
        setting|cosmos-key-version|
        setting|relink|
        setting|etag-mismatch|
        setting|honor.cluster|LogAnalytics.swift
        setting|honor.cosmos|CosmosDB.swift
        setting|restore.cluster|LogAnalytics.swift
        setting|restore.cosmos|CosmosDB.swift
        setting|rewrap.cluster|LogAnalyticsReact+Key.swift
        setting|rewrap.cosmos|CosmosDBReact.swift
        setting|lro.cluster-create|LogAnalyticsDecide.swift
        setting|lro.cluster-update-key|LogAnalyticsDecideUpdate.swift
        setting|lro.workspace-create|LogAnalyticsDecideWorkspace.swift
        setting|lro.workspace-link|LogAnalyticsDecideWorkspace.swift
        setting|lro.workspace-unlink|LogAnalyticsDecideWorkspace.swift
        setting|lro.table-update|LogAnalyticsAlarm.swift LogAnalyticsDecideWorkspace.swift
        setting|lro.vault-dns|KeyVaultDecide.swift
        setting|lro.vault-purge|
        setting|lro.cosmos-create|
        setting|lro.cosmos-delete|CosmosDBDecide.swift
        setting|lro.cosmos-convert|
        setting|lro.registration|AzureService+Authorization.swift ResourcesRoutes.swift ResourcesViews.swift IdentityReact.swift ResourcesAlarm.swift ResourcesDecide.swift SentinelDecide.swift Probe.swift
        setting|lro.onboarding|SentinelRoutes.swift SentinelAlarm.swift SentinelDecide.swift SentinelEvolve.swift SentinelOnboarding.swift
        setting|lro.offboarding|
        setting|rbac.propagation|IdentityDecide.swift
        setting|key.transition|
        setting|retention.sweep|
        setting|support.reply|
        setting|cluster.poll|
        setting|cluster.nameReserved|LogAnalyticsAlarm.swift LogAnalyticsDecide.swift
        setting|cluster.tierLock|
        setting|workspace.linkWindow|
        setting|workspace.softDelete|
        setting|workspace.dataPurge|
        setting|vault.softDelete|
        setting|key.leeway|
        setting|operation.expiry|
        setting|sentinel.configGrace|
        setting|ingestion.latency|
        setting|network.ruleDelay|KeyVaultNetwork.swift
        """#
}
