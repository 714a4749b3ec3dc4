#!/usr/bin/env bash
# The whole set-up of Microsoft's article by az alone, then the key is lost, and what az says of it.
#   lockstep exec -- docs/examples/az/article.sh
# Every line is one a person would type; only the clock is Lockstep's own.
set -euo pipefail

GROUP=sec-rg REGION=westeurope WORKSPACE=soc-workspace CLUSTER=soc-cluster VAULT=soc-vault-$RANDOM KEY=cmk
COSMOS=a232010e-820c-4083-83bb-3ace5fc29d0b # Azure Cosmos DB, the same in every tenant
export AZURE_CORE_ONLY_SHOW_ERRORS=true AZURE_CORE_OUTPUT=none

step() { printf '\n== %s\n' "$*"; }
advance() {
    curl --silent --show-error --fail --noproxy '*' --output /dev/null --request POST --data "{\"by\": \"$1\"}" \
        "$LOCKSTEP_URL/_lockstep/v1/worlds/$LOCKSTEP_WORLD/clock/advance"
}
# refused WORDS COMMAND...: the command must fail, and say these words.
refused() {
    local words=$1 said
    shift
    if said=$("$@" 2>&1); then
        printf 'NOT REFUSED: %s\n' "$*" >&2
        exit 1
    fi
    if ! grep -qiE -- "$words" <<<"$said"; then
        printf 'REFUSED IN OTHER WORDS: %s\n%s\n' "$*" "$said" >&2
        exit 1
    fi
    printf 'refused, as it should be: %s\n' "$(grep -iE -m1 -- "$words" <<<"$said")"
}

step "log in"
az login --service-principal --username "$AZURE_CLIENT_ID" --password "$AZURE_CLIENT_SECRET" --tenant "$AZURE_TENANT_ID"
az group create --name $GROUP --location $REGION

step "step 1: a cluster of 100 GB a day, a workspace, a vault, a key"
for provider in Microsoft.OperationalInsights Microsoft.KeyVault Microsoft.SecurityInsights Microsoft.DocumentDB; do
    az provider register --namespace $provider
done
advance 10m
az monitor log-analytics workspace create -g $GROUP -n $WORKSPACE -l $REGION
az monitor log-analytics cluster create -g $GROUP -n $CLUSTER -l $REGION --sku-capacity 100 --identity-type SystemAssigned
az keyvault create -g $GROUP -n "$VAULT" -l $REGION --enable-rbac-authorization false --enable-purge-protection true
kid=$(az keyvault key create --vault-name "$VAULT" -n $KEY --kty RSA --size 3072 --query key.kid -o tsv)
identity=$(az monitor log-analytics cluster show -g $GROUP -n $CLUSTER --query identity.principalId -o tsv)
az keyvault set-policy -n "$VAULT" --object-id "$identity" --key-permissions get wrapKey unwrapKey
az monitor log-analytics cluster update -g $GROUP -n $CLUSTER \
    --key-vault-uri "https://$VAULT.vault.azure.net" --key-name $KEY --key-version "${kid##*/}"
cluster=$(az monitor log-analytics cluster show -g $GROUP -n $CLUSTER --query id -o tsv)
az monitor log-analytics workspace linked-service create -g $GROUP --workspace-name $WORKSPACE -n cluster \
    --write-access-resource-id "$cluster"

step "steps 2 and 3: Cosmos DB may use the key, too"
az keyvault set-policy -n "$VAULT" --spn $COSMOS --key-permissions get wrapKey unwrapKey

step "step 4: Sentinel under the key"
subscription=$(az account show --query id -o tsv)
sentinel="/subscriptions/$subscription/resourceGroups/$GROUP/providers/Microsoft.OperationalInsights/workspaces/$WORKSPACE"
sentinel="https://management.azure.com$sentinel/providers/Microsoft.SecurityInsights"
az rest --method put --url "$sentinel/onboardingStates/default?api-version=2021-03-01-preview" \
    --body '{"properties": {"customerManagedKey": true}}'
# Onboarding takes up to a quarter of an hour; asking for it waits.
advance 15m
az rest --method get --url "$sentinel/onboardingStates/default?api-version=2021-03-01-preview"
incident="$sentinel/incidents/73e01a99-5cd7-4139-a149-9f2736ff2ab5?api-version=2023-02-01"
az rest --method put --url "$incident" --body '{"properties": {"title": "before", "severity": "High", "status": "New"}}'
customer=$(az monitor log-analytics workspace show -g $GROUP -n $WORKSPACE --query customerId -o tsv)
query() {
    az rest --method post --url "https://api.loganalytics.io/v1/workspaces/$customer/query" \
        --resource https://api.loganalytics.io --body '{"query": "SecurityIncident | count", "timespan": "PT1H"}'
}
query

step "the key is disabled, and an hour passes"
az keyvault key set-attributes --vault-name "$VAULT" -n $KEY --enabled false
advance 1h
refused 'key|access|encrypt' query
refused 'key|access|encrypt|unavailable|conflict' az rest --method put --url "$incident" \
    --body '{"properties": {"title": "while dark", "severity": "High", "status": "New"}}'
refused 'conflict|undefined' az monitor log-analytics workspace linked-service delete \
    -g $GROUP --workspace-name $WORKSPACE -n cluster --yes

step "the key is back, and an hour passes"
az keyvault key set-attributes --vault-name "$VAULT" -n $KEY --enabled true
advance 1h
query
az rest --method put --url "$incident" --body '{"properties": {"title": "after", "severity": "High", "status": "New"}}'
printf '\nall of it as the article says\n'
