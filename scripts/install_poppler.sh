#!/bin/sh
# Installs poppler-utils for the tests, where it is missing; they read PDFs with it.
set -eu

if command -v pdftotext >/dev/null && command -v pdfinfo >/dev/null; then
    exit 0
fi
if ! command -v apt-get >/dev/null; then
    echo "The tests need pdftotext (poppler-utils), and there is no apt-get to install it with." >&2
    exit 1
fi
root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Run as root: apt-get update && apt-get install poppler-utils" >&2
        exit 1
    fi
    root="sudo"
fi
$root apt-get update -qq
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends poppler-utils
