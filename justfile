# Every chore is one word; `just` alone lists them.

_list:
    @just --list

# start the program
run *FILES:
    python3 packaging/bootstrap.py run {{FILES}}

# run the tests, with pytest's own arguments
test *ARGS:
    python3 packaging/bootstrap.py test {{ARGS}}

# ruff and mypy
lint:
    .venv/bin/python -m ruff check .
    .venv/bin/python -m mypy

# what CI runs
ci:
    .ci/run

# bring the translations up to date with the source
translations:
    .venv/bin/python packaging/translations.py

# build the wheel into dist/
wheel:
    .venv/bin/python -m pip wheel --no-deps --wheel-dir dist .
