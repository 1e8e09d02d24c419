"""A suite under plain pytest: each check runs on the exercise's references, or on what `--submission` names.

Nothing is scored. A check that would cost points is a failing test, and its report tells the author both what
the assert saw and what the student would read.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack
from functools import cache
from pathlib import Path

import pytest

from grader import intake
from grader.course import load
from grader.errors import CourseError, GraderError, Mistake, UsageError
from grader.judge import place
from grader.judge.judging import Judging, docket
from grader.judge.keys import CHECK, OPENER, READ, SEED, TRIAL
from grader.judge.place import Place
from grader.judge.reading import begin
from grader.judge.setting import Setting
from grader.sandbox import Workers, open_workers
from grader.sandbox.remote import RemoteSubmission

_SEED = 0


def parametrize(metafunc: pytest.Metafunc) -> None:
    """One run of the check for each program to try it on."""
    where = place.find(Path(str(metafunc.definition.path)))
    if where is None:
        return
    named = metafunc.config.getoption("--submission")
    targets = [named] if named else where.programs()
    metafunc.parametrize("submission", targets, ids=[target.name for target in targets], indirect=True)


def prepare(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order each suite's checks in the places they have among all tests; tell every mistake of every course at once."""
    suites: dict[Place, list[int]] = {}
    for index, item in enumerate(items):
        where = place.find(item.path)
        if where is not None and isinstance(item, pytest.Function):
            suites.setdefault(where, []).append(index)
    if not suites:
        return
    named = config.getoption("--submission")
    if named is not None and not named.exists():
        raise pytest.UsageError(f"--submission {named}: there is no such file or folder")
    mistakes: list[Mistake] = []
    settings = _settings(suites, mistakes)
    for where, places in suites.items():
        theirs = [items[index] for index in places]
        ordered, found = docket(where.folder, theirs, config, whole=_all_of(where.folder, config))
        mistakes += found
        for index, item in zip(places, ordered, strict=True):
            items[index] = item
    if mistakes:
        raise pytest.UsageError("\n".join(map(str, mistakes)))
    rehearsal = Rehearsal(settings)
    config.stash[OPENER], config.stash[SEED] = rehearsal.open, str(_SEED)
    config.pluginmanager.register(Judging())
    config.pluginmanager.register(rehearsal)


def _all_of(suite: Path, config: pytest.Config) -> bool:
    """Whether a whole suite was asked for: whoever names one check or file does not forget the others."""
    chosen = any("::" in argument for argument in config.args) or config.getoption("lf", False)
    return not chosen and set(suite.rglob("test_*.py")) <= config.stash.get(READ, {}).keys()


def _settings(suites: Iterable[Place], mistakes: list[Mistake]) -> dict[Path, Setting]:
    """What each folder of checks judges with; each course is read once."""
    read = cache(load)
    settings: dict[Path, Setting] = {}
    for where in suites:
        try:
            course = read(where.home)
            settings[where.folder] = Setting(
                course, course.exercise(where.slug), examples_only=where.which == "examples"
            )
        except CourseError as error:
            mistakes += [one for one in error.mistakes if one not in mistakes]
        except UsageError as error:  # a suite of nothing
            mistakes.append(Mistake(where.folder, None, error.message, error.hint))
    return settings


class Rehearsal:
    """Opens workers for checks under plain pytest, and reports them to their author."""

    def __init__(self, settings: Mapping[Path, Setting]) -> None:
        self._settings = settings
        self._closing = ExitStack()
        self._workers: Workers | None = None

    def open(self, item: pytest.Item) -> AbstractContextManager[RemoteSubmission]:
        """A fresh worker with the program that this run of the check is for."""
        where = place.find(item.path)
        assert where is not None
        assert isinstance(item, pytest.Function)
        if self._workers is None:
            self._workers = self._closing.enter_context(open_workers())
        target = item.callspec.params["submission"]
        assert isinstance(target, Path)
        setting = self._settings[where.folder]
        delivery = intake.Delivery(target, neighbours=target.is_dir())
        try:
            submission, scenarios = intake.accept(delivery, setting.exercise), setting.scenarios
        except GraderError as refused:
            raise pytest.fail.Exception(refused.reason, pytrace=False) from None
        return self._workers.sandbox(
            submission, setting.exercise.limits, seed=_SEED, scenarios=scenarios, given=setting.given
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        """Its suite's modules are what a check imports while it runs."""
        if (check := item.stash.get(CHECK, None)) is not None:
            begin(item.config, check.suite)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Fail what would cost points, and add the student's page."""
        report = yield
        trial = item.stash.get(TRIAL, None)
        if trial is None or trial.passed or report.skipped:
            return report
        if call.when == "call" and report.passed:
            report.outcome = "failed"
            report.longrepr = trial.detail or f"A part of the points: {trial.verdict.rationale}"
        if report.failed:
            said = [trial.verdict.rationale, trial.hint and f"Hint: {trial.hint}"]
            report.sections.append((f"what the student reads ({trial.verdict.outcome})", "\n".join(filter(None, said))))
        return report

    def pytest_unconfigure(self) -> None:
        """Let the workers go."""
        self._closing.close()
