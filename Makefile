# A fresh machine with Python 3.11+, make and git: `make demo` and `make test` need nothing else by hand.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
STAMP   = $(VENV)/.installed
READ    = $(VENV)/.read
# Where it is set, as in many images, each process that runs tests compiles all of them anew.
export PYTHONDONTWRITEBYTECODE =
# The other interpreters, where this machine has them: `make test` runs on the last of them what depends on the interpreter, on
# the others what is modelled of the library's processes, which differs most.
OTHERS ?= 3.12 3.13
LAST    = $(lastword $(OTHERS))
# Those that few machines have yet: the long tests run on them where they are there.
NEWER  ?= 3.14 3.15
# One more than cores, since tests wait now and then. In the order of the folders: the few long tests of acceptance first, and
# not last on one core.
CORES   = getattr(os, 'sched_getaffinity', lambda _: range(os.cpu_count()))(0)
SPREAD ?= -n $(shell $(PYTHON) -c "import os; print(len($(CORES)) + 1)") --dist loadfile --no-loadscope-reorder
ENGINE  = tests/unit/interleave
LIBRARY = $(ENGINE)/multiprocessing
# Of the tests, those that Windows' Python passes as a whole.
ON_WINDOWS = tests/windows tests/unit/batch tests/unit/course tests/unit/feedback tests/unit/judge tests/unit/sandbox tests/unit/score \
             tests/unit/worker tests/unit/test_exploring.py tests/unit/test_report.py tests/unit/test_several.py
AROUND  = tests/unit/worker tests/unit/sandbox tests/acceptance/test_seed_notebook.py tests/sandbox/test_forgery.py \
          tests/suites exercises

.PHONY: demo test test-all lint bench browser clean help

help:
	@echo "make demo      grade the notebook's cells as they stand, then the reference answers"
	@echo "make test      lint, types, layers and the tests (under ten minutes on two cores)"
	@echo "make test-all  everything, the long searches too, on every interpreter (many hours)"
	@echo "make bench     speed and memory, as ratios"
	@echo "make browser   install Chromium, with which tests look at pages (Debian, as root)"

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@$(BIN)/python -m compileall -q grader  # so that the first command is as quick as the second
	@touch $@

# All tests compiled by one process, before as many as there are cores do the same side by side.
$(READ): $(STAMP)
	@$(BIN)/python -m pytest --collect-only -qq >/dev/null 2>&1 || true  # what is wrong with them is said where they run
	@touch $@

demo: $(STAMP)
	@$(BIN)/python docs/demo.py

# Everything but the long searches on this Python, then what is quick and depends on the interpreter on the others; each
# file's tests stay together. Suites run by themselves on the last; here they are proved (tests/acceptance/test_course.py).
test:
	@$(MAKE) --no-print-directory -j4 ready
	$(BIN)/python -m pytest -m "not long" -q $(SPREAD) --ignore=tests/suites --ignore=exercises
	@$(MAKE) --no-print-directory others OTHERS="$(filter-out $(LAST),$(OTHERS))" OTHER_ARGS='-m "not long and not slow" $(LIBRARY)'
	@$(MAKE) --no-print-directory others OTHERS="$(LAST)" OTHER_ARGS='-m "not long and not slow" $(ENGINE) $(AROUND)'

test-all:
	@$(MAKE) --no-print-directory -j4 ready elsewhere
	$(BIN)/python -m pytest -q $(SPREAD)
	@$(MAKE) --no-print-directory others OTHER_ARGS='-m "not (long and slow)"'
	@CI= $(MAKE) --no-print-directory others OTHERS="$(NEWER)" OTHER_ARGS='-m "not (long and slow)"'
	PYTHON=$(PYTHON) sh .ci/oldest-libraries -m pytest -m "not long" -q $(SPREAD) tests/unit tests/interleave
	CI= PYTHON=$(PYTHON) .ci/windows -m pytest -m "not long and not slow" -q $(ON_WINDOWS)

# The gradebook's tests want a PostgreSQL server's programs. Without them, and without the right to install them, those
# tests say that they did not run; where CI is set they fail.
.PHONY: postgresql
postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq postgresql >/dev/null; } || \
	  echo "there is no PostgreSQL here: its tests will not run" >&2

# What comes before the tests, side by side, since each of it works on one core and waits for downloads. Compiled once:
# commands and workers are processes of their own, and each would compile all that it imports.
.PHONY: ready
ready: postgresql lint $(READ) $(OTHERS:%=ready-%)

ready-%:
	@sh .ci/other-python $* -m compileall -q grader

.PHONY: others
# An absent interpreter is said aloud, not skipped silently.
others:
	@for version in $(OTHERS); do sh .ci/other-python $$version -m pytest -q $(SPREAD) $(OTHER_ARGS) || exit 1; done

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# The types as Windows and a Mac see them, which have not all that is here: each of the two takes as long as all of `lint`.
.PHONY: elsewhere
elsewhere: $(STAMP)
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32
	$(BIN)/mypy --platform darwin --cache-dir .mypy_cache/darwin

# Tests that look at pages are skipped without a browser, and say so; GRADER_BROWSER=required makes them fail instead.
browser:
	@command -v chromium chromium-browser google-chrome google-chrome-stable | grep -q . || \
	{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; }

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) .venvs dist build
