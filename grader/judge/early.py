"""The session of the next judging begins before there is a submission: who watches a file does not wait for a suite to be collected.

Each save is judged in a session of its own, which has imported the suite afresh. It stands still where it asks for its job, on a
stack of its own (a greenlet), and hears it only if the suite is still what it has read, by the same digest that every report holds.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grader.judge.job import Job
from grader.judge.run import Evidence, in_a_session, outline, run
from grader.judge.setting import Setting, digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from greenlet import greenlet


@dataclass(frozen=True, slots=True)
class _Begun:
    """A session that waits for its job."""

    setting: Setting
    suite: str
    """Its digest from before anything of it was read."""
    session: greenlet


class Early:
    """Judges as `judge` does, by a session that has begun before where there is one. A context manager: nothing else is to be collected
    while one waits, since both would have the one import system."""

    def __init__(self) -> None:
        self._last: Setting | None = None
        self._begun: _Begun | None = None

    def begin(self) -> None:
        """Have a session wait for the next submission, which is likely to be judged as the last one was. What cannot be had is told once
        there is one."""
        self.close()
        setting = self._last
        if setting is None:
            return
        with suppress(Exception):
            suite = digest(setting.folder, setting.exercise)
            session = _waiting(setting)
            session.switch()
            if not session.dead:
                self._begun = _Begun(setting, suite, session)

    def run(self, setting: Setting, job: Job) -> Evidence:
        """As `judge.run`."""
        self._last = setting
        begun = self._begun
        if begun is None or not _fits(begun, setting):
            self.close()
            return run(setting, job)
        self._begun = None
        evidence: Evidence = begun.session.switch(job)
        return evidence

    def outline(self, setting: Setting, *, seed: int) -> Evidence:
        """As `judge.outline`."""
        self.close()
        return outline(setting, seed=seed)

    def close(self) -> None:
        """Nothing is judged by the session that waits."""
        begun, self._begun = self._begun, None
        if begun is not None:
            begun.session.switch(None)

    def __enter__(self) -> Early:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _fits(begun: _Begun, setting: Setting) -> bool:
    return replace(begun.setting, isolation=setting.isolation) == setting and begun.suite == digest(
        setting.folder, setting.exercise
    )


def _waiting(setting: Setting) -> greenlet:
    """A session that comes back to whoever is waiting for it: when it asks for its job, and with the evidence."""
    from greenlet import getcurrent, greenlet

    asks = getcurrent()

    def jobs() -> Iterator[Job]:
        job: Job | None = asks.switch()
        if job is not None:
            yield job

    def session() -> Evidence | None:
        heard: list[Evidence] = []
        in_a_session(setting, jobs(), heard.append)
        return heard[0] if heard else None

    return greenlet(session)
