// swift-format-ignore-file

/// Generated from the text of the repository: `make docs` writes it anew.
enum TraceTable {
    static let text = #"""
        rule|ARM-ASYNC-01|LongRunningOperation.swift ResourcesDecide.swift|OperationTests.swift ResourcesRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation setup/01-setup-happy-path|event operation started workspace/contoso-soc ARM-ASYNC-01
        rule|ARM-ASYNC-02|LongRunningOperation.swift ResourcesRoutes.swift ResourcesDecide.swift|OperationTests.swift ResourcesRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation setup/01-setup-happy-path|event operation ended workspace/contoso-soc operation → Succeeded ARM-ASYNC-02
        rule|ARM-ASYNC-03|LongRunningOperation.swift|OperationTests.swift||
        rule|ARM-ASYNC-04|LongRunningOperation.swift ProvisioningState.swift|OperationTests.swift ResourcesRulesTests.swift||
        rule|ARM-ERR-01|Plane.swift|FrontDoorTests.swift||
        rule|ARM-ERR-03|WireFailure.swift|FrontDoorTests.swift||
        rule|ARM-ERR-05|AzureService.swift|FrontDoorTests.swift||
        rule|ARM-ERR-06|AzureService+Answers.swift ResourcesRoutes.swift|FrontDoorTests.swift||
        rule|ARM-ERR-08|AzureService.swift Refusal+AzureError.swift ResourcesDecide.swift|FrontDoorTests.swift ResourcesRulesTests.swift||
        rule|ARM-ERR-09|WireFailure.swift ResourcesDecide.swift|FrontDoorTests.swift ResourcesRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg?api-version=2024-11-01 → 201 ⇒ event group written group/sec-rg ARM-ERR-09
        rule|ARM-ERR-10|Refusal+AzureError.swift LogAnalyticsTables.swift SentinelRoutes.swift WireFailure.swift ResourcesDecide.swift|FrontDoorTests.swift ResourcesRulesTests.swift||
        rule|ARM-ERR-14|Refusal+AzureError.swift ResourcesDecide.swift|FrontDoorTests.swift ResourcesRulesTests.swift||
        rule|ARM-ERR-17|RequestBody.swift WireFailure.swift|FrontDoorTests.swift||
        rule|ARM-MI-01|IdentityReact.swift|IdentityRulesTests.swift||
        rule|ARM-RP-01|ResourcesAlarm.swift ResourcesCommand.swift ResourcesDecide.swift ResourcesRegistration.swift|ResourcesRulesTests.swift|setup/01-setup-happy-path|POST https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.DocumentDB/register?api-version=2024-11-01 → 200 ⇒ event registration started provider/Microsoft.DocumentDB registration → Registering ARM-RP-01
        rule|ARM-RP-02|ResourcesRegistration.swift|ResourcesRulesTests.swift||
        rule|ARM-RP-04|ResourcesDecide.swift|ResourcesRulesTests.swift||
        rule|COSMOS-CMK-06|CosmosDBAlarm.swift CosmosDBDecide.swift|CosmosDBRulesTests.swift|revocation/02-revoke-and-restore|event account deleted cosmos/contoso-soc exists → false COSMOS-CMK-06
        rule|COSMOS-REG-01|IdentityReact.swift|CosmosDBRulesTests.swift|setup/01-setup-happy-path|event principal appeared identity/Azure Cosmos DB exists → true COSMOS-REG-01
        rule|COSMOS-REG-02|Principal.swift Identity.swift|CosmosDBRulesTests.swift||
        rule|COSMOS-REVOKE-01|CosmosDB.swift|CosmosDBRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ event key access changed cosmos/contoso-soc keyAccess → cached COSMOS-REVOKE-01
        rule|COSMOS-REVOKE-02|CosmosDB.swift|CosmosDBRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|event key access changed cosmos/contoso-soc keyAccess → revoked COSMOS-REVOKE-02
        rule|COSMOS-REVOKE-03|CosmosDBDecide.swift|CosmosDBRulesTests.swift|revocation/02-revoke-and-restore|event account deletion started cosmos/contoso-soc COSMOS-REVOKE-03
        rule|COSMOS-REVOKE-06|CosmosDB.swift|CosmosDBRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ event key access changed cosmos/contoso-soc keyAccess → revoked (restoring) COSMOS-REVOKE-06
        rule|COSMOS-ROT-01|KeyConsumers.swift CosmosDBAlarm.swift|CosmosDBRulesTests.swift|rotation/03-rotation|event key rewrapped cosmos/contoso-soc keyVersion → 3b77fe82c4b1886594babba350f799fa COSMOS-ROT-01
        rule|KV-ACC-02|KeyVaultBodies.swift KeyPermissions.swift KeyVaultDecide.swift|VaultRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv/accessPolicies/add → 200 ⇒ event policies changed vault/contoso-kv KV-ACC-02
        rule|KV-ACC-03|KeyPermissions.swift KeyVaultCryptography.swift KeyVaultDecideKeys.swift|CryptographyRulesTests.swift||
        rule|KV-CMK-01|LogAnalyticsDecideUpdate.swift|CryptographyRulesTests.swift||
        rule|KV-CMK-02|KeyPermissions.swift|CryptographyRulesTests.swift||
        rule|KV-CRYPTO-01|Envelope.swift|KeyWireTests.swift CryptographyRulesTests.swift||
        rule|KV-CRYPTO-02|KeyVaultDataPlane.swift KeyVault.swift KeyVaultCryptography.swift KeyVaultDecideKeys.swift|CryptographyRulesTests.swift||
        rule|KV-DEL-01|KeyVaultDecide.swift KeyVaultReact.swift|VaultRulesTests.swift||
        rule|KV-DEL-04|KeyVaultCryptography.swift KeyVaultDecide.swift|VaultRulesTests.swift||
        rule|KV-DEL-06|KeyVaultDecide.swift|VaultRulesTests.swift||
        rule|KV-DEL-09|KeyVaultAlarm.swift|VaultRulesTests.swift||
        rule|KV-KEY-01|KeyVaultDecideKeys.swift|KeyRulesTests.swift||
        rule|KV-KEY-03|KeyVaultDecideKeys.swift|KeyRulesTests.swift|setup/01-setup-happy-path|POST https://contoso-kv.vault.azure.net/keys/cmk/create?api-version=2026-01-01-preview → 200 ⇒ event key version created key/contoso-kv/cmk currentVersion → f15623389ed28415a76605df9b60f0fe KV-KEY-03
        rule|KV-KEY-04|KeyVaultState.swift|KeyRulesTests.swift||
        rule|KV-KEY-05|KeyVaultDecideKeys.swift|KeyRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ event key version changed key/contoso-kv/cmk enabled → false (0e1f7dde) KV-KEY-05
        rule|KV-KEY-06|KeyVaultCryptography.swift|KeyRulesTests.swift||
        rule|KV-KEY-10|KeyVaultState.swift|KeyRulesTests.swift||
        rule|KV-KEY-11|KeyVaultDecideKeys.swift|KeyRulesTests.swift||
        rule|KV-KEY-12|KeyVaultDataPlane.swift KeyVaultDecideKeys.swift|KeyRulesTests.swift||
        rule|KV-KEY-14|KeyVaultDecideKeys.swift|KeyRulesTests.swift||
        rule|KV-KEY-16|KeyVaultDecideKeys.swift|KeyRulesTests.swift||
        rule|KV-KEY-17|KeyVaultAlarm.swift|KeyRulesTests.swift||
        rule|KV-KEY-19|KeyVaultCryptography.swift|KeyWireTests.swift KeyRulesTests.swift||
        rule|KV-ROT-01|KeyVaultDecideKeys.swift|KeyRulesTests.swift|rotation/03-rotation|POST https://contoso-kv.vault.azure.net/keys/cmk/rotate → 200 ⇒ event key version created key/contoso-kv/cmk currentVersion → 3b77fe82c4b1886594babba350f799fa KV-ROT-01
        rule|KV-VAULT-01|KeyVaultDecide.swift|VaultRulesTests.swift||
        rule|KV-VAULT-02|KeyVaultDecide.swift KeyVaultState.swift|VaultRulesTests.swift||
        rule|KV-VAULT-05|KeyVaultRoutes.swift KeyVaultDecide.swift|VaultWireTests.swift VaultRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv?api-version=2026-02-01 → 200 ⇒ event vault changed vault/contoso-kv KV-VAULT-05
        rule|KV-VAULT-06|KeyVaultAlarm.swift KeyVaultCryptography.swift KeyVaultDecide.swift|VaultRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.KeyVault/vaults/contoso-kv?api-version=2026-02-01 → 200 ⇒ event vault created vault/contoso-kv KV-VAULT-06
        rule|KV-VAULT-08|KeyVaultBodies.swift KeyVaultDecide.swift|VaultRulesTests.swift||
        rule|KV-VAULT-10|KeyVaultDecide.swift|VaultRulesTests.swift||
        rule|KV-VAULT-11|KeyVaultViews.swift|VaultRulesTests.swift||
        rule|KV-VAULT-12|KeyVaultDecide.swift|VaultRulesTests.swift||
        rule|LA-AEK-01|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift|rotation/03-rotation setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ rule LA-AEK-01 effect cluster/contoso-la
        rule|LA-AEK-02|LogAnalyticsAlarm.swift|KeyMachineRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|rule LA-AEK-02 effect cluster/contoso-la
        rule|LA-AEK-03|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-AEK-04|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift|rotation/03-rotation|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ rule LA-AEK-04 effect cluster/contoso-la
        rule|LA-AEK-05|LogAnalyticsReact+Key.swift|RevocationRulesTests.swift||
        rule|LA-AEK-06|KeyVaultCryptography.swift LogAnalyticsAlarm.swift LogAnalyticsReact+Key.swift|KeyMachineRulesTests.swift RevocationRulesTests.swift||
        rule|LA-AEK-07|KeyAccess.swift KeyVaultCryptography.swift LogAnalyticsReact+Key.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ rule LA-AEK-07 effect cluster/contoso-la
        rule|LA-CLUSTER-03|LogAnalyticsDecide.swift|ClusterRulesTests.swift||
        rule|LA-CMK-01|DataLedger.swift LogAnalyticsDecideUpdate.swift LogAnalyticsState+Links.swift|ClusterKeyRulesTests.swift|rotation/03-rotation|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ rule LA-CMK-01 effect cluster/contoso-la
        rule|LA-CMK-02|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift|rotation/03-rotation|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ rule LA-CMK-02 effect cluster/contoso-la
        rule|LA-CMK-03|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-CMK-04|DataLedger.swift LogAnalyticsReact.swift|KeyMachineRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|rule LA-CMK-04 effect workspace/contoso-soc
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
        rule|LA-ERR-UPD-03|LogAnalyticsDecideUpdate.swift LogAnalyticsReact+Key.swift|ErrorRulesTests.swift||
        rule|LA-ERR-UPD-04|LogAnalyticsDecideUpdate.swift|ErrorRulesTests.swift||
        rule|LA-ERR-UPD-05|LogAnalyticsDecideUpdate.swift|ErrorRulesTests.swift||
        rule|LA-ID-01|LogAnalyticsBodies.swift LogAnalyticsDecideUpdate.swift|ClusterRulesTests.swift||
        rule|LA-ID-02|LogAnalyticsDecideUpdate.swift|ClusterRulesTests.swift||
        rule|LA-ID-03|LogAnalyticsDecideUpdate.swift LogAnalyticsReact.swift|KeyMachineRulesTests.swift||
        rule|LA-ID-04|LogAnalyticsDecideUpdate.swift LogAnalyticsReact.swift|KeyMachineRulesTests.swift||
        rule|LA-ID-05|LogAnalyticsDecide.swift LogAnalyticsDecideUpdate.swift LogAnalyticsEvent.swift LogAnalyticsReact+Key.swift LogAnalyticsState.swift|ClusterRulesTests.swift KeyMachineRulesTests.swift||
        rule|LA-ID-06|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-ID-07|SentinelGuards.swift|ClusterRulesTests.swift||
        rule|LA-ING-01|LogAnalyticsData.swift|DataWireTests.swift DataRulesTests.swift||
        rule|LA-ING-02|LogAnalyticsData.swift|DataRulesTests.swift||
        rule|LA-ING-03|LogAnalyticsData.swift LogAnalyticsState+Links.swift|DataRulesTests.swift|setup/01-setup-happy-path|event records stored workspace/contoso-soc stored → +10 LA-ING-03
        rule|LA-ING-04|LogAnalyticsIngestion.swift LogAnalyticsData.swift|DataWireTests.swift DataRulesTests.swift||
        rule|LA-KEY-01|LogAnalyticsCommand.swift LogAnalyticsDecideUpdate.swift|ClusterKeyRulesTests.swift||
        rule|LA-KEY-02|LogAnalyticsRoutes.swift LogAnalyticsDecideUpdate.swift|ClusterKeyRulesTests.swift|rotation/03-rotation setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ event cluster update started cluster/contoso-la provisioningState → Updating LA-KEY-02
        rule|LA-KEY-03|LogAnalyticsDecideUpdate.swift|ClusterKeyRulesTests.swift KeyMachineRulesTests.swift||
        rule|LA-KEY-04|LogAnalyticsDecideUpdate.swift LogAnalyticsState.swift|ClusterKeyRulesTests.swift|rotation/03-rotation setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ event cluster key changed cluster/contoso-la keyVersion → 3b77fe82c4b1886594babba350f799fa LA-KEY-04
        rule|LA-KEY-05|LogAnalyticsDecideUpdate.swift|ClusterKeyRulesTests.swift||
        rule|LA-KEY-06|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-KEY-07|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-KEY-08|LogAnalyticsDecideUpdate.swift|ClusterKeyRulesTests.swift||
        rule|LA-LINK-01|LogAnalyticsDecideWorkspace.swift|LogAnalyticsWireTests.swift LinkRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/linkedServices/cluster → 200 ⇒ event link started workspace/contoso-soc LA-LINK-01
        rule|LA-LINK-02|LogAnalyticsLink.swift|LogAnalyticsWireTests.swift LinkRulesTests.swift||
        rule|LA-LINK-03|LogAnalyticsAlarm.swift|LinkRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/linkedServices/cluster → 200 ⇒ event workspace linked workspace/contoso-soc linkedTo → contoso-la LA-LINK-03
        rule|LA-LINK-04|LogAnalyticsDecideWorkspace.swift|LinkRulesTests.swift||
        rule|LA-LINK-06|LogAnalyticsDecideWorkspace.swift LogAnalyticsState.swift|LinkRulesTests.swift||
        rule|LA-LINK-07|LogAnalyticsDecideWorkspace.swift|LinkRulesTests.swift||
        rule|LA-LINK-08|LogAnalyticsDecideWorkspace.swift|LinkRulesTests.swift||
        rule|LA-LINK-09|LogAnalyticsLink.swift|LinkRulesTests.swift||
        rule|LA-LINK-11|LogAnalyticsAlarm.swift LogAnalyticsDecideWorkspace.swift LogAnalyticsState+Links.swift|LinkRulesTests.swift||
        rule|LA-QUERY-02|LogAnalyticsData.swift|DataRulesTests.swift||
        rule|LA-QUERY-03|LogAnalyticsQuery.swift LogAnalyticsData.swift|DataRulesTests.swift||
        rule|LA-QUERY-05|LogAnalyticsData.swift|DataWireTests.swift DataRulesTests.swift|revocation/02-revoke-and-restore|POST https://api.loganalytics.io/v1/workspaces/6d9df80f-f23d-81fe-a646-ccbc21128842/query → 403 InsufficientAccessError
        rule|LA-REVOKE-01|LogAnalytics.swift LogAnalyticsReact+Key.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ event key access changed cluster/contoso-la keyAccess → cached LA-REVOKE-01
        rule|LA-REVOKE-02|LogAnalytics.swift LogAnalyticsReact.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|event key access changed cluster/contoso-la keyAccess → revoked LA-REVOKE-02
        rule|LA-REVOKE-03|LogAnalyticsData.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore|
        rule|LA-REVOKE-04|DataLedger.swift LogAnalyticsData.swift LogAnalyticsReact.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|rule LA-REVOKE-04 effect workspace/contoso-soc
        rule|LA-REVOKE-05|LogAnalyticsData.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore|POST https://api.loganalytics.io/v1/workspaces/6d9df80f-f23d-81fe-a646-ccbc21128842/query → 403 InsufficientAccessError
        rule|LA-REVOKE-06|LogAnalyticsReact.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|rule LA-REVOKE-06 effect workspace/contoso-soc
        rule|LA-REVOKE-07|DataLedger.swift LogAnalyticsReact.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore|rule LA-REVOKE-07 effect workspace/contoso-soc
        rule|LA-REVOKE-08|LogAnalytics.swift LogAnalyticsReact.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|PATCH https://contoso-kv.vault.azure.net/keys/cmk → 200 ⇒ event key access changed cluster/contoso-la keyAccess → revoked (restoring) LA-REVOKE-08
        rule|LA-REVOKE-09|DataLedger.swift LogAnalyticsReact.swift|RevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|rule LA-REVOKE-09 effect workspace/contoso-soc
        rule|LA-REVOKE-10|LogAnalyticsDecide.swift LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-REVOKE-11|LogAnalyticsReact+Key.swift|KeyMachineRulesTests.swift||
        rule|LA-REVOKE-12|LogAnalyticsReact+Key.swift|RevocationRulesTests.swift|rotation/03-rotation|PATCH https://contoso-kv.vault.azure.net/keys/cmk/0e1f7ddec9ad8f6e834ac7efb6d66ba8 → 200 ⇒ event key access changed cluster/contoso-la keyAccess → cached LA-REVOKE-12
        rule|LA-REVOKE-13|LogAnalyticsReact+Key.swift|KeyMachineRulesTests.swift||
        rule|LA-REVOKE-14|KeyAccess.swift LogAnalytics.swift LogAnalyticsDecide.swift LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-REVOKE-15|KeyAccess.swift CosmosDB.swift LogAnalytics.swift|RevocationRulesTests.swift||
        rule|LA-REVOKE-16|LogAnalyticsDecideUpdate.swift LogAnalyticsReact+Key.swift|KeyMachineRulesTests.swift||
        rule|LA-REVOKE-17|LogAnalyticsDecideUpdate.swift|KeyMachineRulesTests.swift||
        rule|LA-ROT-01|KeyConsumers.swift LogAnalyticsDecideUpdate.swift LogAnalyticsReact+Key.swift|RevocationRulesTests.swift||
        rule|LA-ROT-02|LogAnalyticsDecideUpdate.swift|RevocationRulesTests.swift||
        rule|LA-ROT-03|LogAnalyticsAlarm.swift LogAnalyticsReact+Key.swift|KeyMachineRulesTests.swift RevocationRulesTests.swift|rotation/03-rotation|POST https://contoso-kv.vault.azure.net/keys/cmk/rotate → 200 ⇒ rule LA-ROT-03 advice cluster/contoso-la
        rule|LA-ROT-04|LogAnalyticsReact+Key.swift|KeyMachineRulesTests.swift|rotation/03-rotation|PATCH https://contoso-kv.vault.azure.net/keys/cmk/0e1f7ddec9ad8f6e834ac7efb6d66ba8 → 200 ⇒ rule LA-ROT-04 advice cluster/contoso-la
        rule|LA-SKU-02|LogAnalyticsBodies.swift LogAnalytics.swift LogAnalyticsDecide.swift LogAnalyticsDecideUpdate.swift|ClusterRulesTests.swift|rotation/03-rotation|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/clusters/contoso-la?api-version=2025-02-01 → 202 ⇒ event cluster changed cluster/contoso-la LA-SKU-02
        rule|SENT-CHG-01|SentinelDecide.swift|UnsupportedChangesTests.swift||
        rule|SENT-CHG-02|SentinelGuards.swift|UnsupportedChangesTests.swift||
        rule|SENT-CHG-03|SentinelGuards.swift|UnsupportedChangesTests.swift||
        rule|SENT-CHG-04|SentinelDecide.swift|UnsupportedChangesTests.swift||
        rule|SENT-CHG-05|SentinelGuards.swift|UnsupportedChangesTests.swift||
        rule|SENT-CHG-06|SentinelGuards.swift|UnsupportedChangesTests.swift||
        rule|SENT-CHG-08|SentinelGuards.swift|UnsupportedChangesTests.swift||
        rule|SENT-DEL-01|SentinelDecide.swift SentinelReact.swift|OnboardingRulesTests.swift|revocation/02-revoke-and-restore|DELETE https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc → 200 ⇒ event offboarded sentinel/contoso-soc onboarding → none SENT-DEL-01
        rule|SENT-DEL-02|SentinelAlarm.swift|OnboardingRulesTests.swift||
        rule|SENT-DEL-05|SentinelDecide.swift|OnboardingRulesTests.swift||
        rule|SENT-ONB-01|SentinelDecide.swift|OnboardingRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/onboardingStates/default?api-version=2021-03-01-preview → 201 ⇒ event onboarding started sentinel/contoso-soc onboarding → requested SENT-ONB-01
        rule|SENT-ONB-02|SentinelDecide.swift|OnboardingRulesTests.swift||
        rule|SENT-ONB-03|SentinelRoutes.swift|SentinelWireTests.swift OnboardingRulesTests.swift||
        rule|SENT-ONB-06|SentinelDecide.swift|OnboardingRulesTests.swift||
        rule|SENT-ONB-07|SentinelAlarm.swift|OnboardingRulesTests.swift|setup/01-setup-happy-path|event onboarded sentinel/contoso-soc onboarding → confirmed SENT-ONB-07
        rule|SENT-ONB-08|SentinelDecide.swift|OnboardingRulesTests.swift||
        rule|SENT-ONB-09|SentinelDecide.swift|OnboardingRulesTests.swift||
        rule|SENT-ONB-11|SentinelDecide.swift|OnboardingRulesTests.swift||
        rule|SENT-ONB-12|Principal.swift CosmosDB.swift CosmosDBReact.swift|OnboardingRulesTests.swift|setup/01-setup-happy-path|event account created cosmos/contoso-soc SENT-ONB-12
        rule|SENT-PRE-01|LogAnalyticsDecide.swift|OnboardingRulesTests.swift||
        rule|SENT-PRE-02|SentinelDecide.swift|OnboardingRulesTests.swift||
        rule|SENT-PRE-03|SentinelDecide.swift|OnboardingRulesTests.swift||
        rule|SENT-PRE-04|CosmosDBReact.swift LogAnalyticsReact.swift|OnboardingRulesTests.swift||
        rule|SENT-PRE-05|SentinelDecide.swift SentinelGuards.swift|OnboardingRulesTests.swift||
        rule|SENT-PRE-06|SentinelDecide.swift|OnboardingRulesTests.swift||
        rule|SENT-PRE-07|SentinelDecide.swift|OnboardingRulesTests.swift||
        rule|SENT-PRE-08|SentinelCommand.swift SentinelDecide.swift|OnboardingRulesTests.swift|setup/01-setup-happy-path|event support contacted sentinel/contoso-soc → confirm-cmk-onboarding SENT-PRE-08
        rule|SENT-REVOKE-01|SentinelReact.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|rule SENT-REVOKE-01 advice workspace/contoso-soc
        rule|SENT-REVOKE-02|LogAnalyticsReact.swift SentinelReact.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|event workspace access changed workspace/contoso-soc data → inaccessible SENT-REVOKE-02
        rule|SENT-REVOKE-03|SentinelRoutes.swift LogAnalyticsData.swift SentinelDecide.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore|
        rule|SENT-REVOKE-04||SentinelRevocationRulesTests.swift||
        rule|SENT-REVOKE-05|CosmosDBDecide.swift SentinelDecide.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc/providers/Microsoft.SecurityInsights/alertRules/brute-force → 403 CustomerManagedKeyRevoked
        rule|SENT-REVOKE-06|LogAnalyticsReact.swift SentinelReact.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|event workspace access changed workspace/contoso-soc data → accessible SENT-REVOKE-06
        rule|SENT-REVOKE-07|SentinelGuards.swift|SentinelRevocationRulesTests.swift||
        rule|SENT-REVOKE-08|SentinelAvailability.swift SentinelDecide.swift SentinelReact.swift|SentinelRevocationRulesTests.swift|revocation/02-revoke-and-restore rotation/03-rotation|event availability changed sentinel/contoso-soc status → degraded SENT-REVOKE-08
        rule|SENT-REVOKE-09|CosmosDBReact.swift|SentinelRevocationRulesTests.swift||
        rule|SENT-REVOKE-11|SentinelAlarm.swift|OnboardingRulesTests.swift||
        rule|SENT-ROT-01|CosmosDBReact.swift|SentinelRevocationRulesTests.swift|rotation/03-rotation|POST https://contoso-kv.vault.azure.net/keys/cmk/rotate → 200 ⇒ event rewrap scheduled cosmos/contoso-soc SENT-ROT-01
        rule|SENT-ROT-02|CosmosDBReact.swift|SentinelRevocationRulesTests.swift||
        rule|SENT-ROT-03|SentinelReact.swift|SentinelRevocationRulesTests.swift|rotation/03-rotation|POST https://contoso-kv.vault.azure.net/keys/cmk/rotate → 200 ⇒ rule SENT-ROT-03 advice workspace/contoso-soc
        rule|SENT-ROT-04|CosmosDBReact.swift LogAnalyticsReact+Key.swift|SentinelRevocationRulesTests.swift|rotation/03-rotation|PATCH https://contoso-kv.vault.azure.net/keys/cmk/0e1f7ddec9ad8f6e834ac7efb6d66ba8 → 200 ⇒ rule SENT-ROT-04 advice workspace/contoso-soc
        rule|TIME-01|World+Alarms.swift|TimeRulesTests.swift||
        rule|TIME-02|Choice.swift|TimeRulesTests.swift||
        rule|TIME-03|KeyAccess.swift|TimeRulesTests.swift||
        rule|WS-01|LogAnalyticsAlarm.swift LogAnalyticsDecideWorkspace.swift|LogAnalyticsWireTests.swift WorkspaceRulesTests.swift|setup/01-setup-happy-path|PUT https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc?api-version=2025-02-01 → 201 ⇒ event workspace created workspace/contoso-soc WS-01
        rule|WS-02|LogAnalyticsDecideWorkspace.swift|WorkspaceRulesTests.swift||
        rule|WS-05|LogAnalyticsAlarm.swift LogAnalyticsDecideWorkspace.swift|WorkspaceRulesTests.swift||
        rule|WS-DEL-01|LogAnalyticsDecideWorkspace.swift LogAnalyticsReact.swift|WorkspaceRulesTests.swift|revocation/02-revoke-and-restore|DELETE https://management.azure.com/…/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc → 200 ⇒ event workspace deleted workspace/contoso-soc deleted → true WS-DEL-01
        rule|WS-DEL-02|LogAnalyticsDecideWorkspace.swift|WorkspaceRulesTests.swift||
        rule|WS-DEL-03|LogAnalyticsAlarm.swift|WorkspaceRulesTests.swift||
        rule|WS-DEL-05|LogAnalyticsBodies.swift LogAnalyticsCommand.swift LogAnalyticsDecideWorkspace.swift|WorkspaceRulesTests.swift||
        setting|unsupported-change|Refusal+AzureError.swift SentinelGuards.swift
        setting|partial-revocation|SentinelAvailability.swift
        setting|vault-firewall-denial|
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
        setting|cosmos-trusted|
        setting|cosmos-disabled-code|
        setting|vault-purge-status|
        setting|all-permission|
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
        setting|lro.registration|ResourcesRoutes.swift ResourcesViews.swift IdentityReact.swift ResourcesAlarm.swift ResourcesDecide.swift SentinelDecide.swift Probe.swift
        setting|lro.onboarding|SentinelRoutes.swift SentinelAlarm.swift SentinelDecide.swift SentinelEvolve.swift SentinelOnboarding.swift
        setting|lro.offboarding|
        setting|rbac.propagation|
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
        setting|network.ruleDelay|
        """#
}
