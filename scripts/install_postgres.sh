#!/bin/sh
# Installs PostgreSQL for the tests, where it is missing; they start and end one of their own.
set -eu

for program in /usr/lib/postgresql/*/bin/initdb; do
    if [ -x "$program" ]; then
        exit 0
    fi
done
if command -v initdb >/dev/null && command -v postgres >/dev/null; then
    exit 0
fi
if ! command -v apt-get >/dev/null; then
    echo "The tests need PostgreSQL, and there is no apt-get to install it with." >&2
    exit 1
fi
root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Run as root: apt-get update && apt-get install postgresql" >&2
        exit 1
    fi
    root="sudo"
fi
# The package would start a server of its own; the tests don't use it.
$root mkdir -p /etc/postgresql-common
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    echo "create_main_cluster = false" | $root tee /etc/postgresql-common/createcluster.conf >/dev/null
fi
$root apt-get update -qq
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
