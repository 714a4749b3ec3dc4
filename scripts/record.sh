#!/usr/bin/env bash
# Records golden files anew. A recording run fails by design, so that nobody records by accident: here it is followed
# by a run that compares, and only that one has to pass.
#   scripts/record.sh all      golden traces, docs/rules, docs/machines.md
#   scripts/record.sh docs     the generated pages and schemas alone
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
LOCKSTEP=.build/debug/lockstep
RECORDED=(docs Scenarios Sources/Simulation/Explanations/TraceTable.swift)

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
case "${1:-all}" in
docs) ;;
all)
    swift build --product lockstep
    record "golden traces" "$LOCKSTEP" run Scenarios --traces
    ;;
*) fail "'$1' is none of all, docs" ;;
esac

swift build --build-tests
record "schemas and pages of codes" swift test --disable-xctest --skip-build \
    --filter 'SchemaTests/written|MessagePagesTests/written|MessageTutorialTests/shown'

if [ -f "${LOCKSTEP_CONTRACT:-../shared/contract}/contract.json" ]; then
    record "docs/coverage.md" swift test --disable-xctest --skip-build --filter 'CoverageTests/written'
else
    say "docs/coverage.md is left as it is: the contract is not at hand"
fi

# The generated pages of the core need the core alone.
export LOCKSTEP_CORE_ONLY=1
core=(swift test --disable-xctest --scratch-path .build-core)
swift build --build-tests --scratch-path .build-core
record "generated pages" "${core[@]}" --skip-build --filter 'MachinesTests|RulePagesTests|RuleTraceTests'

changes=$(git status --short -- "${RECORDED[@]}" 2>/dev/null || true)
if [ -z "$changes" ]; then
    say "Recorded; nothing changed."
else
    say "Recorded. Read each change before you commit it (git diff -- ${RECORDED[*]}):"
    say "$changes"
fi
