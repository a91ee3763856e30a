#!/bin/sh
# Installs the venv module of a Debian (or Ubuntu) Python, which these systems ship apart from it.
set -eu

name="$("$1" -c 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}")')"
if ! command -v apt-get >/dev/null; then
    echo "$1 has no venv module, and there is no apt-get to install it with." >&2
    exit 1
fi
root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Run as root: apt-get update && apt-get install ${name}-venv" >&2
        exit 1
    fi
    root="sudo"
fi
$root apt-get update -qq
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${name}-venv" ||
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv
