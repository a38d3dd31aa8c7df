# Everything runs in .venv, made from requirements.lock (every line hashed). `make help` lists the targets.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint types contracts data commands lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(READY) ## create the environment

$(READY): requirements.lock pyproject.toml
	@PYTHON=$(PYTHON) sh .ci/venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

demo: $(READY) ## talk to the bot in this terminal, no token needed
	@$(BIN)/naruhaya chat

test: $(READY) ## run every test
	@$(BIN)/python -m pytest

check: lint types contracts test ## everything CI asks for

lint: $(READY) ## formatting and lint
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(READY) ## strict type check
	@$(BIN)/mypy

contracts: $(READY) ## who may import whom
	@$(BIN)/lint-imports

data: $(READY) ## check the glossary and count it by domain
	@$(BIN)/naruhaya data

commands: $(READY) ## write the README's tables anew
	@$(BIN)/python -m tests.docs

lock: $(READY) ## resolve the dependencies anew and write requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --group dev pyproject.toml --output-file requirements.lock

clean: ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build dist
