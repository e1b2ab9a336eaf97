# Two commands: `make run` runs the platform, `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# what Python compiles is kept, whatever the environment says: every process starts in half the time
export PYTHONDONTWRITEBYTECODE :=
ifeq ($(OS),Windows_NT)
$(error Yingshang runs on Linux and macOS)
endif

.PHONY: run test check bench bench-cases bench-proofs bench-sealing-kills bench-rules rules-nightly \
	bench-matters bench-step bench-search bench-exports bench-facts bench-benefits bench-pages bench-republishing \
	bench-spark kill-city kill-benefits disk-full many-officers fuzz-rules format lock docs pictures clean

run: $(VENV)/.runtime ## start everything on http://127.0.0.1:8000
	@$(BIN)/yingshang up

test: $(VENV)/.dev ## all tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.dev ## format, lint, types, import contracts, missing migrations
	@$(BIN)/ruff format --check src tests bench docs
	@$(BIN)/ruff check src tests bench docs
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/yingshang manage makemigrations --check --dry-run

bench: bench-cases bench-matters bench-step bench-search bench-exports bench-facts bench-benefits bench-proofs bench-rules ## benchmarks; never part of the tests
bench-cases: $(VENV)/.dev
	@$(BIN)/python -m bench.cases
bench-matters: $(VENV)/.dev ## bundles from hand-in to delivery through the real services, beside a bare COPY
	@$(BIN)/python -m bench.matters --bundles 20000 --processes 2
bench-step: $(VENV)/.dev ## one durable step by eight clients, beside SQL by hand
	@$(BIN)/python -m bench.step
bench-search: $(VENV)/.dev ## finding cases among a million, through the service and through HTTP
	@$(BIN)/python -m bench.search --cases 1000000
bench-exports: $(VENV)/.dev ## a hundred thousand rows to a workbook
	@$(BIN)/python -m bench.exports
bench-facts: $(VENV)/.dev ## a million rows delivered, and one firm's facts read among them
	@$(BIN)/python -m bench.facts
bench-benefits: $(VENV)/.dev ## a million firms matched, one firm answered, a change tried; a hundred thousand payments
	@$(BIN)/python -m bench.benefits
	@$(BIN)/python -m bench.payments
bench-spark: $(VENV)/.dev ## the same candidate lists on Spark, hash by hash (needs Java 17)
	@$(BIN)/python -m bench.spark
bench-pages: $(VENV)/.dev ## pages of officers and owners among a million cases, through HTTP
	@$(BIN)/python -m bench.pages --cases 1000000
bench-republishing: $(VENV)/.dev ## a calendar published late: a hundred thousand deadlines computed anew
	@$(BIN)/python -m bench.republishing
kill-city: $(VENV)/.dev ## 200 kills of web, worker, simulation and database; nothing acknowledged lost
	@$(BIN)/python -m bench.kill_city --kills 200
kill-benefits: $(VENV)/.dev ## kills of runs, payments and the database; nobody paid twice or forgotten
	@$(BIN)/python -m bench.kill_benefits --kills 200
disk-full: $(VENV)/.dev ## small disks really filled (root); nothing lost, nothing half done
	@$(BIN)/python -m bench.disk_full --times 12
many-officers: $(VENV)/.dev ## two thousand officers press the same button
	@YINGSHANG_TEST_OFFICERS=2000 $(BIN)/python -m pytest tests/api/test_two_thousand_officers.py -n 0 -s
bench-proofs: $(VENV)/.dev ## draws, the log's tree, sealing
	@$(BIN)/python -m bench.draws
	@$(BIN)/python -m bench.log
	@$(BIN)/python -m bench.sealing
bench-rules: $(VENV)/.dev ## one rule over a million firms, beside other engines in their own environment
	@$(BIN)/python -m bench.rules
rules-nightly: $(VENV)/.dev ## the differential and property tests of the rules at a nightly size
	@HYPOTHESIS_PROFILE=nightly COLUMNS_EXAMPLES=2000 $(BIN)/python -m pytest -n 2 tests/rules
	@COLUMNS_EXAMPLES=150 $(BIN)/python -m pytest tests/rules/columns/test_kit_decisions_agree.py
fuzz-rules: ## coverage-guided fuzzing of the rules' readers, five minutes
	@test -d var/fuzz || $(PYTHON) -m venv var/fuzz
	@var/fuzz/bin/pip install -q atheris lxml regex tzdata typing-extensions pyyaml
	@var/fuzz/bin/python bench/fuzz_rules.py 300
bench-sealing-kills: $(VENV)/.dev ## 200 kills of sealer and writers; nothing skipped, nothing twice
	@$(BIN)/python -m bench.sealing --kills 200

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix -q src tests bench docs || true
	@$(BIN)/ruff format -q src tests bench docs

lock: ## renew the lock files (needs uv)
	uv export -q --no-emit-project --no-default-groups --group build --no-annotate --no-header \
		--format requirements-txt -o requirements.lock
	uv export -q --no-emit-project --group dev --no-annotate --no-header \
		--format requirements-txt -o requirements-dev.lock
	rm -f uv.lock

docs: $(VENV)/.dev ## what is generated: lifecycle diagrams, API description, screenshots
	@$(BIN)/python -m docs.make
	@$(BIN)/yingshang api schema > docs/api/openapi.json

pictures: $(VENV)/.dev ## the README's pictures, from a platform that runs (make run)
	@$(BIN)/python -m docs.pictures

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing requirements.lock …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "installing requirements-dev.lock …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis static-built
