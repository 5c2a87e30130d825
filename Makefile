# Every target makes .venv first when it is missing or older than the lock.
PYTHON ?= python3
DELIVERIES ?= 1000000
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

.PHONY: setup demo run test check format migration bench lock audit licences clean

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Kith needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch .venv/ready

demo: setup
	@$(BIN)/kith demo

run: setup
	@$(BIN)/kith run

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(PYTEST)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(PYTEST)

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

migration: setup
	$(BIN)/alembic revision --autogenerate --message "$(NAME)"

bench: setup
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r bench/requirements.lock
	$(BIN)/python -m bench all
	$(BIN)/python -m bench deliveries --count $(DELIVERIES)

lock:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --extra build --extra dev --extra playground --output-file requirements.lock
	$(COMPILE) --extra build --constraint requirements.lock --output-file deploy/requirements.lock
	$(COMPILE) --extra bench --constraint requirements.lock --output-file bench/requirements.lock
	$(MAKE) licences

# Asks an advisory service about every locked version: needs the network, so neither `check` nor CI does it.
audit:
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/pip install --quiet --disable-pip-version-check pip-audit
	.venv-audit/bin/pip-audit --requirement requirements.lock --require-hashes --disable-pip --strict $(AUDIT)

licences: setup
	$(BIN)/python -m tests.licences

clean:
	rm -rf .venv .venv-audit
