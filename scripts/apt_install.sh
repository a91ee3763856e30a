#!/bin/sh
# Installs a package of the system for the tests: apt_install.sh PACKAGE NAME, where NAME is what people call it.
set -eu

package="$1"
if ! command -v apt-get >/dev/null; then
    echo "The tests need $2, and there is no apt-get to install it with." >&2
    exit 1
fi
root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Run as root: apt-get update && apt-get install $package" >&2
        exit 1
    fi
    root="sudo"
fi
$root apt-get update -qq
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package"
