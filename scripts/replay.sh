#!/usr/bin/env bash
# Replays traffic recorded from real Azure against a server and compares what comes back.
#   scripts/replay.sh [RECORDING...]     names below $LOCKSTEP_RECORDINGS/public, without .jsonl
# The recordings are third-party data and no part of this repository: where they are absent, nothing ran (exit 3).
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
RECORDINGS=${LOCKSTEP_RECORDINGS:-../shared/recordings}
STORY=(
    loganalytics/cli_monitor_log_analytics_cluster_default__2024-11-25
    loganalytics/cli_monitor_log_analytics_cluster_update_key__2023-12-22
    loganalytics/cli_monitor_log_analytics_workspace_recover__2024-11-25
    sentinel/ext_sentinel_onboarding_state_crud
    resources/cli_provider_registration
)

if [ ! -f "$RECORDINGS/replay.py" ]; then
    say "SKIPPED: there are no recordings in $RECORDINGS. Set LOCKSTEP_RECORDINGS to where they are." >&2
    exit 3
fi
command -v python3 >/dev/null || fail "python3 is needed"

build_release lockstep
names=("$@")
[ "${#names[@]}" -gt 0 ] || names=("${STORY[@]}")
files=()
for name in "${names[@]}"; do
    file=$RECORDINGS/public/$name.jsonl
    [ -f "$file" ] || fail "there is no recording $name"
    files+=("$file")
done

start_server --world builtin:empty
python3 "$RECORDINGS/replay.py" --base "$LOCKSTEP_URL" --scopes core,aux --min-score 0.9 \
    --reset 'POST /_lockstep/v1/worlds/default/reset {}' \
    --advance 'POST /_lockstep/v1/worlds/default/clock/advance {"by":"5m"}' "${files[@]}"
