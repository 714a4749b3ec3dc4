#!/usr/bin/env bash
# Do TLS clients accept our certificates, and does each refuse one that is made with the intermediate's stolen key for a
# name outside its constraints?  scripts/tls-clients.sh
# Asks openssl, curl, Python, Node and Java; a client that is not installed is a row of its own. Prints a table, with the
# words of each refusal, and fails if one cell is not as it should be.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
build_release lockstep
for command in openssl curl; do
    command -v "$command" >/dev/null || fail "$command is needed"
done

export CA_FILE=$WORK/state/ca.pem
export NODE_EXTRA_CA_CERTS=$CA_FILE
KEY=$WORK/state/ca-key.pem
STORE=$WORK/trust.p12
start_server --state "$WORK/state"
PORT=${LOCKSTEP_URL##*:}
PEERS=()
end_peers() {
    [ "${#PEERS[@]}" -eq 0 ] || kill "${PEERS[@]}" 2>/dev/null || true
    clean_up
}
trap end_peers EXIT

# The second certificate of ca.pem is the intermediate's.
awk '/BEGIN CERT/ { count++ } count == 2' "$CA_FILE" >"$WORK/intermediate.pem"
awk '/BEGIN CERT/ { count++ } count == 1' "$CA_FILE" >"$WORK/root.pem"

# peer NAME...: a server of openssl's with a certificate for these names, signed by the intermediate's key; sets PEER.
peer() {
    local name file=$WORK/$1 names=
    for name in "$@"; do names+=${names:+,}DNS:$name; done
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /O=Thief -keyout "$file.key" \
        -out "$file.csr" 2>/dev/null
    printf '%s\n' "subjectAltName=$names" basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature \
        extendedKeyUsage=serverAuth subjectKeyIdentifier=hash authorityKeyIdentifier=keyid >"$file.ext"
    openssl x509 -req -in "$file.csr" -CA "$WORK/intermediate.pem" -CAkey "$KEY" -days 2 -extfile "$file.ext" \
        -out "$file.pem" 2>/dev/null
    PEER=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    openssl s_server -accept "127.0.0.1:$PEER" -key "$file.key" -cert "$file.pem" -cert_chain "$WORK/intermediate.pem" \
        -quiet >/dev/null 2>&1 &
    PEERS+=($!)
    local _
    for _ in $(seq 100); do
        (: </dev/tcp/127.0.0.1/"$PEER") 2>/dev/null && return
        sleep 0.05
    done
    fail "openssl s_server does not answer"
}
peer management.azure.com && INSIDE=$PEER
peer example.com && OUTSIDE=$PEER
peer localhost pypi.org && MIXED=$PEER

# Each takes PORT ADDRESS NAME [tunnel], says what it saw and succeeds if it accepts.
ask_openssl() {
    local to=(-connect "$2:$1") check=(-verify_hostname "$3") out
    [ "${4:-}" = tunnel ] && to=(-proxy "$2:$1" -connect "$3:443")
    [ "$2" = ::1 ] && to=(-connect "[::1]:$1")
    [[ $3 =~ ^[0-9:.]+$ ]] && check=(-verify_ip "$3")
    out=$(openssl s_client "${to[@]}" -servername "$3" "${check[@]}" -CAfile "$CA_FILE" -x509_strict \
        -verify_return_error -showcerts </dev/null 2>&1)
    if ! grep -q 'Verify return code: 0' <<<"$out"; then
        sed -n 's/.*verify error:num=[0-9]*:/refused: /p' <<<"$out" | head -1
        return 1
    fi
    # Once more from the certificates received, with the root alone for an anchor.
    awk '/BEGIN CERT/ { count++; on = 1 } on { print > file count ".pem" } /END CERT/ { on = 0 }' \
        file="$WORK/seen" <<<"$out"
    openssl verify -x509_strict -CAfile "$WORK/root.pem" -untrusted "$WORK/seen2.pem" "$WORK/seen1.pem" 2>&1 |
        tail -1
}
ask_curl() {
    local to=(--connect-to "$3:443:$2:$1") host=$3
    [ "${4:-}" = tunnel ] && to=(-x "http://$2:$1")
    [ "$2" = ::1 ] && host="[::1]" && to=(--connect-to "[::1]:443:[::1]:$1")
    # 52: accepted, and no answer from a peer that speaks no HTTP.
    curl -sS --cacert "$CA_FILE" --noproxy "" -m 10 -o /dev/null "${to[@]}" "https://$host/_lockstep/v1/health" 2>&1 ||
        [ $? -eq 52 ]
}
ask_python() { python3 scripts/tls/probe.py "$@"; }
ask_node() { node scripts/tls/probe.mjs "$@"; }
ask_java() { java -Djavax.net.ssl.trustStore="$STORE" -Djavax.net.ssl.trustStorePassword=lockstep -cp "$WORK" Probe "$@"; }

FAILURES=0
# cell CLIENT yes|no PORT ADDRESS NAME [tunnel]: one question; what a refusal says is told once the row is done.
cell() {
    local client=$1 wanted=$2 said got=yes
    shift 2
    said=$("ask_$client" "$@" 2>&1) || got=no
    # Refused for the right reason, or not at all.
    [ "$got" = no ] && ! grep -qiE 'permitted subtree|name constraints' <<<"$said" && got=broken
    [ "$got" = "$wanted" ] || FAILURES=$((FAILURES + 1))
    [ "$got" = "$wanted" ] && [ "$got" = yes ] || WORDS=$(grep -oiE 'permitted subtree violation|name constraints[^:]*' <<<"$said" | head -1 || tail -1 <<<"$said")
    printf '%-11s' "$got$([ "$got" = "$wanted" ] || echo '!')"
}

row() {
    WORDS=
    printf '%-9s' "$1"
    cell "$1" yes "$PORT" 127.0.0.1 management.azure.com tunnel
    cell "$1" yes "$PORT" 127.0.0.1 kv.vault.azure.net tunnel
    cell "$1" yes "$PORT" 127.0.0.1 localhost
    cell "$1" yes "$PORT" 127.0.0.1 127.0.0.1
    cell "$1" yes "$PORT" ::1 ::1
    cell "$1" yes "$INSIDE" 127.0.0.1 management.azure.com
    cell "$1" no "$OUTSIDE" 127.0.0.1 example.com
    cell "$1" no "$MIXED" 127.0.0.1 localhost
    printf '%s\n' "$WORDS"
}

prepare_java() {
    command -v javac >/dev/null && javac -d "$WORK" scripts/tls/Probe.java &&
        keytool -importcert -noprompt -alias lockstep -file "$CA_FILE" -keystore "$STORE" -storepass lockstep \
            >/dev/null 2>&1
}

printf '%-9s%-11s%-11s%-11s%-11s%-11s%-11s%-11s%-11s%s\n' client ARM,tunnel vault,tun. localhost 127.0.0.1 ::1 \
    inside outside mixed "words of the last refusal"
for client in openssl curl python node java; do
    case $client in
    python) command -v python3 >/dev/null || { say "python   not installed here" && continue; } ;;
    node) command -v node >/dev/null || { say "node     not installed here" && continue; } ;;
    java) prepare_java || { say "java     no JDK here" && continue; } ;;
    esac
    row "$client"
done
[ "$FAILURES" -eq 0 ] || fail "$FAILURES cells are not as they should be"
