#!/bin/sh
# Installs poppler-utils for the tests, where it is missing; they read PDFs with it.
set -eu

if command -v pdftotext >/dev/null && command -v pdfinfo >/dev/null; then
    exit 0
fi
exec sh "$(dirname "$0")/apt_install.sh" poppler-utils "pdftotext (poppler-utils)"
