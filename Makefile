# The project's commands. `make demo` needs python3.11 (or newer), git and make; the rest is set up
# in .venv.

PYTHON  ?= $(shell command -v python3.11 || command -v python3)
PERIODS ?=
REPORT  ?= out/syria.html

BIN    := .venv/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
CHECKED := $(wildcard src tests scripts benchmarks)

export PYTHONUTF8 := 1

.PHONY: help demo venv dev test lint test-slow test-faults security bench reference clean

help:
	@echo "make demo       install into .venv, plan the example 'syria', write $(REPORT)"
	@echo "make test       everything that must hold before a change is taken"
	@echo "make test-slow  the tests that take minutes"
	@echo "make test-faults  kills, full disks, flipped bytes: as often as docs/reliability.md reports"
	@echo "make security   everything of docs/security.md, the long forms too"
	@echo "make bench      how long plans take"
	@echo "make reference  write docs/reference anew"
	@echo "make clean      remove .venv, caches and out"

demo: .venv/installed
	$(BIN)/commonweal plan syria $(if $(PERIODS),--periods $(PERIODS)) --report $(REPORT)

venv: .venv/installed
dev: .venv/installed-dev

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "python3.11 is needed."; exit 1; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "$(PYTHON) is older than 3.11."; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || sh scripts/install_venv.sh "$(PYTHON)"
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	$(PIP) --editable ".[dev]"
	@touch $@

lint: dev
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit -q -ll -c pyproject.toml -r src
	$(BIN)/codespell $(CHECKED) docs *.md Makefile pyproject.toml

test: lint
	sh scripts/install_postgres.sh
	$(BIN)/python -m pytest -m "not slow" --numprocesses auto --dist loadfile

test-slow: dev
	sh scripts/install_postgres.sh
	$(BIN)/python -m pytest -m "slow and not faults"

test-faults: dev
	sh scripts/install_postgres.sh
	$(BIN)/python -m pytest -m faults

security: dev
	$(BIN)/python -m pytest tests/security tests/unit/api tests/unit/access

bench: dev
	@set -e; for file in $(wildcard benchmarks/*.py); do echo "== $$file"; $(BIN)/python "$$file"; done

reference: dev
	$(BIN)/python scripts/make_reference.py

clean:
	rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
