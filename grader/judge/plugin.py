"""The pytest plugin: every pytest run in the environment loads it, so it is light, and silent where no suite is.

In a suite (`tests/suites/SLUG`, `exercises/SLUG/examples`) plain `pytest` tries each check on the exercise's
references, and `pytest tests/suites/SLUG --submission FILE` on any file.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from grader.sandbox.remote import RemoteSubmission

_MARKS = (
    "points(value, bonus=False, visibility='visible'): what a check of a suite is worth",
    "needs(*names): checks of a suite that must pass before this one",
    "hint(text): what to try when a check of a suite does not pass",
    "explain(text): why the right answer of a check is right, shown with it whatever its outcome",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--submission`."""
    parser.getgroup("grader", "grading coursework").addoption(
        "--submission",
        type=Path,
        metavar="PATH",
        help="judge this file or folder with the suites, instead of the references",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known."""
    for mark in _MARKS:
        config.addinivalue_line("markers", mark)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try a suite's checks on every reference."""
    if "submission" in metafunc.fixturenames and not _is_judging(metafunc.config):
        from grader.judge import rehearsal

        rehearsal.parametrize(metafunc)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Read a suite's file in our way, and any other file in pytest's."""
    suite = _suite_of(collector) if isinstance(collector, pytest.Module | pytest.Class) else None
    if suite is None:
        return (yield)
    from grader.judge import reading

    return (yield from reading.read(collector, suite))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where there are suites among the tests, make checks of them."""
    if not _is_judging(config) and any(_may_be_a_check(item) for item in items):
        from grader.judge import rehearsal

        rehearsal.prepare(config, items)


@pytest.fixture
def submission(request: pytest.FixtureRequest) -> Iterator[RemoteSubmission]:
    """The program that is judged, in a fresh worker of its own."""
    from grader.judge.keys import OPENER, TRIAL

    trial = request.node.stash.get(TRIAL, None)
    if trial is None:
        raise pytest.UsageError("the fixture 'submission' is for the checks of a course's suites and examples")
    with request.config.stash[OPENER](request.node) as remote:
        trial.remote = remote
        yield remote


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> Random:
    """Random inputs for a check: others for each seed and submission, the same again for the same, as a regrade needs."""
    from grader.judge.keys import SEED, TRIAL

    trial = request.node.stash.get(TRIAL, None)
    if trial is None:
        raise pytest.UsageError("the fixture 'rng' is for the checks of a course's suites and examples")
    return Random(f"{request.config.stash[SEED]} {trial.check.id}")


def _is_judging(config: pytest.Config) -> bool:
    from grader.judge.keys import OPENER

    return OPENER in config.stash


def _may_be_a_check(node: pytest.Item | pytest.Collector) -> bool:
    return not {"suites", "examples"}.isdisjoint(node.path.parts)


def _suite_of(collector: pytest.Collector) -> Path | None:
    """The folder of checks that a file belongs to."""
    if _is_judging(collector.config):
        return collector.config.rootpath
    if not _may_be_a_check(collector):
        return None
    from grader.judge import place

    found = place.find(collector.path)
    return None if found is None else found.folder
