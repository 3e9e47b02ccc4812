# Everything runs in a private environment in .venv; nothing is installed elsewhere.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
EVAL ?= ../shared/eval
# Programs that tests start find their modules compiled: to compile them takes longer than most tests.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest

.PHONY: demo test test-slow check bench eval docs clean

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml $(VENV)/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/installed
	@cd examples/dashboard && ../../$(BIN)/dbd KAN-29 --tickets tickets --force

test: $(VENV)/installed-dev
	$(PYTEST) -n $(WORKERS) --dist worksteal -m "not slow"

test-slow: $(VENV)/installed-dev
	$(PYTEST) -n $(WORKERS) --dist worksteal -m slow

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m database_developer.cli.reference --check docs/reference/cli.md

docs: $(VENV)/installed-dev
	$(BIN)/python -m database_developer.cli.reference --write docs/reference/cli.md

bench: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks

eval: $(VENV)/installed-dev
	$(BIN)/python -m evaluation $(EVAL)

clean:
	rm -rf $(VENV) .dbd examples/*/.dbd
