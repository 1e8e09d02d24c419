"""A pytest session that knows nothing of its surroundings and leaves nothing behind.

It has its own configuration and named plugins only, so that neither the user's `pytest.ini`, nor PYTEST_ADDOPTS,
nor whatever plugin lies in the environment can change a mark. What it changes of the interpreter is put back,
so that it can run many times in one process, and inside another pytest.
"""

from __future__ import annotations

import builtins
import codecs
import contextlib
import io
import linecache
import locale
import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest
from _pytest.config import get_config
from pytest_jsonreport import plugin as json_report

from grader.judge import drawn, modules, plugin
from grader.judge.modules import lies_in
from grader.judge.setting import BESIDE, GIVEN

CONFIGURATION = Path(__file__).with_name("hermetic.ini")

_DIGITS = 100_000
"""A suite may say which number came back. One of more digits never does (`worker.values.bounds`), and to read them takes a minute."""

# Of no use to a suite, and each costs a little in every session; `unraisableexception` alone, with its rounds of
# garbage collection, more than all the rest together.
_WITHOUT = [
    "cacheprovider",
    "debugging",
    "doctest",
    "faulthandler",
    "junitxml",
    "logging",
    "pastebin",
    "setuponly",
    "setupplan",
    "stepwise",
    "subtests",
    "terminalprogress",
    "threadexception",
    "unittest",
    "unraisableexception",
]


def session(folder: Path, plugins: Sequence[object]) -> None:
    """Run pytest on a suite's folder. Its output, results and troubles are the plugins' business."""
    with _quiet(), _interpreter_restored(folder), drawn.as_judged(folder):
        config = _configured(_arguments(folder))
        for one in (_Here(folder), *plugins):
            config.pluginmanager.register(one)
        config.hook.pytest_cmdline_main(config=config)


class _Here:
    """Has pytest collect as if it had begun in that folder: of a path it takes a `[` for the parameters of a test."""

    def __init__(self, folder: Path) -> None:
        self._begun = pytest.Config.InvocationParams(args=(), plugins=None, dir=folder)

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self, session: pytest.Session) -> Generator[None, object, object]:
        """Only meanwhile: where it began is where it returns to."""
        config = session.config
        usual, config.invocation_params, config.args = config.invocation_params, self._begun, ["."]
        try:
            return (yield)
        finally:
            config.invocation_params = usual


def _configured(arguments: list[str]) -> pytest.Config:
    """Not by `pytest.main`, which obeys PYTEST_ADDOPTS, nor with `-p` for each plugin, for which pytest reads the entry points of
    everything that is installed."""
    config = get_config(arguments)
    for module in (plugin, modules, json_report):
        config.pluginmanager.register(module, module.__name__)
    config.parse(arguments, addopts=False)
    return config


def _arguments(folder: Path) -> list[str]:
    return [
        *("-c", str(CONFIGURATION)),
        *("--rootdir", str(folder)),
        *("--confcutdir", str(folder)),
        "--disable-plugin-autoload",
        *(word for name in _WITHOUT for word in ("-p", f"no:{name}")),
        *("--json-report-omit", "collectors", "keywords", "log", "traceback", "warnings"),
        "--json-report-file=none",
        "--import-mode=importlib",
        "--strict-markers",
        "--continue-on-collection-errors",
        "--capture=sys",
        "--tb=short",
        "--color=no",
        *(word for name in (GIVEN, BESIDE) for word in ("--ignore", str(folder / name))),  # for students, and no checks
        str(folder),
    ]


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Swallow what pytest itself would say: stdout carries the result of our command and nothing else."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        stdin = sys.stdin
        try:
            yield
        finally:
            sys.stdin = stdin


@contextlib.contextmanager
def _interpreter_restored(folder: Path) -> Iterator[None]:
    """Import the suite's files afresh, write no bytecode beside them, and put the import system back afterwards."""
    path, meta_path, bytecode = sys.path[:], sys.meta_path[:], sys.dont_write_bytecode
    digits = sys.get_int_max_str_digits()
    leave, judge = os._exit, os.getpid()
    os._exit = _refused(leave, judge)  # type: ignore[assignment]
    opens = builtins.open
    builtins.open = io.open = _in_utf8(opens)
    hidden = _hide_namesakes(folder)
    before = set(sys.modules)
    sys.dont_write_bytecode = True
    sys.set_int_max_str_digits(_DIGITS)
    try:
        yield
    finally:
        if os.getpid() != judge:  # a child that a suite forked and forgot: it must not report, too
            leave(1)
        os._exit = leave
        builtins.open = io.open = opens
        sys.path[:], sys.meta_path[:], sys.dont_write_bytecode = path, meta_path, bytecode
        sys.set_int_max_str_digits(digits)
        for name in set(sys.modules) - before:
            if lies_in(sys.modules[name], folder):
                del sys.modules[name]
        sys.modules.update(hidden)


def _refused(leave: Callable[[int], NoReturn], judge: int) -> Callable[[int], NoReturn]:
    """`os._exit` for suites: in the judge itself it would end everything, and look like full marks."""

    def refuse(status: int) -> NoReturn:
        if os.getpid() != judge:
            leave(status)
        raise RuntimeError(f"a suite must not end the judge: os._exit({status})")

    return refuse


def _in_utf8(opens: Any) -> Any:
    """`open` for suites, to whom a file is text in UTF-8 wherever they judge, as to the programs that they judge: what a check says on
    Windows, in whatever encoding that is set to, is what the grade will be."""
    if codecs.lookup(locale.getpreferredencoding(False)).name == "utf-8":
        return opens

    def open(
        file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None, *how: Any, **named: Any
    ) -> Any:
        if "b" not in mode and encoding in (None, "locale"):
            encoding = "utf-8"
        return opens(file, mode, buffering, encoding, *how, **named)

    return open


def _hide_namesakes(folder: Path) -> dict[str, ModuleType]:
    """Take out modules whose names the suite's files will bear: pytest takes a loaded name for the file itself."""
    hidden = {}
    for path in folder.rglob("*.py"):
        linecache.checkcache(str(path))
        parts = path.relative_to(folder).with_suffix("").parts
        if path.stem.startswith("test_") or path.stem == "conftest":
            for name in (".".join(parts), ".".join((folder.name, *parts))):
                if name in sys.modules:
                    hidden[name] = sys.modules.pop(name)
    return hidden
