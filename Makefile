# The two commands of the README, and what a developer runs. Everything lives in .venv; nothing is installed globally.
# Needs Python >= 3.11, git and make; uses uv where it is, pip where not.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
UV := $(shell command -v uv 2>/dev/null)
# Tests run the program a hundred times: without bytecode each of these compiles it anew.
unexport PYTHONDONTWRITEBYTECODE
LOCKS := requirements/run.txt requirements/build.txt

# Only what is locked by hash is installed; uv is told not to fetch a Python of its own.
ifdef UV
export UV_PYTHON_DOWNLOADS := never
MAKE_VENV = uv venv --quiet --allow-existing --python "$(PYTHON)" $(VENV)
INSTALL = uv pip install --quiet --python $(BIN)/python
else
MAKE_VENV = "$(PYTHON)" -m venv $(VENV)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.PHONY: demo test test-long check lint types contracts spelling wheel screenshots bench soak torture lock clean

demo: $(VENV)/.run  ## the desk on the embedded demo LMO
	@$(BIN)/lmo-tui demo $(ARGS)

test: $(VENV)/.dev  ## the whole test suite
	$(BIN)/python -m pytest -n 2 --dist worksteal -q $(ARGS)

test-long: export LMO_TUI_LONG_TESTS := 1
test-long: test  ## the same with every example of the property tests

check: lint types contracts spelling wheel test  ## everything that CI runs

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports --no-cache

spelling: $(VENV)/.dev
	$(BIN)/codespell

wheel: $(VENV)/.dev  ## builds the wheel and checks what is in it
	$(BIN)/python -m pytest -q tests/packaging

screenshots: $(VENV)/.dev  ## what the README shows of the program, made anew: pictures and key table
	$(BIN)/python -m screenshots

bench: $(VENV)/.dev  ## the desk at 10,000 to a million licenses beside other programs: takes long, and gigabytes
	$(BIN)/python -m bench $(ARGS)

soak: $(VENV)/.dev  ## 20,000 random keys against a demo LMO that fails all the time: takes half an hour
	$(BIN)/python -m bench.soak $(ARGS)

torture: $(VENV)/.dev  ## every fault at every point of a write, races and kills, in full: takes a quarter of an hour
	$(BIN)/python -m pytest -q -m torture tests/torture
	$(BIN)/python -m tests.torture $(ARGS)

# Needs uv. The locks hold for every platform and for each Python from 3.11 on, and name no registry.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" --constraint requirements/avoided.in pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" --constraints requirements/run.txt --group dev pyproject.toml -o requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
		--custom-compile-command "make lock" --constraints requirements/dev.txt requirements/build.in -o requirements/build.txt

$(VENV)/.run: $(LOCKS) pyproject.toml
	@test -n "$(PYTHON)" || { echo "lmo-tui needs Python 3.11 or newer, and found none: install it, or run make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Setting up $(VENV) (once) ..." >&2
	@$(MAKE_VENV)
	@$(INSTALL) --require-hashes -r requirements/build.txt -r requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@echo "Adding the development tools to $(VENV) (once) ..." >&2
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .hypothesis
