#!/usr/bin/env bash
# Python environments with Azure's own clients, made once under .build-clients/.
#   scripts/clients.sh sdk     the SDKs: about 20 s and 130 MB
#   scripts/clients.sh az      the Azure CLI: about 90 s and 740 MB
#   scripts/clients.sh all     both
#   scripts/clients.sh ansible Ansible and what its Azure collection wants: about five minutes and 2 GB, so not with "all"
# One for each, since the CLI and the collection pin older SDKs. Prints where each stands; LOCKSTEP_CLIENTS names another folder.
set -euo pipefail
cd "$(dirname "$0")/.."
FOLDER=${LOCKSTEP_CLIENTS:-.build-clients}

AZ_VERSION=2.91.0
ANSIBLE_VERSION=12.3.0
SDKS=(azure-identity azure-mgmt-loganalytics azure-mgmt-securityinsight==1.0.0 azure-mgmt-keyvault azure-mgmt-cosmosdb
    azure-mgmt-resource azure-mgmt-resource-subscriptions azure-mgmt-authorization azure-keyvault-keys
    azure-monitor-query azure-monitor-ingestion azure-cosmos aiohttp pytest)

# environment NAME PACKAGE...: made whole or not at all; what an interrupted run left is made anew.
environment() {
    local place=$FOLDER/$1
    shift
    if [ ! -e "$place/complete" ]; then
        printf '… installing %s into %s\n' "${*:1:3}" "$place" >&2
        rm -rf "$place"
        mkdir -p "$FOLDER"
        python3 -m venv "$place" || {
            echo "python3 with venv is needed: apt-get install python3-venv" >&2
            exit 1
        }
        "$place/bin/python" -m pip install --quiet --disable-pip-version-check "$@" || {
            echo "These packages cannot be installed here: $*" >&2
            exit 1
        }
        printf '%s\n' "$@" >"$place/complete"
    fi
    printf '%s\n' "$place"
}

# collection PLACE: what Ansible's Azure modules import, as the collection pins it.
collection() {
    local place=$1 wanted
    wanted=$(echo "$place"/lib/python3*/site-packages/ansible_collections/azure/azcollection/requirements.txt)
    [ -e "$place/modules" ] || {
        "$place/bin/python" -m pip install --quiet --disable-pip-version-check -r "$wanted" >&2
        cp "$wanted" "$place/modules"
    }
}

case ${1:-} in
sdk) environment sdk "${SDKS[@]}" ;;
az) environment az "azure-cli==$AZ_VERSION" ;;
ansible)
    environment ansible "ansible==$ANSIBLE_VERSION"
    collection "$FOLDER/ansible"
    ;;
all)
    environment sdk "${SDKS[@]}"
    environment az "azure-cli==$AZ_VERSION"
    ;;
*)
    sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
    exit 64
    ;;
esac
