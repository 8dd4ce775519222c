# Two commands: `make demo` and `make test`. Both set up first; tools/setup.py says what it does.

# The first Python on this machine that is new enough. A name may exist and not work, so each is tried.
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo "$$name"; break; fi; done)

.PHONY: setup demo test lock format bench-register bench-authority python

setup: python
	@"$(PYTHON)" tools/setup.py

# A demo that is there already is left as it is, whatever has been tried on it.
demo: setup
	@if [ ! -e demo/system.yaml ]; then .venv/bin/joinedup demo --folder demo; fi
	@.venv/bin/joinedup run demo
	@.venv/bin/joinedup serve demo

test: python
	@"$(PYTHON)" tools/setup.py --with-browser
	@.venv/bin/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# Writes both lock files again, from pyproject.toml and package.json.
lock: setup
	@.venv/bin/python tools/lock.py

format: setup
	@.venv/bin/ruff check --fix --quiet .
	@.venv/bin/ruff format .

# How long a register of England's size takes to read, check, write as a workbook and read back.
bench-register: setup
	@.venv/bin/python bench/register.py

# How quickly authority is proved at England's size, beside a policy engine and a logic engine.
bench-authority: setup
	@.venv/bin/python bench/authority.py

python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Joined Up needs Python 3.11 or newer, and found none on this machine."; \
		echo "To mend: install it (Debian 12 or Ubuntu 24.04: sudo apt-get install python3 python3-venv;"; \
		echo "Fedora: sudo dnf install python3; macOS: brew install python) and try again."; \
		exit 1; \
	fi
