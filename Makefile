# `make help` lists what there is. Everything is installed into .venv; nothing outside this folder changes.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run demo test check bench browser postgres screenshots messages lock format wheel clean \
        check-format check-lint check-types check-contracts check-templates check-dependencies check-house

PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)
BIN := .venv/bin
DATA := $(if $(NHIEMKY_HOME),$(NHIEMKY_HOME),var)
JOBS ?= auto
# Without it every process would compile all of its modules again, which is most of what a command takes.
unexport PYTHONDONTWRITEBYTECODE

# Set-up, step by step: a step is done again only when what it was made from has changed.
VENV := .venv/pyvenv.cfg
RUNTIME := .venv/installed-runtime
DEV := .venv/installed-dev
BENCH := .venv/installed-bench
NODE := node_modules/.installed
ASSETS := node_modules/.copied
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard src/nhiemky/locale/*/LC_MESSAGES/django.po))

$(VENV):
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or later is needed and was not found."; exit 1; }
	$(PYTHON) -m venv .venv

$(RUNTIME): requirements.lock pyproject.toml tools/install.py | $(VENV)
	$(BIN)/python tools/install.py requirements.lock
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml tools/install.py | $(VENV)
	$(BIN)/python tools/install.py requirements-dev.lock
	@touch $@ $(RUNTIME)

$(BENCH): requirements-bench.lock pyproject.toml tools/install.py | $(DEV)
	$(BIN)/python tools/install.py requirements-bench.lock
	@touch $@

$(NODE): package.json package-lock.json | $(VENV)
	tools/npm.sh ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSETS): $(NODE) tools/assets.mjs tools/assets.icons.txt
	tools/npm.sh run --silent assets
	@touch $@

%.mo: %.po tools/messages.py | $(RUNTIME)
	$(BIN)/python -m tools.messages compile

setup: $(RUNTIME) $(ASSETS) $(CATALOGUES)

help: ## what there is to call
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Use
demo: setup ## set up, make the 2023 scenario unless it is there, print the evaluation and where the Word report lies
	@mkdir -p $(DATA)
	@$(BIN)/nhiemky demo --keep

run: demo ## the same, then serve the site and print its address and how to sign in
	@$(BIN)/nhiemky serve

# Tests
PYTEST := env -u DATABASE_URL -u NHIEMKY_HOME $(BIN)/python -m pytest -q

test: $(DEV) setup ## set up and run all tests that need neither a browser nor PostgreSQL
	@$(PYTEST) -n $(JOBS) --dist worksteal -m "not browser and not postgres"

postgres: $(DEV) setup ## the tests on a throw-away PostgreSQL cluster
	@tools/postgres.sh env -u NHIEMKY_HOME $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m "not browser" || \
	{ code=$$?; [ $$code = 69 ] && [ -z "$(CI)" ] && { echo "Tests on PostgreSQL: left out."; exit 0; }; exit $$code; }

browser: $(DEV) setup ## the tests in a real browser (chromium)
	@if [ -n "$${CHROMIUM:-}" ] || command -v chromium >/dev/null; then $(PYTEST) -m browser tests/journeys; \
	else echo "Browser tests: left out, no chromium found (Debian package: chromium)."; [ -z "$(CI)" ]; fi

# Checks; `make -k check` goes on after the first that fails
check: check-format check-lint check-types check-contracts check-templates check-dependencies check-house ## all rules of the house

check-format: $(DEV)
	@$(BIN)/ruff format --check .

check-lint: $(DEV)
	@$(BIN)/ruff check .

check-types: $(DEV)
	@$(BIN)/mypy

check-contracts: $(DEV)
	@$(BIN)/lint-imports

check-templates: $(DEV)
	@find src -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +

check-dependencies: $(DEV)
	@$(BIN)/deptry src

check-house: $(DEV) setup
	@$(PYTEST) -n $(JOBS) tests/house

# Upkeep
bench: $(BENCH) setup ## measure against others and write benchmarks/results.json
	@$(BIN)/python -m benchmarks

screenshots: $(DEV) setup ## take the pictures of docs/images anew
	@$(BIN)/python -m tools.screenshots

messages: $(DEV) ## bring the catalogue of the English interface up to date with the source
	@$(BIN)/python -m tools.messages

format: $(DEV) ## put all source into the common form
	@$(BIN)/ruff check --quiet --fix-only . && $(BIN)/ruff format --quiet .
	@find src -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --annotation-style line --custom-compile-command "make lock"
lock: $(DEV) ## find newer versions of all Python packages and write the lock files anew
	$(LOCK) --upgrade --extra dev --extra bench -o requirements-bench.lock
	$(LOCK) --upgrade --constraint requirements-bench.lock --extra dev -o requirements-dev.lock
	$(LOCK) --upgrade --constraint requirements-bench.lock -o requirements.lock

wheel: $(DEV) setup ## pack everything into dist/
	@$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist . && ls dist

clean: ## remove what was installed and made, but keep the data in var/
	rm -rf .venv .tools node_modules src/nhiemky/web/static/vendor dist build src/*.egg-info staticfiles
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests tools benchmarks \( -name __pycache__ -o -name '*.mo' \) -exec rm -rf {} +
