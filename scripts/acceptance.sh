#!/usr/bin/env bash
# Azure's own clients against a server: az and the Python SDKs, by the proxy under Azure's names and as a cloud of their own.
#   scripts/acceptance.sh           the SDKs, and az where its environment is there (CLIENTS=all makes it)
#   scripts/acceptance.sh sdk|az    one of them
# The suites lie in ../shared/acceptance; without them only the examples of docs/examples run (scripts/examples.sh).
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
SUITES=${LOCKSTEP_SHARED:-../shared}/acceptance
[ -d "$SUITES" ] || { say "SKIPPED: there is no $SUITES"; exit 0; }
WHICH=${1:-all}
build_release lockstep
STATUS=0

# environment_of NAME: the server's addresses, as the suites want them.
run_suite() {
    local name=$1 mode=$2
    shift 2
    start_server --state "$WORK/state-$name-$mode"
    local port=${LOCKSTEP_URL##*:}
    local world="http://localhost:$port/_lockstep/v1/worlds/default"
    say "== $name, $mode"
    SIM_MODE=$mode SIM_HTTPS="https://localhost:$port" SIM_HTTP="http://localhost:$port" \
        SIM_PROXY="http://localhost:$port" SIM_CA="$WORK/state-$name-$mode/ca.pem" \
        SIM_CLOCK_ADVANCE="$world/clock/advance" SIM_CLOCK_BODY='{"by":"{seconds}s"}' SIM_RESET="$world/reset" \
        "$@" >"$WORK/$name-$mode.out" 2>&1 || { STATUS=1; cat "$WORK/$name-$mode.out"; }
    tail -n 1 "$WORK/$name-$mode.out"
    stop_server
}

# with_names SUITE COMMAND...: where each word of the suite leads to this machine as the name of a vault or an account.
# shellcheck disable=SC2317  # called by run_suite
with_names() {
    local suite=$1 hosts=$WORK/hosts
    shift
    {
        cat /etc/hosts
        grep -oE '"[a-z][a-z0-9-]{2,49}"' "$suite" | tr -d '"' | sort -u |
            sed 's/.*/127.0.0.1 &.vault.localhost &.documents.localhost/'
    } >"$hosts"
    unshare -m sh -c 'mount --bind "$0" /etc/hosts && exec "$@"' "$hosts" "$@"
}

if [ "$WHICH" != az ]; then
    sdk=$(scripts/clients.sh sdk)
    for suite in "$SUITES"/*_sdk_*.py; do
        name=$(basename "$suite" .py)
        # In its own cloud the SDKs are told where each name leads: nothing but a proxy resolves them here.
        for mode in azure hosts; do run_suite "$name" "$mode" "$sdk/bin/python" "$suite"; done
        if unshare -m true 2>/dev/null; then
            run_suite "$name" proxy with_names "$suite" "$sdk/bin/python" "$suite"
        else
            say "SKIPPED: $name, proxy: it wants names of *.vault.localhost, and only root can give them for a while"
        fi
    done
    start_server --state "$WORK/state-worlds"
    "$sdk/bin/python" scripts/many_worlds.py "${LOCKSTEP_URL##*:}" "$WORK/state-worlds/ca.pem" || STATUS=1
    stop_server
fi
if [ "$WHICH" != sdk ]; then
    if [ -e "${LOCKSTEP_CLIENTS:-.build-clients}/az/complete" ] || [ "$WHICH" = az ] || [ "${CLIENTS:-}" = all ]; then
        az=$(scripts/clients.sh az)
        for suite in "$SUITES"/*_az_*.sh; do
            name=$(basename "$suite" .sh)
            for mode in azure proxy; do AZ=$(realpath "$az/bin/az") run_suite "$name" "$mode" bash "$suite"; done
        done
    else
        say "SKIPPED: az, whose environment is not there; CLIENTS=all makes it"
    fi
fi
exit "$STATUS"
