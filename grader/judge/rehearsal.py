"""A suite under plain pytest: each check runs on the exercise's references, or on what `--submission` names.

Nothing is scored. A check that would cost points is a failing test, and its report tells the author both what
the assert saw and what the student would read.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from grader import intake
from grader.course import load
from grader.errors import GraderError, Mistake
from grader.judge import place
from grader.judge.judging import Judging, docket
from grader.judge.keys import OPENER, SEED, TRIAL
from grader.judge.place import Place
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
    """Order each suite's checks in the places they have among all tests; tell every suite's mistakes at once."""
    suites: dict[Path, list[int]] = {}
    for index, item in enumerate(items):
        where = place.find(item.path)
        if where is not None and isinstance(item, pytest.Function):
            suites.setdefault(where.folder, []).append(index)
    mistakes: list[Mistake] = []
    for folder, places in suites.items():
        ordered, found = docket(folder, [items[index] for index in places])
        mistakes += found
        for index, item in zip(places, ordered, strict=True):
            items[index] = item
    if mistakes:
        raise pytest.UsageError("\n".join(map(str, mistakes)))
    if suites:
        rehearsal = Rehearsal()
        config.stash[OPENER], config.stash[SEED] = rehearsal.open, str(_SEED)
        config.pluginmanager.register(Judging())
        config.pluginmanager.register(rehearsal)


class Rehearsal:
    """Opens workers for checks under plain pytest, and reports them to their author."""

    def __init__(self) -> None:
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
        try:
            return self._sandbox(where, target, self._workers)
        except GraderError as error:
            raise pytest.UsageError(str(error)) from error

    def _sandbox(self, where: Place, target: Path, workers: Workers) -> AbstractContextManager[RemoteSubmission]:
        course = load(where.home)
        exercise = course.exercise(where.slug)
        setting = Setting(course, exercise, examples_only=where.which == "examples")
        delivery = intake.Delivery(target, neighbours=target.is_dir())
        submission = intake.accept(delivery, exercise)
        return workers.sandbox(
            submission, exercise.limits, seed=_SEED, scenarios=setting.scenarios, given=setting.given
        )

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
