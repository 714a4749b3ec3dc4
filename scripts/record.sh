#!/usr/bin/env bash
# Records golden files anew. A recording run fails by design, so that nobody records by accident: here it is followed
# by a run that compares, and only that one has to pass.
#   scripts/record.sh all      golden traces, docs/rules, docs/machines.md
#   scripts/record.sh docs     the generated pages alone
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
LOCKSTEP=.build/debug/lockstep
RECORDED=(docs Scenarios Tests)

# record LABEL COMMAND...
record() {
    local label=$1
    shift
    say "… recording $label"
    if LOCKSTEP_RECORD=1 "$@" >"$WORK/record.log" 2>&1; then
        fail "the recording run of $label passed: nothing was recorded"
    fi
    "$@" >"$WORK/compare.log" 2>&1 || {
        tail -40 "$WORK/compare.log" >&2
        fail "$label differ from what was recorded a moment ago"
    }
}

scripts/setup.sh
swift build --build-tests
case "${1:-all}" in
docs) ;;
all) record "golden traces" "$LOCKSTEP" run Scenarios --traces ;;
*) fail "'$1' is none of all, docs" ;;
esac
record "generated pages" swift test --skip-build --disable-xctest --filter 'Generated|Machines|RulePages'

changes=$(git status --short -- "${RECORDED[@]}" 2>/dev/null || true)
if [ -z "$changes" ]; then
    say "Recorded; nothing changed."
else
    say "Recorded. Read each change before you commit it (git diff -- ${RECORDED[*]}):"
    say "$changes"
fi
