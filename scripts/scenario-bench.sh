#!/usr/bin/env bash
# What scenarios and episodes cost, in a release build: runs a second with two jobs and the memory of a thousand runs,
# episodes and steps a second of an exercise played by a program.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
build_release lockstep
python3 scripts/scenario_bench.py "$LOCKSTEP"
