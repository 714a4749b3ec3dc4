#!/usr/bin/env bash
# Feeds inputs that libFuzzer makes from corpus and scenarios to their reader and to the lint: no crash, no hang.
#   scripts/fuzz.sh [COUNT] [SEED]      a million by default
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"

COUNT=${1:-1000000}
SEED=${2:-1}
FUZZ=${FUZZ:-}

if [ -z "$FUZZ" ]; then
    scripts/setup.sh
    printf '… building lockstep-fuzz, counting which way it goes (a first build takes some minutes)\n' >&2
    # The parser of YAML is C, and counts too.
    LOCKSTEP_FUZZ=1 swift build -c release --scratch-path .build-fuzz --product lockstep-fuzz \
        -Xcc -fsanitize=fuzzer-no-link >&2
    FUZZ=.build-fuzz/release/lockstep-fuzz
fi

CORPUS=$WORK/corpus
mkdir "$CORPUS"
find Tests/Corpus Scenarios -name '*.scenario.yaml' | while read -r file; do
    cp "$file" "$CORPUS/${file//\//_}"
done

FOUND=${TMPDIR:-/tmp}/lockstep-fuzz-
if "$FUZZ" -runs="$COUNT" -seed="$SEED" -timeout=5 -max_len=65536 -print_final_stats=1 -verbosity=1 \
    -artifact_prefix="$FOUND" "$CORPUS" 2>"$WORK/log"; then
    grep -E '^(#[0-9]+.*DONE|stat::)' "$WORK/log"
    say "No crash and no hang."
else
    tail -40 "$WORK/log"
    fail "fuzz: the input is in ${FOUND}*"
fi
