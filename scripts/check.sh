#!/usr/bin/env bash
# All that must hold before a commit: lint, build, tests, scenarios twice in two processes, golden traces.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
LOCKSTEP=.build/debug/lockstep

step() { printf '\n== %s\n' "$*"; }

# twice OPTION...: the scenarios pass, and two processes print the same bytes, one of them with fixed hash seeds.
twice() {
    "$LOCKSTEP" run Scenarios --json "$@" >"$WORK/first.json" || fail "lockstep run Scenarios $*"
    SWIFT_DETERMINISTIC_HASHING=1 "$LOCKSTEP" run Scenarios --json "$@" >"$WORK/second.json" ||
        fail "lockstep run Scenarios $*, with SWIFT_DETERMINISTIC_HASHING=1"
    cmp "$WORK/first.json" "$WORK/second.json" || fail "two runs differ: lockstep run Scenarios --json $*"
}

step "setup"
scripts/setup.sh
step "format"
swift format lint --strict --parallel --recursive Sources Tests Package.swift
step "build"
swift build --build-tests
step "tests"
mkdir "$WORK/answers"
LOCKSTEP_ANSWERS=$WORK/answers swift test --skip-build --disable-xctest
step "every answer, by the contract"
scripts/contract.sh "$WORK/answers" || [ $? = 3 ]

step "scenarios, twice in two processes"
twice
say "  as written                 equal bytes: $(sha256sum <"$WORK/first.json" | cut -c1-16)"
for policy in earliest latest midpoint; do
    twice --choices "$policy"
    say "  $(printf '%-26s' "--choices $policy") equal bytes: $(sha256sum <"$WORK/first.json" | cut -c1-16)"
done
for seed in $(seq 20); do twice --choices seeded --seed "$seed"; done
say "  --choices seeded           equal bytes for each seed from 1 to 20"

step "scenarios that say something in vain"
"$LOCKSTEP" check Scenarios --strict

step "exercises"
"$LOCKSTEP" train verify Scenarios/training

step "golden traces"
"$LOCKSTEP" run Scenarios --traces

step "everything holds"
