#!/usr/bin/env bash
# Azure's own client of keys against a server: what it does locally with a public key, the server undoes, and the other
# way round.  scripts/keyvault-client.sh
# Makes a Python environment in .build/keyvault-client; LOCKSTEP_PYTHON names one that has azure-keyvault-keys already.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/lib.sh"
build_release lockstep
PYTHON=${LOCKSTEP_PYTHON:-}
if [ -z "$PYTHON" ]; then
    PYTHON=.build/keyvault-client/bin/python
    [ -x "$PYTHON" ] || python3 -m venv .build/keyvault-client || fail "python3 with venv is needed"
    "$PYTHON" -c 'import azure.keyvault.keys' 2>/dev/null ||
        "$PYTHON" -m pip install --quiet --disable-pip-version-check azure-keyvault-keys azure-core requests ||
        fail "azure-keyvault-keys cannot be installed here; set LOCKSTEP_PYTHON to a python that has it"
fi
start_server --world builtin:contoso-cmk
"$PYTHON" scripts/keyvault_client.py "$LOCKSTEP_URL"
stop_server
