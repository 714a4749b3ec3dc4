#!/usr/bin/env bash
# The description of the control API, held against a server: it is valid, and nothing is answered that it does not say.
# scripts/openapi.sh [EXAMPLES]
# Makes a Python environment in .build-clients/openapi; EXAMPLES (25) is how many requests are made up for each operation.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
EXAMPLES=${1:-25}
FOLDER=$(realpath -m "${LOCKSTEP_CLIENTS:-.build-clients}/openapi")
if ! [ -x "$FOLDER/bin/schemathesis" ]; then
    python3 -m venv "$FOLDER" || fail "python3 with venv is needed"
    "$FOLDER/bin/python" -m pip install --quiet --disable-pip-version-check openapi-spec-validator schemathesis ||
        fail "openapi-spec-validator and schemathesis cannot be installed here"
fi
build_release lockstep
start_server --world builtin:contoso-cmk
description=$WORK/openapi.json
curl -sf "$LOCKSTEP_URL/_lockstep/v1/openapi.json" > "$description" || fail "there is no description"
"$FOLDER/bin/python" -m openapi_spec_validator "$description" || fail "the description is not valid"
# A stream goes on for as long as somebody listens: it has tests of its own.
# Made-up names find no world: the second time all that is asked is asked of one that is there.
# A server with 200 worlds says that this is its limit (507), and a long run gets there.
printf '[checks]\nnot_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", 507]\n' >"$WORK/any.toml"
{
    cat "$WORK/any.toml"
    printf '[parameters]\n"path.world" = "default"\n"header.If-Match" = "*"\n'
} >"$WORK/default.toml"
# It keeps what it finds in the folder it runs in.
cd "$WORK"
for config in any default; do
    "$FOLDER/bin/schemathesis" --config-file "$WORK/$config.toml" run "$LOCKSTEP_URL/_lockstep/v1/openapi.json" \
        --exclude-operation-id streamEvents --max-examples "$EXAMPLES" --seed 1 \
        --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
        --request-timeout 20 || fail "something is answered that the description does not say"
done
