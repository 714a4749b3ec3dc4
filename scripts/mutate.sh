#!/usr/bin/env bash
# Takes rules out of the core, one at a time, and sees whether the rule tests notice.
#   scripts/mutate.sh [COUNT] [SEED]      60 rules, chosen by seed 1
# One build serves all mutants: each rule is taken out by a number in the environment. Fails if fewer than 95 % are
# noticed; prints the survivors.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
COUNT=${1:-60}
SEED=${2:-1}
export LOCKSTEP_CORE_ONLY=1
COPY=$PWD/.build-mutants
# Tests that look at the text of the sources, and those that take long and look at no single rule.
SKIP='RepositoryTests|OracleTests|HistoryExplorationTests|VirtualTimeTests|InvariantTests'

swift build --product lockstep-mutate --scratch-path .build-core >&2
mkdir -p "$COPY"
rm -rf "$COPY/Sources" "$COPY/Tests" "$COPY/docs"
cp -r Package.swift Sources Tests docs "$COPY"
.build-core/debug/lockstep-mutate "$SEED" "$COUNT" "$COPY" >"$WORK/mutants"
cd "$COPY"
say "… building $COUNT mutants" >&2
swift build --build-tests >&2

run_tests() { LOCKSTEP_MUTANT=$1 timeout 300 swift test --skip-build --disable-xctest --skip "$SKIP" >"$WORK/test.log" 2>&1; }

run_tests 0 || { grep "✘" "$WORK/test.log" | cut -c1-200 >&2; fail "the tests fail without any mutant"; }
noticed=0
while IFS=$'\t' read -r mutant rule room sites; do
    if run_tests "$mutant"; then
        say "$rule ($room, $sites places): SURVIVES"
    else
        noticed=$((noticed + 1))
        say "$rule ($room, $sites places): noticed"
    fi
done <"$WORK/mutants"
say "$noticed of $COUNT mutants noticed (seed $SEED)"
[ $((noticed * 100)) -ge $((COUNT * 95)) ] || fail "fewer than 95 % of the mutants are noticed"
