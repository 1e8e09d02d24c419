"""Reading a suite's files: in which way, and what its author is told of one that cannot be read.

pytest's own words go through a dozen frames of pytest and of the import system before they come to the line.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from _pytest.config import ConftestImportFailure

from grader.judge import missed, modules
from grader.judge.keys import READ

_READ = pytest.StashKey[Path]()
_LEFT = pytest.StashKey[dict[Path, dict[str, ModuleType]]]()
"""The modules of the suites that it was about before."""
_AROUND_CHECKS = {"_pytest", "pluggy", "contextlib", "grader"}
"""Whose code calls a check's, and its fixtures'."""


def read(collector: pytest.Collector, suite: Path) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Around the collection of one file, or of a class in it: import it by its path, and say short what is wrong with it."""
    begin(collector.config, suite)
    with _by_path(collector.config):
        report = yield
    files = collector.config.stash.setdefault(READ, {})
    if not report.passed:
        files[collector.path] = None
    elif isinstance(collector, pytest.Module):
        files[collector.path] = list(missed.in_module(collector))
        modules.have_objects_asked(suite, collector.obj)
    call: pytest.CallInfo[object] | None = getattr(report, "call", None)
    if report.failed and call is not None and call.excinfo is not None:
        report.longrepr = in_words(call.excinfo.value, suite) or report.longrepr
    return report


def begin(config: pytest.Config, suite: Path) -> None:
    """From here on it is about this suite: its modules are found, and those of no other."""
    before = config.stash.get(_READ, None)
    if before == suite:
        return
    left = config.stash.setdefault(_LEFT, {})
    if before is not None:
        left[before] = modules.forget(before)
    sys.modules.update(left.pop(suite, {}))
    config.stash[_READ] = suite
    modules.make_known(suite)


@contextmanager
def _by_path(config: pytest.Config) -> Iterator[None]:
    """The examples of every exercise bear one name; a judge imports them so, too."""
    before = config.option.importmode
    config.option.importmode = "importlib"
    try:
        yield
    finally:
        config.option.importmode = before


def words_of(report: pytest.CollectReport | pytest.TestReport) -> str:
    """What pytest says of what did not pass."""
    match report.longrepr:
        case (path, line, reason):  # skipped
            return f"{path}:{line}: {reason}"
    return report.longreprtext


def own_lines(error: BaseException, suite: Path) -> list[traceback.FrameSummary]:
    """The suite's own lines among those that led to an error."""
    return [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(suite)]


def is_no_word_of_a_check(error: BaseException) -> bool:
    """Whether pytest itself said so, of fixtures or of warnings, which it hears of no program; whether it is no word for anything (`xfail`);
    or an assertion of ours, to which no line of a check's led, wherever that was written."""
    if isinstance(error, pytest.xfail.Exception):
        return True
    names = [str(frame.f_globals.get("__name__")) for frame, _ in traceback.walk_tb(error.__traceback__)]
    if isinstance(error, pytest.fail.Exception):
        return [name for name in names if name != "_pytest.outcomes"][-1:] in (
            ["_pytest.fixtures"],
            ["_pytest.recwarn"],
        )
    return all(name.partition(".")[0] in _AROUND_CHECKS for name in names)


def in_words(error: BaseException, suite: Path) -> str | None:
    """What was raised, and in which of the suite's own lines; None where pytest itself is not content with the file."""
    if isinstance(error, ConftestImportFailure):
        error = error.cause
    elif isinstance(error, pytest.Collector.CollectError):
        if not isinstance(error.__cause__, SyntaxError | ImportError):
            return None
        error = error.__cause__
    lines = [*traceback.format_list(own_lines(error, suite)), *traceback.format_exception_only(error)]
    return "".join(lines).replace(f"{suite}{os.sep}", "").strip()
