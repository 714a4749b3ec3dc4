#!/usr/bin/env bash
# Measures the HTTP edge in a release build; about two minutes once it is built.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
scripts/setup.sh --bench
build_release lockstep lockstep-bench-http
command -v wrk >/dev/null || say "wrk is not here: requests a second are those of a Python generator" >&2
python3 scripts/http_bench.py .build/release
