#!/usr/bin/env bash
# Holds every answer that processes noted against Azure's contract, and prints how many there were.
#   LOCKSTEP_ANSWERS=DIR COMMAND...      each process of COMMAND notes its answers in DIR
#   scripts/contract.sh DIR              judges them; needs the tests to be built
# The contract is third-party data and no part of this repository: where it is absent, nothing ran (exit 3).
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
CONTRACT=${LOCKSTEP_CONTRACT:-../shared/contract}

given=${1:-}
[ -d "$given" ] || fail "usage: scripts/contract.sh DIR, where processes with LOCKSTEP_ANSWERS=DIR noted their answers"
if [ ! -f "$CONTRACT/contract.json" ]; then
    say "SKIPPED: there is no contract in $CONTRACT. Set LOCKSTEP_CONTRACT to where it is." >&2
    exit 3
fi
env -u LOCKSTEP_ANSWERS LOCKSTEP_ANSWERS_GIVEN="$given" swift test --skip-build --disable-xctest \
    --filter 'GivenAnswersTests/given' >"$WORK/contract.log" 2>&1 || {
    grep -E 'answers,|×|not kept|✘' "$WORK/contract.log" >&2 || tail -20 "$WORK/contract.log" >&2
    fail "an answer is not what the contract says"
}
grep 'answers,' "$WORK/contract.log"
