#!/usr/bin/env bash
# Three rounds of kill -9 under 8 writers: each acknowledged write must be there after the restart, and the journal
# must replay.   scripts/kill.sh [SECONDS-PER-ROUND]
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
SECONDS_PER_ROUND=${1:-3}
STATE=$WORK/state
ACKNOWLEDGED=$WORK/acknowledged

command -v python3 >/dev/null || fail "python3 is needed"
build_release lockstep

start_server --state "$STATE"
for round in 1 2 3; do
    python3 scripts/writers.py write "$LOCKSTEP_URL" "$ACKNOWLEDGED" "$round" &
    writers=$!
    sleep "$SECONDS_PER_ROUND"
    kill -KILL "$SERVER_PID"
    wait "$SERVER_PID" 2>/dev/null || true
    SERVER_PID=
    wait "$writers" || fail "a writer was refused"
    start_server --state "$STATE"
    counts=$(python3 scripts/writers.py check "$LOCKSTEP_URL" "$ACKNOWLEDGED") || fail "round $round: $counts"
    say "round $round: kill -9 after ${SECONDS_PER_ROUND} s of 8 writers, restarted: $counts"
done
stop_server
"$LOCKSTEP" verify "$STATE"
say "No acknowledged write was lost in three rounds."
