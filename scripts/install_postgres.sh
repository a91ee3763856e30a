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
root=""
if [ "$(id -u)" -ne 0 ]; then
    root="sudo"
fi
# The package would start a server of its own; the tests don't use it.
if command -v apt-get >/dev/null && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    $root mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" | $root tee /etc/postgresql-common/createcluster.conf >/dev/null
fi
exec sh "$(dirname "$0")/apt_install.sh" postgresql PostgreSQL
