#!/usr/bin/env bash
# What `lockstep env` prints, pasted into a fresh shell: does each client that is here meet the world it was sent to?
#   scripts/env.sh
# Clients that are not here are said to be; each row is a line.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
build_release lockstep
LOCKSTEP=$(realpath "$LOCKSTEP")
sdk=$(realpath "$(scripts/clients.sh sdk)")
start_server --state "$WORK/state"
curl -sS --fail -X PUT -d '{"from": "builtin:contoso-cmk"}' -o /dev/null "$LOCKSTEP_URL/_lockstep/v1/worlds/ci-41"
SUBSCRIPTION=$(curl -sS "$LOCKSTEP_URL/_lockstep/v1/worlds/ci-41" | grep -o '"subscriptions":\["[^"]*' | grep -o '[^"]*$')
FAILED=0

# meets CLIENT SHELL COMMAND: a shell with nothing but a path evaluates the script, then the command, which must
# print the world's subscription.
meets() {
    local client=$1 command=$3 out
    out=$(env -i PATH="$sdk/bin:$PATH" HOME="$WORK" TMPDIR="$WORK" LOCKSTEP_URL="$LOCKSTEP_URL" "$2" -c "
        eval \"\$('$LOCKSTEP' env $client --world ci-41 --shell bash)\" >/dev/null || exit 9
        $command" 2>&1) || true
    if grep -q "$SUBSCRIPTION" <<<"$out"; then
        say "ok      $client"
    else
        say "FAILED  $client"
        printf '%s\n' "$out" | tail -n 20 >&2
        FAILED=1
    fi
}
absent() { say "absent  $1: not on this machine"; }
URL='https://management.azure.com/subscriptions?api-version=2022-12-01'

meets curl bash "curl -sS -H 'Authorization: Bearer x' '$URL'"
meets python bash "python -c '
import os
from azure.identity import EnvironmentCredential
from azure.mgmt.resource.subscriptions import SubscriptionClient
print([s.subscription_id for s in SubscriptionClient(EnvironmentCredential()).subscriptions.list()])'"
if [ -e "${LOCKSTEP_CLIENTS:-.build-clients}/az/complete" ]; then
    PATH=$(realpath "${LOCKSTEP_CLIENTS:-.build-clients}/az/bin"):$PATH meets az bash "az account list --query '[].id' -o tsv"
else
    absent az
fi
if command -v node >/dev/null; then
    meets node bash "node scripts/tls/through_proxy.mjs '$URL'"
else
    absent node
fi
if command -v java >/dev/null; then
    meets java bash "java scripts/tls/ThroughProxy.java '$URL' ci-41"
else
    absent java
fi
# Providers and SDKs that cannot be had here read these names; that they are set is all that can be shown.
for client in go dotnet terraform ansible; do
    meets "$client" bash "env | grep -E '^(AZURE|ARM)_SUBSCRIPTION_ID='"
done
for shell in fish pwsh; do
    "$LOCKSTEP" env az --world ci-41 --shell "$shell" | grep -q "$SUBSCRIPTION\|ci-41" || fail "nothing for $shell"
done
stop_server
exit "$FAILED"
