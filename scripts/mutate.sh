#!/usr/bin/env bash
# Takes rules out of the core, one at a time, and sees whether the rule tests notice.
#   scripts/mutate.sh [COUNT|all] [SEED] [wire]      60 rules, chosen by seed 1
# With `wire` the rules kept on the wire are taken out too, and its tests run: that builds everything.
# One build serves all mutants: each rule is taken out by a number in the environment. Fails if fewer than 95 % are
# noticed; prints the survivors.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
COUNT=${1:-60}
SEED=${2:-1}
COPY=$PWD/.build-mutants
# Tests that look at the text of the sources, and those that look at no single rule.
SKIP='RepositoryTests|OracleTests|ExplorationTests|VirtualTimeTests|InvariantTests|MachinesTests|ReplayTests'
TESTED=ControlPlaneTests
[ -n "${3:-}" ] && TESTED='ControlPlaneTests|AzureWireTests'

LOCKSTEP_CORE_ONLY=1 swift build --product lockstep-mutate --scratch-path .build-core >&2
[ -n "${3:-}" ] || export LOCKSTEP_CORE_ONLY=1
mkdir -p "$COPY"
rm -rf "$COPY/Sources" "$COPY/Tests" "$COPY/docs"
cp -r Package.* Sources Tests docs "$COPY"
.build-core/debug/lockstep-mutate "$SEED" "$COUNT" "$COPY" ${3:+wire} >"$WORK/mutants"
COUNT=$(wc -l <"$WORK/mutants")
cd "$COPY"
say "… building $COUNT mutants" >&2
swift build --build-tests >&2

# Until the first test that fails, which is all there is to know of a mutant. Each has a log of its own: in a shared
# one, what the mutant before it failed would be read as its own.
notices() {
    local log=$WORK/mutant-$1.log
    : >"$log"
    LOCKSTEP_MUTANT=$1 setsid timeout 300 swift test --skip-build --disable-xctest \
        --filter "$TESTED" --skip "$SKIP" >"$log" 2>&1 &
    local tests=$! status=0
    while kill -0 "$tests" 2>/dev/null; do
        if grep -q "✘" "$log"; then
            kill -- "-$tests" 2>/dev/null || true
            break
        fi
        sleep 0.1
    done
    wait "$tests" 2>/dev/null || status=$?
    grep -q "✘" "$log" && return 0
    [ "$status" -eq 0 ] && return 1
    # No test failed, but the run did: stopped in a trap, or by the clock. Anything else says nothing of the mutant.
    grep -qE "Fatal error|Precondition failed|signal code" "$log" || [ "$status" -eq 124 ] ||
        fail "mutant $1: $(tail -n 3 "$log")"
}

notices 0 && { grep "✘" "$WORK/mutant-0.log" | cut -c1-200 >&2; fail "the tests fail without any mutant"; }
noticed=0
while IFS=$'\t' read -r mutant rule room sites; do
    if notices "$mutant"; then
        noticed=$((noticed + 1))
        say "$rule ($room, $sites places): noticed"
    else
        say "$rule ($room, $sites places): SURVIVES"
    fi
done <"$WORK/mutants"
say "$noticed of $COUNT mutants noticed (seed $SEED)"
[ $((noticed * 100)) -ge $((COUNT * 95)) ] || fail "fewer than 95 % of the mutants are noticed"
