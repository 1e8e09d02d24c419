"""The plugin that makes graded checks out of a suite's tests: needs, awards, verdicts.

It is at work both when a submission is judged (`hearing`) and when an author simply runs pytest (`rehearsal`).
"""

from __future__ import annotations

import random
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from types import TracebackType

import pytest

from grader.errors import Mistake, WorkerError
from grader.judge import drawn, marks, missed, tripped, written
from grader.judge.assertion import watched
from grader.judge.deadline import Endless, in_time
from grader.judge.keys import CHECK, READ, SEED, TRIAL
from grader.judge.ledger import opened, strays_noted
from grader.judge.marks import Check
from grader.judge.order import Cycle, arrange
from grader.judge.trial import Trial
from grader.judge.verdict import NotYet
from grader.report import Fault, Visibility
from grader.sandbox.claims import Claim

OURS = Path(__file__).parents[1]
"""The folder of the grader's own files."""


def docket(
    folder: Path, items: Iterable[pytest.Item], config: pytest.Config, *, whole: bool = True
) -> tuple[list[pytest.Function], list[Mistake]]:
    """A suite's items in the order to run them, each with its check in its stash; and the suite's mistakes. `whole`: these are all
    that pytest found."""
    functions = [item for item in items if isinstance(item, pytest.Function)]
    mistakes: dict[str, Mistake] = {}
    for item in functions:
        item.stash[CHECK], found = marks.read(item, folder)
        mistakes.update((str(mistake), mistake) for mistake in found)  # parameters repeat their function's
    checks = [item.stash[CHECK] for item in functions]
    defined = written.definitions(folder)
    read = {path: told for path, told in config.stash.get(READ, {}).items() if path.is_relative_to(folder)}
    passed = {path: told for path, told in read.items() if told is not None}
    found = marks.mistakes_between(checks, defined)
    found += [one.mistake for told in passed.values() for one in told]
    # Else one cannot know what it has not found, and says first what cannot be read.
    if whole and passed.keys() == read.keys():
        found += missed.among(defined, functions, passed)
    mistakes.update((str(mistake), mistake) for mistake in found)
    return _ordered(functions), list(mistakes.values())


def hidden(items: Iterable[pytest.Function]) -> set[pytest.Function]:
    """The items that are not for students to see at once: hidden themselves, or in need of one that is."""
    items = list(items)
    found: set[pytest.Function] = set()
    names: set[str] = set()
    while True:
        more = {
            item
            for item in items
            if item.stash[CHECK].visibility is not Visibility.VISIBLE or names.intersection(item.stash[CHECK].needs)
        }
        if more == found:
            return found
        found, names = more, {item.originalname for item in more}


def _ordered(items: list[pytest.Function]) -> list[pytest.Function]:
    names = list(dict.fromkeys(item.originalname for item in items))
    try:
        order = arrange(names, {item.originalname: item.stash[CHECK].needs for item in items})
    except Cycle:
        return items  # told as a mistake already
    return sorted(items, key=lambda item: order.index(item.originalname))


