# What people run. `make start` and `make test` do all the set-up that they need.
PYTHON ?= python3
VENV := $(if $(filter python3,$(notdir $(PYTHON))),.venv,.venv-$(notdir $(PYTHON)))
BIN := $(VENV)/bin
SUPPLY := build/supply-chain
BROWSER := tests/browser/node_modules/.installed
SPREAD := -n auto --maxprocesses 4 --dist loadgroup
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: start test quick-test test-pythons check format types bench deep train eval cards playground browser-test package lock sbom audit coverage mutate clean programs

start: $(VENV)/.runs ## a terminal chat with the demo organisation, and the bot beside it
	@$(BIN)/python app.py chat --serve $(ARGS)

test: $(VENV)/.tests $(BROWSER) programs ## all tests, those in a browser among them
	$(BIN)/python -m pytest -q -m "" $(SPREAD) $(ARGS)

quick-test: $(VENV)/.tests programs ## all tests but those in a browser, which need Chromium and Node.js
	$(BIN)/python -m pytest -q $(SPREAD) $(ARGS)

test-pythons: ## all tests on every Python from 3.11 to 3.13 that is here
	@./deploy/test-pythons

check: $(VENV)/.tests ## formatter, linter, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.tests
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.tests programs ## what it takes, as ratios of one run
	$(BIN)/python -m bench

deep: $(VENV)/.tests programs ## the promises at full size; some of them with P=M5 or P=M2,M4
	MINUTEWISE_SIZES=deep $(BIN)/python -m pytest -q -p tests.promise_table $(SPREAD) $(if $(P),--promise "$(P)") \
		tests/pricing tests/bot tests/cards tests/simulation tests/test_supply_chain.py $(ARGS)

train: $(VENV)/.tests ## train the head of the understanding anew
	$(BIN)/python -m bot.understanding.train

eval: $(VENV)/.tests ## how well questions are understood, per language
	$(BIN)/python -m tests.evaluation

cards: $(VENV)/.tests $(BROWSER) ## a page with a picture of every card
	$(BIN)/python -m tests.browser.readme_picture
	$(BIN)/python -m tests.browser.gallery $(ARGS)

playground: $(VENV)/.runs $(BROWSER) ## the bot and the Agents Playground
	@./deploy/playground $(BIN)/python

browser-test: $(VENV)/.tests $(BROWSER) ## the Agents Playground driven in Chromium
	$(BIN)/python -m pytest -q -m browser tests/browser $(ARGS)

package: ## the Teams app package: make package BOT_ID=… HOST=…
	@$(PYTHON) deploy/teams/package.py --bot-id "$(BOT_ID)" --host "$(HOST)" \
		--sso-resource "$(SSO_RESOURCE)" --website "$(WEBSITE)" --privacy "$(PRIVACY)" --terms "$(TERMS)"

lock: $(VENV)/.tests ## pin the requirements anew
	$(BIN)/pip install -q uv
	for name in requirements requirements-dev; do $(BIN)/uv pip compile -q --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header $$name.in -o $$name.txt; done

sbom: $(SUPPLY) ## a bill of materials of what runs, as CycloneDX, from the lock
	$(SUPPLY)/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml \
		--output-reproducible --of JSON -o build/sbom.json 2>/dev/null
	@echo build/sbom.json

audit: $(SUPPLY) ## known vulnerabilities in what runs; says so where no list of them can be reached
	@$(BIN)/python deploy/audit $(SUPPLY)/bin/pip-audit requirements.txt

coverage: $(VENV)/.tests ## branches of gate, connector, access and ledger that no test takes
	$(BIN)/python -m coverage run --branch --source=bot.access,bot.teams,pricing.ledger -m pytest -q -n 0 \
		tests/bot/teams tests/bot/test_access.py tests/pricing/test_ledger.py tests/pricing/test_ledger_promises.py \
		--ignore tests/bot/teams/test_server_process.py --ignore tests/bot/teams/test_two_servers.py \
		--ignore tests/bot/teams/test_identity_load.py
	$(BIN)/python -m coverage report -m --include=bot/access.py,bot/teams/gate.py,bot/teams/tokens.py,bot/teams/body.py,bot/teams/connector.py,pricing/ledger.py

mutate: $(VENV)/.tests ## change ledger, gate and token check in small ways: which changes no test notices
	$(BIN)/python -m tests.mutation $(ARGS)

clean:
	rm -rf .venv* build tests/browser/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(SUPPLY):
	$(PYTHON) -m venv $@
	$@/bin/pip install -q cyclonedx-bom pip-audit >&2

$(VENV)/.runs: requirements.txt
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q -r requirements.txt >&2
	@touch $@

$(VENV)/.tests: requirements-dev.txt
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q -r requirements-dev.txt >&2
	@touch $@ $(VENV)/.runs

programs:
	@./deploy/system-packages postgres strace

$(BROWSER): tests/browser/package-lock.json
	@./deploy/system-packages node chromium
	cd tests/browser && npm ci --silent --no-audit --no-fund
	@touch $@
