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
# Several processes share the tests, a file's always in one: they share what is costly to make.
WORKERS := 2
TESTS := $(HEADLESS) $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile
PACK := PYTHONPATH="packaging$(if $(ON_WINDOWS),;,:)." $(BIN)/python -m
# The tests of packages that were made of the bundle; an older package says nothing of a new bundle.
PACKAGE_TESTS := tests/packaging/test_real_packages.py
TEST_PACKAGES := $(HEADLESS) $(BIN)/python -m pytest -m "slow or not slow" $(PACKAGE_TESTS)

.PHONY: run demo test test-slow check bench gallery models reference transfer table fix bundle deb archive setup wheel icons clean

run: $(VENV)/.run  ## start the program with the demo patients ready
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "No display: the demo runs without a window and leaves demo-output/."; \
		$(HEADLESS) $(BIN)/medviewer demo --out demo-output; \
	else $(BIN)/medviewer --demo; fi

demo: $(VENV)/.run  ## the same without a window
	$(HEADLESS) $(BIN)/medviewer demo --out demo-output

test: $(VENV)/.test  ## the whole suite but for the slow tests; WORKERS=0 for one process
	$(TESTS)

# One process: many of these train, start programs or fill the disk.
test-slow: $(VENV)/.test  ## the slow tests
	$(HEADLESS) $(BIN)/python -m pytest -m slow

check: $(VENV)/.test  ## what every change must pass
	$(BIN)/ruff check medviewer tests packaging
	$(BIN)/ruff format --check medviewer tests packaging
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(TESTS) -q

bench: $(VENV)/.test  ## measure speed, each figure beside its baseline
	$(HEADLESS) $(BIN)/python -m tests.benchmarks

gallery: $(VENV)/.test  ## grab the window's main states into resources/screenshots
	$(HEADLESS) $(BIN)/python -m tests.gallery

# Goes on where it was stopped; DATA holds a folder a data set, OUT gets a folder a pack.
models: $(VENV)/.test  ## train every model: DATA=DIR OUT=DIR [SMALL=1] [ONLY="ID ..."] [DEVICE=cpu]
	@[ -n "$(DATA)" ] && [ -n "$(OUT)" ] || { echo "Say where the data sets are and where the packs go: make models DATA=DIR OUT=DIR"; exit 1; }
	$(BIN)/medviewer train resources/recipes/models.toml --data "$(DATA)" --out "$(OUT)" \
		$(if $(SMALL),--small) $(if $(ONLY),--only $(ONLY)) $(if $(DEVICE),--device $(DEVICE))

# Of OUT, what `make models` made; only what is finished, and of a pack only what it is made of.
# Weights of more than 16 MiB (32,768 blocks) stay out of the repository.
reference: $(VENV)/.test  ## keep the trained reference packs of OUT in model_weights/reference
	@[ -n "$(OUT)" ] || { echo "Say where the packs are: make reference OUT=DIR"; exit 1; }
	@for recipe in resources/recipes/reference/*.toml; do \
		id=$$(basename $$recipe .toml); \
		case $$id in *-body) continue;; esac; \
		[ -f "$(OUT)/$$id/MODEL_CARD.md" ] || continue; \
		mkdir -p model_weights/reference/$$id; \
		rm -f model_weights/reference/$$id/weights.safetensors; \
		for file in pack.toml evaluation.json MODEL_CARD.md curves.csv; do \
			cp "$(OUT)/$$id/$$file" model_weights/reference/$$id/; done; \
		find "$(OUT)/$$id/weights.safetensors" -size -32769 -exec cp {} model_weights/reference/$$id/ \; ; \
		echo "$$id is in model_weights/reference."; done
	$(MAKE) table

transfer: $(VENV)/.test  ## the study of transfer from bone to liver: DATA=DIR OUT=DIR
	@[ -n "$(DATA)" ] && [ -n "$(OUT)" ] || { echo "Say where the data sets are and where the study goes: make transfer DATA=DIR OUT=DIR"; exit 1; }
	$(BIN)/medviewer train resources/recipes/transfer.toml --data "$(DATA)" --out "$(OUT)" $(if $(DEVICE),--device $(DEVICE))

table: $(VENV)/.test  ## write the measured tables of the documents from the packs' evaluations
	$(BIN)/medviewer packs table --write model_weights/README.md README.md

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