class Judging:
    """Hooks around each check. Items without a check in their stash are none of its business."""

    def __init__(self) -> None:
        self._heard: dict[tuple[Path, str, str], dict[str, Trial]] = {}
        """What became of each item of a check; of one that is heard once more, the last time."""

    def forget(self) -> None:
        """Begin anew, with another submission."""
        self._heard.clear()

    def remember(self, item: pytest.Item, trial: Trial) -> None:
        """This is what became of the item."""
        item.stash[TRIAL] = trial
        self._heard.setdefault(_key(item, trial.check, trial.check.name), {})[item.nodeid] = trial

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Give the check a ledger, and remember afterwards what became of it."""
        check = item.stash.get(CHECK, None)
        if check is None:
            return (yield)
        trial = Trial(check)
        self.remember(item, trial)
        with opened(trial.ledger), drawn.from_seed(item, _drawn_from(item, check)):
            return (yield)

    # Innermost of the wrappers: the others, json-report's among them, must have begun when a check is skipped here.
    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        """Skip a check whose needs were not met; otherwise set it up."""
        trial = item.stash.get(TRIAL, None)
        if trial is None:
            return (yield)
        self._look_at_needs(item, trial.check)
        # What a suite draws by itself is drawn again on a regrade, too.
        random.seed(_drawn_from(item, trial.check))
        with watched(trial.ledger.comparisons), in_time():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Note the comparisons of a failing assert."""
        trial = item.stash.get(TRIAL, None)
        if trial is None:
            return (yield)
        with watched(trial.ledger.comparisons), strays_noted(trial.ledger), drawn.first_met(item), in_time():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, object, object]:
        """What a fixture asserts afterwards is told as any assert."""
        trial = item.stash.get(TRIAL, None)
        if trial is None:
            return (yield)
        with watched(trial.ledger.comparisons), in_time():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Let the trial hear the phase."""
        trial = item.stash.get(TRIAL, None)
        if trial is not None and call.excinfo is not None:
            if call.when == "call":
                trial.tripped = tripped.said(call.excinfo.value, trial.check.suite)
            _without_our_own_frames(call.excinfo.value, trial.check.suite)
        report = yield
        if trial is not None:
            trial.hear(call, report, fixtures=getattr(item, "funcargs", ()))
        return report

    def _look_at_needs(self, item: pytest.Item, check: Check) -> None:
        for need in check.needs:
            # What did not run in this session (`pytest -k`) holds nothing up.
            heard = self._heard.get(_key(item, check, need), {})
            missing = next((trial for trial in heard.values() if not trial.passed), None)
            if missing is not None:
                if missing.skipped_itself:
                    raise pytest.skip.Exception(f"it needs “{missing.check.title}”, which skipped itself")
                raise NotYet(_needs_first(missing.check, missing.verdict.fault), missing.verdict.fault)


def _drawn_from(item: pytest.Item, check: Check) -> str:
    return f"{item.config.stash[SEED]} {check.id}"


def _without_our_own_frames(raised: BaseException, suite: Path) -> None:
    """What the suite itself raised is reported by its own lines, not by those of ours that called it back. What the student's
    side did, or the machine did not let us see, is reported where the suite asked for it, not where we read it off the wire; that
    a suite does not end, where it stood, not where we looked at the clock; what it may not ask of us, where it did."""
    entries = list(_entries(raised.__traceback__))
    asked = max((index for index, entry in enumerate(entries) if _lies_in(entry, suite)), default=None)
    if asked is None:
        return
    ours = isinstance(raised, Claim | Endless | WorkerError) or _lies_in(entries[-1], OURS)
    behind = [] if ours else entries[asked + 1 :]
    kept = [entry for entry in entries[: asked + 1] if not _lies_in(entry, OURS)] + behind
    for entry, following in zip(kept, [*kept[1:], None], strict=True):
        entry.tb_next = following


def _entries(entry: TracebackType | None) -> Iterator[TracebackType]:
    while entry is not None:
        yield entry
        entry = entry.tb_next


def _lies_in(entry: TracebackType, folder: Path) -> bool:
    return Path(entry.tb_frame.f_code.co_filename).is_relative_to(folder)


def _key(item: pytest.Item, check: Check, name: str) -> tuple[Path, str, str]:
    """Checks meet within one suite, judged on one submission."""
    callspec = getattr(item, "callspec", None)
    target = callspec.params.get("submission", "") if callspec else ""
    return check.suite, str(target), name


def _needs_first(check: Check, fault: Fault | None) -> str:
    """A hidden check's title stays hidden from the checks that need it."""
    named = f"“{check.promise}”" if check.visibility is Visibility.VISIBLE else ""
    if fault is not None:
        whose = "" if fault in ("program", "review") else ", which is not your fault"
        return f"Skipped: {named or 'a hidden check'} could not be judged{whose}."
    return f"Skipped until this is right: {named}" if named else "Skipped until a hidden check is right."
