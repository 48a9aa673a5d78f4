# Koppelkaart. Two commands do everything: `make app` and `make test`.

PYTHON ?= python3
BIN := .venv/bin

# Byte-code is kept, whatever the shell says: without it every start of the app or a test compiles all again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: app install test check fix qgis bench soak shots lock clean

app: install ## start the app with the built-in sample
	$(BIN)/koppelkaart serve

install: .venv/.runtime static/vendor/.done ## make .venv/ with the commands koppelkaart and streamlit

test: install .venv/.dev static/node_modules/.done check ## everything that must be true
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder # the browser first, small files last

check: .venv/.dev ## style, types, imports; under a minute
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: .venv/.dev ## put style right
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

qgis: install .venv/.dev ## open an exported GeoPackage in the QGIS of this machine
	$(BIN)/pytest -m qgis

soak: install .venv/.dev ## the long repetitions of which `make test` does three
	KOPPELKAART_SOAK=1 $(BIN)/pytest -m soak

bench: install .venv/.dev .venv/.bench ## ratios beside a naive version, in one run
	$(BIN)/python -m bench

shots: install .venv/.dev ## take the pictures of the README
	$(BIN)/python docs/shots.py

lock: ## write the locks anew from pyproject.toml
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra install pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra install --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra install --extra bench -c requirements.lock pyproject.toml -o requirements-bench.lock

clean: ## remove what was installed and made
	rm -rf .venv static/vendor static/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info
	find gis layers tests bench docs static -name __pycache__ -prune -exec rm -rf {} +

.venv/.made:
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.runtime: .venv/.made requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.bench: .venv/.runtime requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

static/vendor/.done: static/package.json static/package-lock.json
	$(PYTHON) static/install.py
	@touch $@

static/node_modules/.done: static/package.json static/package-lock.json
	$(PYTHON) static/install.py --with-checker
	@touch $@
