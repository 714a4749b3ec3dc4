#!/usr/bin/env bash
# What scenarios and episodes cost, in a release build: runs a second with two jobs and the memory of a thousand runs,
# episodes and steps a second of exercises played by a program, within its process and over standard input and output.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
build_release lockstep lockstep-bench-scenarios
python3 scripts/scenario_bench.py "$LOCKSTEP"
.build/release/lockstep-bench-scenarios Scenarios/training/*.scenario.yaml \
    Scenarios/whatif/how-long.whatif.yaml Scenarios/whatif/at-once.whatif.yaml
