#!/usr/bin/env bash
# An exercise played by az: a trainee's own tool meets the session's world by the user of the proxy, and passes.
#   scripts/training_by_az.sh [EXERCISE.scenario.yaml]
# What the exercise hides must be on no surface that the trainee reaches.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
EXERCISE=${1:-${LOCKSTEP_SHARED:-../shared}/scenarios/06-training-friday-1640.scenario.yaml}
[ -f "$EXERCISE" ] || { say "SKIPPED: there is no $EXERCISE"; exit 0; }
AZ=$(realpath "$(scripts/clients.sh az)")/bin/az
build_release lockstep
start_server --state "$WORK/state"
PORT=${LOCKSTEP_URL##*:}
TRAINING=$LOCKSTEP_URL/_lockstep/v1/training
call() { curl -sS --fail-with-body -X "$1" "$TRAINING$2" ${3:+--data-binary "$3"}; }

call POST "" "$(python3 -c 'import json, sys; print(json.dumps({"exercise": open(sys.argv[1]).read(), "facilitator": "owl"}))' "$EXERCISE")" \
    >"$WORK/opened.json"
ID=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["id"])' "$WORK/opened.json")
SESSION=/$ID

export HTTPS_PROXY=http://$ID:x@127.0.0.1:$PORT REQUESTS_CA_BUNDLE=$WORK/state/ca.pem SSL_CERT_FILE=$WORK/state/ca.pem
export NO_PROXY='' AZURE_CONFIG_DIR=$WORK/az AZURE_CORE_COLLECT_TELEMETRY=false AZURE_CORE_ONLY_SHOW_ERRORS=true
"$AZ" login --service-principal -u trainee -p any --tenant 11111111-1111-1111-1111-111111111111 -o none

# A quarter of an hour after the slip the trainee looks at the key, and undoes what was done to it.
call POST "$SESSION/clock" '{"by": "25m"}' >/dev/null
enabled=$("$AZ" keyvault key show --vault-name contoso-kv -n cmk --query attributes.enabled -o tsv)
[ "$enabled" = false ] || fail "the key should be disabled by now, and is '$enabled'"
"$AZ" keyvault key set-attributes --vault-name contoso-kv -n cmk --enabled true -o none
# Azure has its hour; then Dana's right goes.
call POST "$SESSION/clock" '{"by": "1h10m"}' >/dev/null
dana=$("$AZ" ad user show --id dana@contoso --query id -o tsv)
"$AZ" keyvault set-policy -n contoso-kv --object-id "$dana" --key-permissions get list -o none
call POST "$SESSION/clock" '{"by": "5m"}' >"$WORK/end.json"

# Hidden things: of the session's own view, of its world by the control API, of the answers az was given.
hidden=$(python3 - "$WORK/end.json" <<'PY'
import json, sys
seen = json.load(open(sys.argv[1]))["training"]["observation"]
print(" ".join(name for name in ["next_event", "choices", "journal"] if name in seen))
PY
)
[ -z "$hidden" ] || fail "the trainee sees $hidden"
for place in state journal "why?ref=key/contoso-kv/cmk" events choices; do
    code=$(curl -s -o /dev/null -w '%{http_code}' "$LOCKSTEP_URL/_lockstep/v1/worlds/$ID/$place")
    [ "$code" = 404 ] || fail "/worlds/$ID/$place answers $code"
done
for place in facilitator session; do
    code=$(curl -s -o /dev/null -w '%{http_code}' "$TRAINING$SESSION/$place")
    [ "$code" = 403 ] || fail "$place answers $code"
done
headers=$(curl -sS -D - -o /dev/null -H 'Authorization: Bearer x' \
    'https://contoso-kv.vault.azure.net/keys/cmk?api-version=7.4' --proxy "$HTTPS_PROXY" --cacert "$WORK/state/ca.pem")
! grep -qiE '^x-lockstep-(decision|hint|upholds)' <<<"$headers" || fail "an answer tells what is hidden: $headers"

python3 - "$WORK/end.json" <<'PY'
import json, sys
training = json.load(open(sys.argv[1]))["training"]
print(f"{training['score']} of {training['maximum']} points; {training['pass']} pass")
sys.exit(0 if training["score"] >= training["pass"] else 1)
PY
stop_server
