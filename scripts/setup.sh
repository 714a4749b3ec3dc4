#!/usr/bin/env bash
# Installs what a build needs and this machine lacks; silent where nothing is missing.
#   scripts/setup.sh            what building and testing need
#   scripts/setup.sh --bench    and what the measurements need
set -euo pipefail

missing=()
need_header() { [ -e "/usr/include/$1" ] || missing+=("$2"); }
need_command() { command -v "$1" >/dev/null || missing+=("$2"); }

if [ "$(uname)" = Linux ]; then
    need_header sqlite3.h libsqlite3-dev
    need_header zlib.h zlib1g-dev
fi
need_command make make
need_command git git
need_command curl curl
if [ "${1:-}" = --bench ]; then
    need_command python3 python3
    need_command wrk wrk
fi

if [ "${#missing[@]}" -gt 0 ]; then
    if ! command -v apt-get >/dev/null; then
        echo "Missing here: ${missing[*]} (Debian's names). Please install them, then run this again." >&2
        exit 1
    fi
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Missing here: ${missing[*]}. Please run as root: apt-get install ${missing[*]}" >&2
            exit 1
        fi
        as_root=(sudo)
    fi
    echo "… installing ${missing[*]}" >&2
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        "${missing[@]}" >/dev/null
fi

if ! command -v swift >/dev/null; then
    echo "There is no 'swift' on the PATH. Swift 6.2 or later is needed: https://www.swift.org/install" >&2
    exit 1
fi
