# The two commands on a fresh machine are `make run` and `make test`; the rest is for engineers.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	&& echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Tests run without a screen, and the network libraries share two cores fairly.
HEADLESS := QT_QPA_PLATFORM=offscreen

.PHONY: run demo test test-slow check bench fix clean

run: $(VENV)/.run  ## start the program with the demo patients ready
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "No display: the demo runs without a window and leaves demo-output/."; \
		$(HEADLESS) $(BIN)/medviewer demo --out demo-output; \
	else $(BIN)/medviewer --demo; fi

demo: $(VENV)/.run  ## the same without a window
	$(HEADLESS) $(BIN)/medviewer demo --out demo-output

test: $(VENV)/.test  ## the whole suite but for the slow tests
	$(HEADLESS) $(BIN)/python -m pytest

test-slow: $(VENV)/.test  ## the slow tests
	$(HEADLESS) $(BIN)/python -m pytest -m slow

check: $(VENV)/.test  ## what every change must pass
	$(BIN)/ruff check medviewer tests
	$(BIN)/ruff format --check medviewer tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(HEADLESS) $(BIN)/python -m pytest -q

bench: $(VENV)/.test  ## measure speed, each figure beside its baseline
	$(HEADLESS) $(BIN)/python -m tests.benchmarks

fix: $(VENV)/.test
	$(BIN)/ruff check --fix medviewer tests
	$(BIN)/ruff format medviewer tests

clean:
	rm -rf $(VENV) demo-output bench-output

$(VENV)/bin/pip:
	@[ -n "$(PYTHON)" ] || { echo "MedViewer needs Python 3.11, 3.12 or 3.13 with venv; install one (Debian: python3-venv) or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/pip
	@echo "Installing MedViewer into $(VENV); the first time takes some minutes."
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/pip
	@echo "Installing MedViewer and its tests into $(VENV); the first time takes some minutes."
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/.run
