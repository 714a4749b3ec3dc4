# shellcheck shell=bash
# Sourced by the other scripts: words, and a server that never outlives the script that started it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# LOCKSTEP names a binary that is built already; without it the scripts build one.
BUILT=${LOCKSTEP:-}
LOCKSTEP=${LOCKSTEP:-.build/release/lockstep}
WORK=$(mktemp -d)
SERVER_PID=

say() { printf '%s\n' "$*"; }
fail() {
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}

# build_release PRODUCT...: with the compiler's own progress, on standard error.
build_release() {
    local product
    for product in "$@"; do
        [ "$product" = lockstep ] && [ -n "$BUILT" ] && continue
        printf '… building %s (release; a first build takes some minutes)\n' "$product" >&2
        swift build -c release --product "$product" >&2
    done
}

# start_server OPTION...: `lockstep serve` on a free port; sets SERVER_PID and LOCKSTEP_URL.
start_server() {
    : >"$WORK/serve.out"
    "$LOCKSTEP" serve --port 0 "$@" >"$WORK/serve.out" 2>"$WORK/serve.err" &
    SERVER_PID=$!
    local _
    for _ in $(seq 600); do
        LOCKSTEP_URL=$(sed -n 's|^ARM  \(http://[^ ]*\).*|\1|p' "$WORK/serve.out")
        [ -n "$LOCKSTEP_URL" ] && export LOCKSTEP_URL && return
        kill -0 "$SERVER_PID" 2>/dev/null || break
        sleep 0.05
    done
    cat "$WORK/serve.err" >&2
    fail "lockstep serve $* did not start"
}

# stop_server: asks it to finish what is in flight, and waits until it has.
stop_server() {
    [ -n "$SERVER_PID" ] || return 0
    kill -TERM "$SERVER_PID" 2>/dev/null || true
    wait "$SERVER_PID" 2>/dev/null || true
    SERVER_PID=
}

clean_up() {
    stop_server
    rm -rf "$WORK"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
