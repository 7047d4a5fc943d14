# The two commands on a fresh machine are `make run` and `make test`; the rest is for engineers.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	&& echo $$p && break; done)
VENV := .venv
ON_WINDOWS := $(filter Windows_NT,$(OS))
BIN := $(VENV)/$(if $(ON_WINDOWS),Scripts,bin)
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Tests run without a screen, and the network libraries share two cores fairly.
HEADLESS := QT_QPA_PLATFORM=offscreen
PACK := PYTHONPATH="packaging$(if $(ON_WINDOWS),;,:)." $(BIN)/python -m
# The tests of packages that were made of the bundle; an older package says nothing of a new bundle.
PACKAGE_TESTS := tests/packaging/test_real_packages.py
TEST_PACKAGES := $(HEADLESS) $(BIN)/python -m pytest -m "slow or not slow" $(PACKAGE_TESTS)

.PHONY: run demo test test-slow check bench models reference table fix bundle deb archive setup wheel icons clean transfer gallery

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
	$(BIN)/ruff check medviewer tests packaging
	$(BIN)/ruff format --check medviewer tests packaging
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(HEADLESS) $(BIN)/python -m pytest -q

bench: $(VENV)/.test  ## measure speed, each figure beside its baseline
	$(HEADLESS) $(BIN)/python -m tests.benchmarks

.PHONY: 

fix: $(VENV)/.test
	$(BIN)/ruff check --fix medviewer tests packaging
	$(BIN)/ruff format medviewer tests packaging

bundle: $(VENV)/.bundle  ## the program as one folder that needs no Python: dist/MedViewer
	$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build packaging/medviewer.spec
	$(PACK) bundling.finish dist/MedViewer
	MEDVIEWER_BUNDLE=dist/MedViewer $(HEADLESS) $(BIN)/python -m pytest -m "slow or not slow" tests/packaging --ignore=$(PACKAGE_TESTS)

deb: dist/MedViewer  ## the bundle as a Debian and Ubuntu package
	$(PACK) bundling.deb dist/MedViewer dist
	$(TEST_PACKAGES) -k deb

archive: dist/MedViewer  ## the bundle as one file that is unpacked anywhere, without rights
	$(PACK) bundling.archive dist/MedViewer dist
	$(TEST_PACKAGES) -k archive

setup: dist/MedViewer  ## the bundle as a Windows installer; on Windows, with Inno Setup
	$(PACK) bundling.windows

wheel: $(VENV)/.bundle  ## wheel and source archive, with resources and packs
	$(BIN)/python -m build --no-isolation --outdir dist
	MEDVIEWER_WHEEL=$$(ls -t dist/medviewer-*.whl | head -1) $(HEADLESS) $(BIN)/python -m pytest -m "slow or not slow" tests/packaging/test_wheel.py

icons: $(VENV)/.bundle  ## the icon's pictures, after a change of its drawing
	$(HEADLESS) $(PACK) bundling.icons

dist/MedViewer:
	@echo "There is no bundle yet; make it with: make bundle"; exit 1

clean:
	rm -rf $(VENV) demo-output bench-output build dist

$(VENV)/pyvenv.cfg:
	@[ -n "$(PYTHON)" ] || { echo "MedViewer needs Python 3.11, 3.12 or 3.13 with venv; install one (Debian: python3-venv) or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	@echo "Installing MedViewer into $(VENV); the first time takes some minutes."
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	@echo "Installing MedViewer and its tests into $(VENV); the first time takes some minutes."
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/.run

$(VENV)/.bundle: pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	@echo "Installing MedViewer and what packs it into $(VENV)."
	$(BIN)/python -m pip install --quiet --editable '.[test,bundle]'
	@touch $@ $(VENV)/.test $(VENV)/.run
