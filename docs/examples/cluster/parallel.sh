#!/usr/bin/env bash
# Plays a plan in parts with GNU parallel, then merges them and prints the report.
#   parallel.sh PLAN [PARTS] [OUT]     LOCKSTEP names the binary; --sshloginfile FILE in PARALLEL takes other machines
set -euo pipefail
plan=$1
parts=${2:-8}
out=${3:-out}
lockstep=${LOCKSTEP:-lockstep}

seq "$parts" | parallel --will-cite --halt now,fail=1 \
    "$lockstep" whatif "$plan" --shard "{}/$parts" --out "$out" --jobs 1 --quiet
"$lockstep" merge "$out"/*.jsonl --json
