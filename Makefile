# Needs Python 3.11 or newer and make; everything else goes into .venv.
# PYTHON=/path/to/python chooses an interpreter, VENV=folder another environment, PORT=8001 the demo's port.

VENV   ?= .venv
PORT   ?= 8001
SECONDS = 3600
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
            "$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -qq

.PHONY: help demo test format wheel-proof bench soak clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.installed ## install, read the fixtures into claimtrack-demo/, publish them and print the address
	$(BIN)/claimtrack demo --port $(PORT)

test: $(VENV)/.installed-test ## run everything: tests, lint, types, layers, documentation
	$(BIN)/python -m pytest -n 2 $(TESTS)

format: $(VENV)/.installed-test ## format the code and write the generated parts of the documentation
	$(BIN)/ruff format claimtrack tests benchmarks
	$(BIN)/cog -r $(wildcard *.md docs/*.md grammars/*.md)

wheel-proof: $(VENV)/.installed-test ## build the wheel and run the main job from it in an empty environment
	$(BIN)/python -m tests.wheel_proof

bench: $(VENV)/.installed ## measure reading beside other ways, how cost grows, and the pages (ARTICLES=file for your own)
	$(BIN)/python benchmarks/speed.py $(ARTICLES)
	$(BIN)/python benchmarks/growth.py $(ARTICLES)
	$(BIN)/python benchmarks/pages.py 10000

soak: $(VENV)/.installed-test ## an hour of fuzzing, kills, changes, hostile text and requests; SECONDS=900 for less
	PYTHONPATH=. $(BIN)/python benchmarks/soak.py $(SECONDS)

clean: ## remove what the other targets made
	rm -rf $(VENV) claimtrack-demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer with venv found; install one or say PYTHON=/path/to/python" >&2; exit 1; }
	@echo "making an environment in $(VENV) with $$($(PYTHON) --version)"
	@"$(PYTHON)" -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "installing claimtrack into $(VENV)"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(VENV)/bin/python $(VENV)/axe
	@echo "installing claimtrack and what its tests need into $(VENV)"
	@$(PIP) install --editable '.[test]'
	@$(PIP) install --editable '.[fuzz]' || echo "atheris cannot be installed here: fuzzing will be skipped"
	@$(PIP) install --upgrade --target $(VENV)/datasette1 'datasette>=1.0a20' # tests/test_pages_datasette1.py
	@touch $@ $(VENV)/.installed

# axe-core 4.12 for tests/browser; Playwright, for which the package is made, is not needed and so not installed.
$(VENV)/axe: | $(VENV)/bin/python
	@$(PIP) install --no-deps --target $@ axe-playwright-python==0.1.8
