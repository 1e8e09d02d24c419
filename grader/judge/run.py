"""Judge submissions: a suite and a sandbox go in, evidence comes out."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from grader.judge.job import Job
from grader.judge.setting import Setting

if TYPE_CHECKING:
    from grader.judge.hearing import Hearing

Evidence = dict[str, Any]
"""pytest-json-report's document, enriched under the keys `grader` (`docs/design/evidence.md`)."""


class Judging(Protocol):
    """Who judges: `judge` itself, or a session that has begun before (`early`)."""

    def run(self, setting: Setting, job: Job) -> Evidence:
        """Judge one submission."""

    def outline(self, setting: Setting, *, seed: int) -> Evidence:
        """What a suite would ask of a submission that cannot be judged."""


def run(setting: Setting, job: Job) -> Evidence:
    """Judge one submission.

    Raises CourseError with every mistake of the suite's marks. Whatever else is wrong with a suite is evidence too.
    """
    heard: list[Evidence] = []
    stream(setting, [job], heard.append)
    return heard[0]


def stream(setting: Setting, jobs: Iterable[Job], emit: Callable[[Evidence], None]) -> None:
    """Judge one job after another in a session that stays warm, and hand over the evidence of each in turn.

    Jobs are fetched when the one before is done. Modules of the suite live as long as the session does.
    """
    jobs = iter(jobs)
    for job in jobs:
        # Usually one session hears them all; one that a suite ends is followed by another.
        in_a_session(setting, itertools.chain([job], jobs), emit)


def in_a_session(setting: Setting, jobs: Iterator[Job], emit: Callable[[Evidence], None]) -> None:
    """Collect the suite, and only then ask for jobs."""
    from grader.judge.hearing import Hearing  # pytest is imported as late as can be: workers start meanwhile

    _hear(setting, Hearing(setting, jobs, emit))


def outline(setting: Setting, *, seed: int) -> Evidence:
    """What a suite would ask of a submission that cannot be judged: every check, none of them heard.

    Raises CourseError as `run` does.
    """
    from grader.judge.hearing import Hearing

    hearing = Hearing(setting, iter(()), lambda _: None)
    _hear(setting, hearing)
    return hearing.outline(seed=seed)


def _hear(setting: Setting, hearing: Hearing) -> None:
    from grader.judge import hermetic

    try:
        if setting.folder.is_dir():  # else there are no checks, and the evidence says so
            hermetic.session(setting.folder, [hearing])
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # sys.exit, pytest.fail and the like, outside of every check
        hearing.fell(error)
    hearing.conclude()
