"""The workers of one judge: started once, early, and handed out check by check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from grader.errors import AbsentError, UsageError, WorkerError
from grader.sandbox import tiers
from grader.sandbox.starting.ahead import Ahead
from grader.sandbox.starting.beginning import beginning

if TYPE_CHECKING:
    from grader.course.model import Limits
    from grader.intake import Submission
    from grader.interleave.program import StartMethod
    from grader.sandbox.answers import Answers
    from grader.sandbox.remote import RemoteSubmission
    from grader.sandbox.starting.launch import Launcher


class Workers:
    """Where workers come from. A context manager; `close` ends everything that it started."""

    def __init__(self, launcher: Launcher) -> None:
        self._launcher = launcher
        self._others: dict[str, Launcher | AbsentError] = {}

    @property
    def isolation(self) -> str:
        """Name of the tier that keeps the student's code in."""
        return self._launcher.isolation()

    @property
    def caution(self) -> str:
        """What to tell whoever grades the work of others behind this tier; '' for nothing."""
        tier = tiers.named(self.isolation)
        return "" if tier.others_work == "yes" else f"isolation {tier.name} leaves open: {tier.leaves_open}"

    def hurry(self, submission: Submission, limits: Limits) -> None:
        """Somebody waits: the first worker begins at once, and so does the next one with each."""
        ahead = self._launcher if isinstance(self._launcher, Ahead) else Ahead(self._launcher)
        if submission.problem is None:
            ahead.begin(limits, beginning(submission, limits))
        self._launcher = ahead

    @contextmanager
    def sandbox(
        self,
        submission: Submission,
        limits: Limits,
        *,
        start_method: StartMethod | None = None,
        python: str | None = None,
        seed: int = 0,
        scenarios: str | None = None,
        given: Path | None = None,
        answers: Answers | None = None,
    ) -> Iterator[RemoteSubmission]:
        """One check's view of a submission; its workers are let go at the end. `answers`: what other checks of it were told.

        `python`: the version of another interpreter to run it on; AbsentError where there is none.
        """
        from grader.sandbox.remote import RemoteSubmission  # large; the other side warms up meanwhile

        launcher = self._launcher if python is None else self._under(python)
        remote = RemoteSubmission(
            launcher, submission, limits, start_method=start_method, seed=seed, scenarios=scenarios, given=given,
            answers=answers,
        )  # fmt: skip
        try:
            yield remote
        finally:
            remote.close()

    def can_read(self, submission: Submission, limits: Limits) -> bool:
        """Whether Python accepts the text, found out in a worker; WorkerError where there can be none."""
        from grader.sandbox.claims import Unreadable
        from grader.sandbox.exchange import Exchange

        if submission.problem is not None:
            return False
        try:
            Exchange(self._launcher, submission, limits, cpu_s=limits.time_s, stacks=0).let_go()
        except Unreadable:
            return False
        return True

    def _under(self, version: str) -> Launcher:
        """Workers of another interpreter, behind the same wall; looked for once."""
        if version not in self._others:
            self._others[version] = self._begin(version)
        found = self._others[version]
        if isinstance(found, AbsentError):
            raise found
        return found

    def _begin(self, version: str) -> Launcher | AbsentError:
        from grader.sandbox.starting import interpreters

        try:
            path = interpreters.find(version)
        except AbsentError as absent:
            return absent
        return tiers.open_launcher(self.isolation, python=path)

    def rest(self) -> None:
        """Nobody will ask for the submission in hand any more, but for another one."""
        self._launcher.rest()

    def finish(self) -> None:
        """No more workers are wanted: they end while the page is drawn."""
        self._launcher.finish()

    def close(self) -> None:
        """End what is left."""
        for other in self._others.values():
            if not isinstance(other, AbsentError):
                other.close()
        self._launcher.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_workers(isolation: str | None = None) -> Workers:
    """Start the tier of that name, else the strongest of this machine; returns at once, while the other side still
    warms up."""
    return Workers(tiers.open_launcher(*filter(None, [isolation])))


def open_workers_for_others(isolation: str | None = None) -> Workers:
    """Workers for the work of others: the tier of that name, whatever it is, else the strongest that is enough.

    Raises UsageError where this machine has none that is: a weak one must be named. `caution` says what to print.
    """
    if isolation is not None:
        return open_workers(isolation)
    enough = [tier for tier in tiers.possible() if tier.others_work != "refused"]
    if not enough:
        raise UsageError(_REFUSAL.format("this system has no walls"), hint=f"{tiers.elsewhere()} {_TRUST}")
    workers = Workers(tiers.open_launcher(*(tier.name for tier in enough)))
    try:
        _ = workers.isolation
    except WorkerError as missing:
        workers.close()
        raise UsageError(_REFUSAL.format(missing.message), hint=_NAME_IT) from missing
    return workers


_REFUSAL = "the work of others is not graded without a wall around it: {}"
_TRUST = "If you trust every submission, say `--isolation process`."
_NAME_IT = f"`grade doctor` says how to get one. {_TRUST}"
