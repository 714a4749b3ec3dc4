#!/usr/bin/env bash
# The article's story over HTTP, on a virtual clock. Fails loudly where an answer is not the expected one, so it is a
# smoke test as well. Progress goes to standard error; what is printed on standard output is the story.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"

SUBSCRIPTION=/subscriptions/00000000-0000-0000-0000-000000000000
WORKSPACE=$SUBSCRIPTION/resourceGroups/sec-rg/providers/Microsoft.OperationalInsights/workspaces/contoso-soc
SENTINEL=$WORKSPACE/providers/Microsoft.SecurityInsights
QUERY='{"query":"SignIns_CL | count"}'
RECORD='[{"TimeGenerated":"2024-02-16T09:00:00Z","User":"dana"}]'
ALERT_RULE='{"kind":"Scheduled","properties":{"displayName":"Brute force","enabled":true,"severity":"High",
    "query":"SignIns_CL","queryFrequency":"PT1H","queryPeriod":"PT1H","triggerOperator":"GreaterThan",
    "triggerThreshold":0,"suppressionDuration":"PT1H","suppressionEnabled":false}}'

chapter() { printf '\n%s\n' "$*"; }
explain() { printf '  # %s\n' "$*"; }
from() { "$LOCKSTEP" "$@" || fail "lockstep $*"; }

# send STATUS METHOD URL-PATH BODY [CURL-OPTION...]: fails unless that is the status; leaves head and body in files.
send() {
    local wanted=$1 method=$2 path=$3 body=$4 status
    shift 4
    local data=()
    [ -n "$body" ] && data=(--data "$body")
    status=$(curl -sS -o "$WORK/body" -D "$WORK/head" -w '%{http_code}' -X "$method" "$LOCKSTEP_URL$path" \
        -H 'Authorization: Bearer any' -H 'Content-Type: application/json' "${data[@]}" "$@")
    [ "$status" = "$wanted" ] || {
        cat "$WORK/body" >&2
        fail "$method $path answered $status, expected $wanted"
    }
}

# ask …: as `send`, and prints the answer in one line.
ask() {
    send "$@"
    local decision
    decision=$(sed -n 's/^x-lockstep-decision: *\([^\r]*\).*/\1/p' "$WORK/head")
    grep -qi '^x-lockstep-outcome: dropped' "$WORK/head" && decision+="  (dropped)"
    printf '  %s  %-6s %s%s\n' "$1" "$2" "$(short "$3")" "${decision:+   $decision}"
}

# A path without its long beginning and the rest of its GUIDs.
short() {
    sed -E -e "s|^$SENTINEL|…|" -e "s|^$SUBSCRIPTION/.*/workspaces/|…/workspaces/|" \
        -e 's/([0-9a-f]{8})-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/\1…/' <<<"$1"
}
decided() { grep -q "^x-lockstep-decision:.*$1" "$WORK/head" || fail "the answer does not name $1"; }
counted() { grep -q "\"rows\":\[\[$1\]\]" "$WORK/body" || fail "the query did not count $1: $(cat "$WORK/body")"; }
state() { "$LOCKSTEP" world show | awk -v thing="$1" -v property="$2" '/^[^ ]/ {found = ($0 == thing)} found && $1 == property {print $2}'; }
now_is() { [ "$(state "$1" "$2")" = "$3" ] || fail "$1 $2 is '$(state "$1" "$2")', expected '$3'"; }

scripts/setup.sh
build_release lockstep

chapter "1. Three scenarios of the article, rehearsed in virtual time:  lockstep run"
from run Scenarios/setup Scenarios/revocation Scenarios/rotation | grep -v '^$'

chapter "2. The same over HTTP:  lockstep serve --world builtin:contoso-cmk-not-onboarded"
start_server --world builtin:contoso-cmk-not-onboarded
sed -n '1s/^/  /p' "$WORK/serve.out"
explain "A workspace on a dedicated cluster under the customer's key. The article's request puts Sentinel on it:"
ask 201 PUT "$SENTINEL/onboardingStates/default?api-version=2021-03-01-preview" \
    '{"properties":{"customerManagedKey":true}}'
ask 200 GET "$SENTINEL/onboardingStates/default?api-version=2021-03-01-preview" ""
send 200 GET "$WORKSPACE?api-version=2022-10-01" ""
CUSTOMER=$(sed -n 's/.*"customerId":"\([^"]*\)".*/\1/p' "$WORK/body")
INGESTION="/dataCollectionRules/dcr-${CUSTOMER//-/}/streams/Custom-SignIns_CL?api-version=2023-01-01"
explain "One record goes in, and can be queried:"
ask 204 POST "$INGESTION" "$RECORD"
ask 200 POST "/v1/workspaces/$CUSTOMER/query" "$QUERY"
counted 1

chapter "3. The customer disables the key in the vault; an hour passes"
ask 200 PATCH "/keys/cmk?api-version=7.4" '{"attributes":{"enabled":false}}' -H 'Host: contoso-kv.vault.azure.net'
from clock advance 1h | sed 's/^/  /'
now_is workspace/contoso-soc data inaccessible
explain "Alert rules, incidents and queries are refused, and x-lockstep-decision names the rules; new data is lost:"
ask 403 PUT "$SENTINEL/alertRules/brute-force?api-version=2023-11-01" "$ALERT_RULE"
decided SENT-REVOKE-03
ask 403 PUT "$SENTINEL/incidents/1?api-version=2023-11-01" \
    '{"properties":{"title":"Suspicious sign-in","severity":"High","status":"New"}}'
decided SENT-REVOKE-03
ask 403 POST "/v1/workspaces/$CUSTOMER/query" "$QUERY"
decided LA-REVOKE-05
ask 204 POST "$INGESTION" "$RECORD"
decided SENT-REVOKE-03
now_is records/contoso-soc dropped 1
explain "Only deletion is left. It is tried in a fork of this world, so that ours goes on:"
ask 201 POST /_lockstep/v1/worlds/default/forks '{"id":"what-if"}'
ask 200 DELETE "$WORKSPACE?api-version=2022-10-01" "" -H 'x-lockstep-world: what-if'
explain "Which entry of the journal made it so, and by which rule:  lockstep why workspace/contoso-soc data"
from why workspace/contoso-soc data

chapter "4. The customer enables the key again; within another hour the data is back"
ask 200 PATCH "/keys/cmk?api-version=7.4" '{"attributes":{"enabled":true}}' -H 'Host: contoso-kv.vault.azure.net'
from clock advance 1h | sed 's/^/  /'
ask 200 POST "/v1/workspaces/$CUSTOMER/query" "$QUERY"
counted 1
now_is sentinel/contoso-soc status available
explain "What was stored is readable again; the record that came while the key was gone stays lost."
stop_server
