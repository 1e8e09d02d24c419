"""The plugin of a judged session: collect a suite once, then hear one submission after another.

Collecting costs more than judging does, so a session takes as many submissions as its caller has, and hands the
evidence of each to `emit` as it becomes ready. Whatever a suite does to the session (a bug, `sys.exit`,
`pytest.exit`) ends in evidence that says so.
"""

from __future__ import annotations

import re
import warnings
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pytest_jsonreport.plugin import JSONReport

from grader.course.model import Row
from grader.errors import AbsentError, CourseError, Mistake
from grader.intake.meant import remarks
from grader.judge.job import Job
from grader.judge.judging import Judging, docket, hidden
from grader.judge.keys import CHECK, OPENER, SEED, TRIAL
from grader.judge.reading import in_words, own_lines, words_of
from grader.judge.rows import NONE_HERE, Heard, together, told
from grader.judge.setting import Setting
from grader.judge.trial import left_out, unheard, within
from grader.sandbox.answers import Answers
from grader.sandbox.remote import RemoteSubmission

NOT_YET = "The grader was stopped before this check had ended."
_NO_FUNCTION = re.compile(r"cannot collect '(.+)' because it is not a function")
WAITS = "This check waits until the exercise is due."


class Hearing(JSONReport):  # type: ignore[misc]
    """Hears jobs; its json report, enriched, is the evidence of each."""

    def __init__(self, setting: Setting, jobs: Iterator[Job], emit: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self._setting, self._jobs, self._emit, self._scenarios = setting, jobs, emit, setting.scenarios
        self._judging = Judging()
        self._job: Job | None = None
        self._answers = Answers()
        self._items: list[pytest.Function] = []
        self._waiting: set[pytest.Function] = set()
        self._mistakes: list[Mistake] = []
        self._problems: list[dict[str, str]] = []
        self._escaped: BaseException | None = None
        self._rows: list[Heard] = []
        self._json_tests: OrderedDict[str, Any] = OrderedDict()
        self._duration = 0.0

    # -- pytest's hooks, in the order in which they are called

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Take the terminal's place; join in with the judging."""
        super().pytest_configure(config)
        config.pluginmanager.unregister(name="terminalreporter")
        config.pluginmanager.register(self._judging)
        config.stash[OPENER] = self._open

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be read, or that skips itself, would make checks vanish."""
        if not report.passed:
            self._problem(report.nodeid or self._setting.folder.name, words_of(report))

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Read the checks and put them in order."""
        self._items, self._mistakes = docket(self._setting.folder, items, config)
        if self._setting.hidden_wait:
            self._waiting = hidden(self._items)
        items[:] = self._items

    def pytest_warning_recorded(self, warning_message: warnings.WarningMessage) -> None:
        """What pytest itself saw that nobody can lose."""
        said, path, line = str(warning_message.message), Path(warning_message.filename), warning_message.lineno
        if "assertion is always true" in said:
            what, hint = "this assertion is true of every program", "leave the parentheses out"
            self._mistakes.append(Mistake(path, line, what, hint))
        elif not self._mistakes and (name := _NO_FUNCTION.match(said)):  # else one of those has made it so
            folder = self._setting.folder
            ours = path.is_relative_to(folder)  # else it is the place of what the thing is made of
            where, at = (path, line) if ours else (folder, None)
            self._mistakes.append(Mistake(where, at, f"{name[1]} is no check for pytest", "make it a function: def"))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Hear every job."""
        while not self._mistakes and (job := self._next()):
            self._hear(job, session)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        """Something broke out of its check."""
        if excinfo.value is not self._escaped:
            folder = self._setting.folder
            told = in_words(excinfo.value, folder) if own_lines(excinfo.value, folder) else None
            told = told or f"{excinfo.exconly()}\n{excinfo.getrepr(style='short')}"
            leaving = "the suite ended the session: " if isinstance(excinfo.value, SystemExit) else ""
            self._problem(folder.name, f"{leaving}{told}")
        return True

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Ctrl-C is the user's and goes on its way; `pytest.exit` is the suite's."""
        if isinstance(excinfo.value, KeyboardInterrupt):
            self._escaped = excinfo.value
        else:
            self._problem(self._setting.folder.name, f"the suite ended the session: {excinfo.exconly()}")

    def pytest_json_modifyreport(self, json_report: dict[str, Any]) -> None:
        """Enrich the report with what the trials found."""
        json_report["exitcode"] = int(json_report["exitcode"])
        json_report["summary"] = dict(json_report["summary"])
        json_report["root"] = self._setting.folder.name
        trials = {item.nodeid: item.stash.get(TRIAL, None) for item in self._items}
        for test in json_report["tests"]:
            trial = trials[test["nodeid"]]
            test["metadata"] = {"grader": trial.record()} if trial and trial.ended else {}

    # -- one job

    def _hear(self, job: Job, session: pytest.Session) -> None:
        """Hear a job in every row of the exercise."""
        self._job, self._answers, self._rows, self._duration = job, Answers(), [], 0.0
        for row in self._setting.exercise.rows:
            self._rows.append(Heard(row, absent=self._absent(job, row)))
            if self._rows[-1].absent is None:
                self._hear_row(job, session)
            else:
                self._rows[-1].tests = [_test(item, self._unheard(item, NONE_HERE)) for item in self._items]
        self._finish()

    def _hear_row(self, job: Job, session: pytest.Session) -> None:
        self._begin(job, session)
        due = [item for item in self._items if item not in self._waiting]
        self._tell(job)
        for item, following in pairwise([*due, None]):
            assert item is not None
            if job.until_lost and self._lost():
                session._setupstate.teardown_exact(None)  # what was set up for more than one check ends here as well
                break
            self._hear_check(item, following)
            self._tell(job)
        if not job.until_lost and any(item.stash[TRIAL].may_be_the_programs for item in due):
            self._ask_references(job, due)
            self._tell(job)
        self.pytest_sessionfinish(session)
        self._rows[-1].tests = self._tests(job)
        self._duration += self._report.get("duration", 0.0)

    def _hear_check(self, item: pytest.Function, following: pytest.Function | None) -> None:
        """Hear one check; once more, and no further, where a process that it needed was ended from outside."""
        hear = partial(item.config.hook.pytest_runtest_protocol, item=item, nextitem=following)
        hear()
        if item.stash[TRIAL].can_be_heard_again:
            self._begin_item(item)
            hear()

    def _ask_references(self, job: Job, due: list[pytest.Function]) -> None:
        """Last of all: what a suite remembers of them reaches no check of this program's. What needs a check that is lost is skipped anew."""
        tests = self._json_tests.copy()
        for item in due:
            trial, hear = item.stash[TRIAL], partial(item.config.hook.pytest_runtest_protocol, item=item, nextitem=None)
            if trial.may_be_the_programs and (trial.check.id in job.sound or self._is_sound(job, item, hear)):
                trial.blame_the_program()
            elif trial.waits_for_a_broken_one:
                hear()
        self._json_tests = tests

    def _is_sound(self, job: Job, item: pytest.Function, hear: Callable[[], object]) -> bool:
        """Whether the exercise's references pass a check that fell over what this program gave back: drawing what it drew."""
        answers, trial, passes = self._answers, item.stash[TRIAL], False
        try:
            for submission, sandbox in job.references():
                self._job, self._answers = replace(job, submission=submission, sandbox=sandbox), Answers()
                self._begin_item(item)
                hear()
                if not (passes := item.stash[TRIAL].passed):
                    break
        finally:
            self._job, self._answers = job, answers
            self._judging.remember(item, trial)
        return passes

    def _absent(self, job: Job, row: Row) -> str | None:
        """Why a row cannot be had on this machine."""
        if row.python is None:
            return None
        try:
            with self._outside(AbsentError), self._sandbox(job, row):
                return None
        except AbsentError as absent:
            return absent.message

    def _begin(self, job: Job, session: pytest.Session) -> None:
        self._judging.forget()
        session.config.stash[SEED] = f"{job.seed} {job.submission.digest}"
        self._json_tests = OrderedDict()
        self.report = None
        for item in self._items:
            self._begin_item(item)
        self.pytest_sessionstart(session)

    def _begin_item(self, item: pytest.Function) -> None:
        """Nothing was heard of it yet."""
        self._json_tests.pop(item.nodeid, None)
        if TRIAL in item.stash:
            del item.stash[TRIAL]
        item._report_sections.clear()
        item.user_properties.clear()

    def _finish(self) -> None:
        """The evidence of the job; of a row that was cut short, what was heard of it."""
        job, self._job = self._job, None
        assert job is not None
        rows = self._rows or [Heard(row) for row in self._setting.exercise.rows[:1]]
        for one in rows:
            one.tests = one.tests or self._tests(job)
        evidence = self._of_job(job, self._evidence(self._report, together(rows), seed=job.seed))
        if len(rows) > 1 or rows[0].absent:
            evidence["grader"]["rows"] = told(rows)
            evidence["duration"] = self._duration
        self._rows, self.report = [], None
        with self._outside():
            self._emit(evidence)

    def _tell(self, job: Job) -> None:
        """Show whoever watches what is known so far; what has not ended, in every row, stands as broken."""
        if job.watch is None:
            return
        *before, now = self._rows
        last = len(self._rows) == len(self._setting.exercise.rows)
        trials = [(item, item.stash.get(TRIAL, None)) for item in self._items]
        tests = [
            _test(item, trial.record() if last and trial and trial.ended else self._unheard(item, NOT_YET))
            for item, trial in trials
        ]
        whole = together([*before, Heard(now.row, tests=tests)])
        with self._outside():
            job.watch(self._of_job(job, self._evidence({}, whole, seed=job.seed)))

    def _of_job(self, job: Job, evidence: dict[str, Any]) -> dict[str, Any]:
        evidence["grader"]["submission"] = {"digest": job.submission.digest, "entry": job.submission.entry}
        exercise, others = self._setting.exercise, self._setting.course.exercises.values()
        meant = remarks(job.submission, exercise, others)
        evidence["grader"]["notices"] = [*meant, *self._header["notices"], *job.submission.notices]
        return evidence

    def _unheard(self, item: pytest.Item, why: str | None = None) -> dict[str, Any]:
        check = item.stash[CHECK]
        if item in self._waiting:
            return unheard(check, fault="pending", why=WAITS)
        return unheard(check) if why is None else unheard(check, fault="grader", why=why)

    @property
    def _report(self) -> dict[str, Any]:
        """pytest-json-report's document of the row that is heard, as far as there is one."""
        return self.report or {}

    def _tests(self, job: Job | None = None) -> list[dict[str, Any]]:
        """The tests of the report, with every check: those that were not heard to their end say so."""
        lost = job is not None and job.until_lost and self._lost()
        tests = [test for test in self._report.get("tests", []) if test.get("metadata")]
        heard = {test["nodeid"] for test in tests}
        for item in self._items:
            if item.nodeid not in heard:
                tests.append(_test(item, left_out(item.stash[CHECK]) if lost else self._unheard(item)))
        return tests

    def _evidence(self, report: dict[str, Any], tests: list[dict[str, Any]], *, seed: int) -> dict[str, Any]:
        """The report with these tests, and under what circumstances they ran."""
        header = {**self._header, "seed": seed, "problems": list(self._problems)}
        return {**report, "tests": tests, "grader": header}

    def _lost(self) -> bool:
        """Whether a check of this job was heard and not passed."""
        trials = [item.stash.get(TRIAL, None) for item in self._items]
        return any(trial is not None and trial.ended and not trial.passed for trial in trials)

    def _open(self, item: pytest.Item) -> AbstractContextManager[RemoteSubmission]:
        assert self._job is not None
        return self._sandbox(self._job, self._rows[-1].row)

    def _sandbox(self, job: Job, row: Row) -> AbstractContextManager[RemoteSubmission]:
        asked = {"python": row.python, "start_method": row.start_method}
        more = {name: value for name, value in asked.items() if value is not None}
        return job.sandbox(
            seed=job.seed, scenarios=self._scenarios, given=self._setting.given, answers=self._answers, **more
        )

    # -- the caller's side

    def fell(self, error: BaseException) -> None:
        """Note that the session itself could not be had: a broken `conftest.py`, for one."""
        if error is not self._escaped:
            folder = self._setting.folder
            self._problem(folder.name, in_words(error, folder) or repr(error))

    def conclude(self) -> None:
        """After the session: raise what is not the suite's, and give evidence for a job that was cut short."""
        if self._escaped is not None:
            raise self._escaped
        if self._mistakes:
            unread = [Mistake(self._setting.folder, None, problem["detail"]) for problem in self._problems]
            raise CourseError([*self._mistakes, *unread])
        if self._job is None:
            self._job = self._next()  # the session fell before it heard anything
        if self._job is not None:
            self._finish()

    def outline(self, *, seed: int) -> dict[str, Any]:
        """After a session without jobs: the evidence of a suite that nothing was judged by."""
        return self._evidence({}, self._tests(), seed=seed)

    @cached_property
    def _header(self) -> dict[str, Any]:
        """The circumstances of every job."""
        with self._outside():
            return self._setting.header(seed=0)

    def _next(self) -> Job | None:
        with self._outside():
            return next(self._jobs, None)

    @contextmanager
    def _outside(self, *expected: type[Exception]) -> Iterator[None]:
        """What the caller's own functions raise is none of the suite's fault, and must not end as a problem."""
        try:
            yield
        except BaseException as error:
            if not isinstance(error, expected):
                self._escaped = error
            raise

    def _problem(self, where: str, detail: str) -> None:
        self._problems.append({"where": where, "detail": within(self._setting.folder, detail)})


def _test(item: pytest.Item, record: dict[str, Any]) -> dict[str, Any]:
    return {"nodeid": item.nodeid, "metadata": {"grader": record}}
