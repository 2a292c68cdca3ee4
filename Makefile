# Two commands matter: `make site` builds, `make test` tests. Each installs what it needs, once.

PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
TESTS ?= --numprocesses auto --dist loadfile
UPGRADE ?=
LOCK := $(VENV)/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help site check test fast lint accept by-hand bench lock clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' Makefile

site: $(VENV)/runtime.done ## build the site into site/; needs only Python
	$(PY) build.py

check: $(VENV)/runtime.done ## only check what was written; the site stays as it is
	$(PY) build.py check

test: $(VENV)/dev.done ## run every test; installs Chromium and PDF.js where that needs no password
	$(PY) tests/ensure_browser.py
	$(PY) -m pytest $(TESTS)

fast: $(VENV)/dev.done ## run the tests of about a minute: no browser, not every form
	$(PY) -m pytest $(TESTS) -m "not browser and not slow"

lint: $(VENV)/dev.done ## check style and types
	$(PY) -m ruff check
	$(PY) -m mypy

accept: by-hand $(VENV)/dev.done ## store how forms, messages and schemas are now; the diff is the review
	$(PY) -m pytest --quiet --accept tests/test_pictures.py tests/test_forms.py tests/test_messages.py tests/test_schemas.py

# Nobody reads a diff in CI: what is stored there would be right whatever it is.
by-hand:
	@test -z "$$CI" || { echo "make accept does not run in CI" >&2; exit 2; }

bench: $(VENV)/dev.done ## measure how long forms and the site take, and what a page weighs
	$(PY) -m bench

lock: $(VENV)/dev.done ## write the pinned requirements anew; with UPGRADE=--upgrade take the newest
	$(LOCK) --group dev pyproject.toml --output-file requirements-dev.txt
	$(LOCK) --constraint requirements-dev.txt pyproject.toml --output-file requirements.txt
	$(LOCK) --group pyproject.toml:node --output-file requirements-node.txt
	$(PY) tests/lock_pdfjs.py

clean: ## remove what was built; the installed packages stay
	rm -rf site .site-* .staging* .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results

# A venv that uv has made holds no pip.
$(PY):
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.done: requirements.txt | $(PY)
	@$(PY) -m pip --version > /dev/null 2>&1 || $(PY) -m ensurepip
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev.done: requirements-dev.txt | $(PY)
	@$(PY) -m pip --version > /dev/null 2>&1 || $(PY) -m ensurepip
	$(PIP) -r requirements-dev.txt
	@touch $@
