#!/bin/sh
# Installs Chromium for the tests of the workbench, where it is missing: the system's, never a downloaded one.
set -eu

for program in chromium chromium-browser google-chrome; do
    if command -v "$program" >/dev/null; then
        exit 0
    fi
done
exec sh "$(dirname "$0")/apt_install.sh" chromium Chromium
