/// The texts of `Scenarios/fixtures`, letter by letter, so that the binary needs no checkout.
/// A test holds the two equal, and writes this file anew when it records.
enum BuiltinWorldTexts {
    static let all: [(name: String, text: String)] = [
        (
            "contoso-vault-only",
            #"""
            schema: lockstep/world/v1
            name: contoso-vault-only
            description: A recoverable vault with access policies and two keys. Cosmos DB is not registered.
            from: empty
            steps:
              - az: group create -n sec-rg -l westeurope
              - az: keyvault create -g sec-rg -n contoso-kv -l westeurope --retention-days 90
                  --enable-purge-protection true --enable-rbac-authorization false
              - act: policy.grant
                target: vault/contoso-kv
                with: { principal: operator, keys: [all, purge] }
              - act: policy.grant
                target: vault/contoso-kv
                with: { principal: trainee, keys: [all, purge] }
              - act: policy.grant
                target: vault/contoso-kv
                with: { principal: dana@contoso, keys: [get, list, update, delete, recover] }
              - az: keyvault key create --vault-name contoso-kv -n cmk --kty RSA --size 3072
              - az: keyvault key create --vault-name contoso-kv -n other --kty RSA --size 3072

            """#
        ),
        (
            "contoso-cmk-no-cosmos-rp",
            #"""
            schema: lockstep/world/v1
            name: contoso-cmk-no-cosmos-rp
            description: A cluster under the key and a linked workspace. Nothing is done for Cosmos DB.
            from: contoso-vault-only
            steps:
              - az: monitor log-analytics cluster create -g sec-rg -n contoso-la -l westeurope
                  --sku-capacity 100 --identity-type SystemAssigned
              - act: policy.grant
                target: vault/contoso-kv
                with: { principal: identity/contoso-la, keys: [get, wrapKey, unwrapKey] }
              - az: keyvault key show --vault-name contoso-kv -n cmk
                capture: { keyVersion: { expr: "key('contoso-kv/cmk').currentVersion" } }
              - request: PATCH ${id('cluster/contoso-la')}?api-version=2022-10-01
                body:
                  properties:
                    keyVaultProperties:
                      keyVaultUri: https://contoso-kv.vault.azure.net
                      keyName: cmk
                      keyVersion: "${keyVersion}"
                wait: true
                expect: { status: [200, 202], operation: Succeeded }
              - request: PUT ${id('identity/ua1')}?api-version=2023-01-31
                body: { location: westeurope }
                expect: { status: 201 }
              - az: monitor log-analytics workspace create -g sec-rg -n contoso-soc -l westeurope
              - act: workspace.link
                target: workspace/contoso-soc
                with: { cluster: cluster/contoso-la }
                expect: { operation: Succeeded }

            """#
        ),
        (
            "contoso-cmk-no-cosmos-policy",
            #"""
            schema: lockstep/world/v1
            name: contoso-cmk-no-cosmos-policy
            description: Azure Cosmos DB is registered, and has no access policy yet.
            from: contoso-cmk-no-cosmos-rp
            steps:
              - az: provider register --namespace Microsoft.DocumentDB
              - check: { state: { provider/Microsoft.DocumentDB: { registration: Registered } } }
                within: 10m

            """#
        ),
        (
            "contoso-cmk-not-onboarded",
            #"""
            schema: lockstep/world/v1
            name: contoso-cmk-not-onboarded
            description: Everything that onboarding asks for is there; nothing is onboarded.
            from: contoso-cmk-no-cosmos-policy
            steps:
              - act: policy.grant
                target: vault/contoso-kv
                with: { application: a232010e-820c-4083-83bb-3ace5fc29d0b, keys: [get, wrapKey, unwrapKey] }

            """#
        ),
        (
            "contoso-cmk",
            #"""
            schema: lockstep/world/v1
            name: contoso-cmk
            description: Sentinel is onboarded with a customer-managed key and confirmed.
            from: contoso-cmk-not-onboarded
            steps:
              - as: onboard
                act: sentinel.onboard
                target: sentinel/contoso-soc
                with: { customerManagedKey: true }
                expect: { status: 2xx, rejectedBy: none }
              - act: support.contact
                target: sentinel/contoso-soc
                with: { topic: confirm-cmk-onboarding }
              - check:
                  state:
                    sentinel/contoso-soc: { onboarding: confirmed, encryption: customer-managed }
                within: 7d
                of: onboard

            """#
        ),
        (
            "contoso-mmk-onboarded",
            #"""
            schema: lockstep/world/v1
            name: contoso-mmk-onboarded
            description: Sentinel is onboarded without a key of the customer, though its cluster is under one.
            from: contoso-cmk-not-onboarded
            steps:
              - as: onboard
                act: sentinel.onboard
                target: sentinel/contoso-soc
                with: { customerManagedKey: false }
              - check: { state: { sentinel/contoso-soc: { onboarding: confirmed } } }
                within: 7d
                of: onboard

            """#
        ),
        (
            "contoso-mmk-cluster-onboarded",
            #"""
            schema: lockstep/world/v1
            name: contoso-mmk-cluster-onboarded
            description: A cluster without a key, with a linked and onboarded workspace.
            from: contoso-vault-only
            steps:
              - az: monitor log-analytics cluster create -g sec-rg -n contoso-la -l westeurope
                  --sku-capacity 100 --identity-type SystemAssigned
              - act: policy.grant
                target: vault/contoso-kv
                with: { principal: identity/contoso-la, keys: [get, wrapKey, unwrapKey] }
              - az: monitor log-analytics workspace create -g sec-rg -n contoso-soc -l westeurope
              - act: workspace.link
                target: workspace/contoso-soc
                with: { cluster: cluster/contoso-la }
                expect: { operation: Succeeded }
              - az: provider register --namespace Microsoft.DocumentDB
              - check: { state: { provider/Microsoft.DocumentDB: { registration: Registered } } }
                within: 10m
              - act: policy.grant
                target: vault/contoso-kv
                with: { application: a232010e-820c-4083-83bb-3ace5fc29d0b, keys: [get, wrapKey, unwrapKey] }
              - as: onboard
                act: sentinel.onboard
                target: sentinel/contoso-soc
                with: { customerManagedKey: false }
              - check: { state: { sentinel/contoso-soc: { onboarding: confirmed } } }
                within: 7d
                of: onboard

            """#
        ),
        (
            "contoso-cmk-plus-mmk-workspace",
            #"""
            schema: lockstep/world/v1
            name: contoso-cmk-plus-mmk-workspace
            description: Beside the workspace under the key, an onboarded one that is not linked.
            from: contoso-cmk
            steps:
              - az: monitor log-analytics workspace create -g sec-rg -n legacy -l westeurope
              - as: onboardLegacy
                act: sentinel.onboard
                target: sentinel/legacy
                with: { customerManagedKey: false }
              - check: { state: { sentinel/legacy: { onboarding: confirmed } } }
                within: 7d
                of: onboardLegacy

            """#
        ),
        (
            "legacy-vault",
            #"""
            schema: lockstep/world/v1
            name: legacy-vault
            description: A vault of the years before soft delete, with a key. What is deleted in it is gone.
            from: empty
            steps:
              - az: group create -n sec-rg -l westeurope
              - act: vault.create
                target: vault/old-kv
                with: { softDelete: false }
              - advance: 30s
              - az: keyvault key create --vault-name old-kv -n cmk --kty RSA --size 3072

            """#
        ),
    ]
}
