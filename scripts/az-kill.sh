#!/usr/bin/env bash
# az waits for an operation when the server is killed; after a restart it is run again, and the world is whole.
#   scripts/az-kill.sh
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
AZ=$(realpath "$(scripts/clients.sh az)")/bin/az
build_release lockstep
STATE=$WORK/state
export AZURE_CONFIG_DIR=$WORK/az AZURE_CORE_COLLECT_TELEMETRY=false AZURE_CORE_ONLY_SHOW_ERRORS=true NO_PROXY=''
export REQUESTS_CA_BUNDLE=$STATE/ca.pem SSL_CERT_FILE=$STATE/ca.pem
create() { "$AZ" monitor log-analytics cluster create -g sec-rg -n soc-cluster -l westeurope --sku-capacity 100 "$@"; }

# A clock that stands: the operation cannot end.
start_server --state "$STATE" --clock frozen
export HTTPS_PROXY=$LOCKSTEP_URL
"$AZ" login --service-principal -u any -p any --tenant 11111111-1111-1111-1111-111111111111 -o none
"$AZ" group create -n sec-rg -l westeurope -o none
"$AZ" provider register -n Microsoft.OperationalInsights -o none
curl -sS --fail -X POST -d '{"by": "10m"}' -o /dev/null "$LOCKSTEP_URL/_lockstep/v1/worlds/default/clock/advance"
create -o none >/dev/null 2>&1 &
waiting=$!
for _ in $(seq 100); do
    curl -sS "$LOCKSTEP_URL/_lockstep/v1/worlds/default/state" | grep -q '"cluster/soc-cluster"' && break
    sleep 0.2
done
sleep 1
kill -0 "$waiting" || fail "az should be waiting"
kill -KILL "$SERVER_PID"
wait "$SERVER_PID" 2>/dev/null || true
SERVER_PID=
kill "$waiting" 2>/dev/null || true
wait "$waiting" 2>/dev/null || true

start_server --state "$STATE"
export HTTPS_PROXY=$LOCKSTEP_URL
# While a cluster is made, Azure takes no second order for it (LA-CREATE-04): one waits for it first.
"$AZ" monitor log-analytics cluster wait -g sec-rg -n soc-cluster --created
state=$(create --query provisioningState -o tsv) || fail "az did not succeed after the restart"
[ "$state" = Succeeded ] || fail "the cluster is '$state'"
[ "$("$AZ" group exists -n sec-rg)" = true ] || fail "the group is gone"
stop_server
"$LOCKSTEP" verify "$STATE"
say "killed while az waited, restarted, run again: the cluster is $state, the journal holds"
