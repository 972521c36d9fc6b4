# Everything is installed below this folder: a virtual environment in .venv, node_modules, and data in var/ (or TONGXIN_HOME).
.DEFAULT_GOAL := help
SHELL := /bin/sh
UV := .venv/bin/uv
PY := .venv/bin/python
PORT ?= 8000
export PORT

.PHONY: help setup demo demo-reset serve test check faults bench bundle messages lock clean

help:
	@echo "make setup       install everything below this folder"
	@echo "make demo        make the demo company if absent and serve it on http://localhost:$(PORT)"
	@echo "make demo-reset  throw the demo company away and make it afresh"
	@echo "make test        all tests, on SQLite and on any PostgreSQL and Redis found"
	@echo "make check       style, types, contracts, migrations, translations"
	@echo "make faults      kill processes, fill disks, stop databases; print what was lost (nothing)"
	@echo "make bench       measure, print a table"
	@echo "make bundle      one archive in dist/ that installs the product on a machine without a network"

# Debian's Python has no ensurepip and refuses system installs: so a bare environment, filled from outside by pip.
.venv/bin/python:
	python3 -m venv --without-pip .venv

$(UV): requirements/uv.txt | .venv/bin/python
	python3 -m pip --python .venv/bin/python install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/.base: requirements/base.txt requirements/front-end.txt pyproject.toml $(UV)
	$(UV) pip install -q --compile-bytecode --python $(PY) --require-hashes -r requirements/base.txt
	$(UV) pip install -q --python $(PY) --require-hashes -r requirements/front-end.txt
	$(UV) pip install -q --python $(PY) --no-deps --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.base
	$(UV) pip install -q --python $(PY) --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.done: package-lock.json .npmrc .venv/.base
	$(PY) tools/npm.py ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# Compiled beforehand: a service may not write beside its own code, and would compile all of it at each start.
setup: .venv/.base node_modules/.done
	@$(PY) -m compileall -q tongxin
	@$(PY) tools/messages.py compile
	@$(PY) tools/sprite.py

demo: setup
	@./bin/tongxin demo

demo-reset: setup
	@./bin/tongxin demo --reset

serve: setup
	@./bin/tongxin serve

test: setup .venv/.dev
	@$(PY) tools/tests.py

check: setup .venv/.dev
	@$(PY) tools/check.py

# Processes, databases and disks that fail for real; then the large scene
# and the times until the product is back, which print their tables.
faults: setup .venv/.dev
	@TONGXIN_HEAVY=1 $(PY) -m pytest -n 2 tests/faults
	@$(PY) -m tests.faults
	@$(PY) -m tests.faults.recovery

bench: setup .venv/.dev
	@$(PY) -m benchmarks

bundle: setup
	@$(PY) tools/bundle.py

messages: setup .venv/.dev
	@$(PY) tools/messages.py update

lock: $(UV)
	$(UV) pip compile -q --generate-hashes --no-header --upgrade requirements/uv.in -o requirements/uv.txt
	$(UV) pip compile -q --generate-hashes --no-header --no-annotate --universal --python-version 3.11 --upgrade pyproject.toml -o requirements/base.txt
	$(UV) pip compile -q --generate-hashes --no-header --no-annotate --universal --python-version 3.11 --upgrade pyproject.toml --group dev -c requirements/base.txt -o requirements/dev.txt
	$(UV) pip compile -q --generate-hashes --no-header --no-annotate --universal --python-version 3.11 --upgrade --only-group front-end -o requirements/front-end.txt

clean:
	rm -rf .venv node_modules build
