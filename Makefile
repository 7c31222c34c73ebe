PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check format bench docs clean

# The stamp is renewed when what is installed would differ.
$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: $(VENV)/.installed ## the whole program on a fictional report, without internet
	$(BIN)/linkcheck demo

# With bytecode, whatever the environment says: else each process that a test starts compiles the program anew.
test: $(VENV)/.installed
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST_ARGS)

check: $(VENV)/.installed ## lint, format, types, import rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed ## speed, against other programs side by side; writes docs/benchmarks.md
	$(BIN)/python -m benchmarks --write

docs: $(VENV)/.installed ## what the documentation reads off the program
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) build *.egg-info
