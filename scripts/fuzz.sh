#!/usr/bin/env bash
# Feeds broken inputs, made from the corpus by a seed, to the reader of scenarios: no crash, no hang.
#   scripts/fuzz.sh [COUNT] [SEED]      a million by default
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"

COUNT=${1:-1000000}
SEED=${2:-1}
LAST=${TMPDIR:-/tmp}/lockstep-fuzz-last.scenario.yaml
FUZZ=${FUZZ:-}

if [ -z "$FUZZ" ]; then
    scripts/setup.sh
    LOCKSTEP_FUZZ=1 build_release lockstep-fuzz
    FUZZ=.build/release/lockstep-fuzz
fi

if "$FUZZ" "$COUNT" "$SEED" Tests/Corpus Scenarios; then
    say "No crash and no hang."
else
    say "It died. Once more, keeping each input before it is read."
    LOCKSTEP_FUZZ_LAST=$LAST "$FUZZ" "$COUNT" "$SEED" Tests/Corpus Scenarios || true
    fail "fuzz: the input is in $LAST"
fi
