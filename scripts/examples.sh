#!/usr/bin/env bash
# The examples of docs/examples with Azure's own clients, each in a world of its own.
#   scripts/examples.sh           with the SDKs; with az where its environment is there (CLIENTS=all makes it), and with
#                                 Ansible where its own is (scripts/clients.sh ansible makes it)
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
build_release lockstep
sdk=$(realpath "$(scripts/clients.sh sdk)")
export PATH="$sdk/bin:$PATH" PYTHONDONTWRITEBYTECODE=1
LOCKSTEP=$(realpath "$LOCKSTEP")
COUNT=0

# passes NAME COMMAND... / fails NAME COMMAND...: with exit code 0, or with 1.
passes() { expect 0 "$@"; }
fails() { expect 1 "$@"; }
expect() {
    local wanted=$1 name=$2 code=0
    shift 2
    "$@" >"$WORK/$name.out" 2>&1 || code=$?
    [ "$code" = "$wanted" ] || { cat "$WORK/$name.out" >&2; fail "$name ended with $code"; }
    COUNT=$((COUNT + 1))
    say "ok  $name"
}
contoso() { "$LOCKSTEP" exec --keep "$WORK" --from builtin:contoso-cmk -- "$@"; }

# Twice at a time: two worlds, nothing shared.
contoso pytest -q -p no:cacheprovider docs/examples/pytest >"$WORK/beside.out" 2>&1 &
beside=$!
passes pytest contoso pytest -q -p no:cacheprovider docs/examples/pytest
passes pytest-beside wait "$beside"
passes rotate contoso python docs/examples/runbook/check.py docs/examples/runbook/rotate.py
fails rotate_wrongly contoso python docs/examples/runbook/check.py docs/examples/runbook/rotate_wrongly.py
passes terraform "$LOCKSTEP" exec --keep "$WORK" -- python docs/examples/terraform/check.py
if [ -e "${LOCKSTEP_CLIENTS:-.build-clients}/az/complete" ] || [ "${CLIENTS:-}" = all ]; then
    PATH="$(realpath "$(scripts/clients.sh az)")/bin:$PATH"
    passes article "$LOCKSTEP" exec --keep "$WORK" -- docs/examples/az/article.sh
else
    say "SKIPPED: az, whose environment is not there; CLIENTS=all makes it"
fi
if [ -e "${LOCKSTEP_CLIENTS:-.build-clients}/ansible/modules" ]; then
    PATH="$(realpath "${LOCKSTEP_CLIENTS:-.build-clients}/ansible")/bin:$PATH"
    passes ansible "$LOCKSTEP" exec --keep "$WORK" --from builtin:empty -- \
        ansible-playbook -i localhost, docs/examples/ansible/playbook.yml
else
    say "SKIPPED: Ansible, whose environment is not there; scripts/clients.sh ansible makes it"
fi
say "$COUNT passed, 0 failed"
