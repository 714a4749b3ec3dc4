#!/usr/bin/env bash
# All measurements: name, figure, unit and target, separated by tabs. Compare figures of one run only.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
scripts/setup.sh --bench
build_release lockstep lockstep-bench lockstep-bench-scenarios lockstep-bench-http
say "load $(cut -d' ' -f1 /proc/loadavg) on $(getconf _NPROCESSORS_ONLN) cores"
.build/release/lockstep-bench core
.build/release/lockstep-bench kernel
scripts/scenario-bench.sh
scripts/http-bench.sh
