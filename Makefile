# Everything sets itself up: with Python 3.11 or later and make, `make run` and `make test` work in a fresh clone.

PYTHON ?= python3
BIN := .venv/bin
LOCK := requirements.lock
# The lock is of packages, hashes and nothing else; --no-deps keeps what pyproject.toml overrides from coming back.
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-compile
READY := $(BIN)/.ready
UV ?= uv

.PHONY: run test lint format bench bench-peers notebook lock clean help
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run: $(READY) ## extract corpus/articles into outputs/first and print what was found
	@$(BIN)/safqa extract corpus/articles -o outputs/first --overwrite

test: $(READY) ## run the tests, a process for each core
	@$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(READY) ## style, types and the direction of imports
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "Some files are not formatted: run make format." >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo --no-cache >.venv/imports.log 2>&1 || { cat .venv/imports.log; exit 1; }

format: $(READY) ## format the code and sort the imports
	@$(BIN)/ruff check --quiet --select I --fix
	@$(BIN)/ruff format --quiet

bench: $(READY) ## compare with the naive path, in one run
	@$(BIN)/python -m tests.bench.run

bench-peers: $(READY) ## compare amounts with other libraries, installed for that alone
	@$(BIN)/python -m tests.bench.peers

notebook: $(READY) ## run outputs/inspect.ipynb on outputs/first, in place
	@[ -f outputs/first/run.json ] || $(MAKE) run
	@$(BIN)/jupyter-execute --inplace outputs/inspect.ipynb

# Made by uv for every platform and Python from 3.11 on; what the overrides drop is left out altogether.
lock: ## resolve the newest versions that pyproject.toml allows into the lock
	@$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --group dev \
	    --generate-hashes --no-header --no-emit-index-url --no-emit-find-links pyproject.toml --output-file $(LOCK).all
	@{ echo "# Made by make lock."; awk '/^[^ #]/ {keep = !/ == .never/} keep' $(LOCK).all; } > $(LOCK)
	@rm $(LOCK).all

clean: ## remove the environment, caches and builds (runs stay)
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): $(LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Safqa needs Python 3.11 or later, and $(PYTHON) is not: name one, as in make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; \
	    exit 2; }
	@[ -x $(BIN)/python ] || { echo "Setting up .venv (once; about a minute)"; $(PYTHON) -m venv .venv; }
	@$(INSTALL) --require-hashes -r $(LOCK)
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@
