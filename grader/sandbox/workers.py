"""The workers of one judge: started once, early, and handed out check by check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from grader.course.model import Limits
from grader.intake import Submission
from grader.interleave.program import StartMethod
from grader.sandbox import tiers
from grader.sandbox.launch import Launcher
from grader.sandbox.remote import RemoteSubmission


class Workers:
    """Where workers come from. A context manager; `close` ends everything that it started."""

    def __init__(self, launcher: Launcher) -> None:
        self._launcher = launcher

    @property
    def isolation(self) -> str:
        """Name of the tier that keeps the student's code in."""
        return self._launcher.isolation()

    @contextmanager
    def sandbox(
        self,
        submission: Submission,
        limits: Limits,
        *,
        start_method: StartMethod | None = None,
        seed: int = 0,
        scenarios: str | None = None,
    ) -> Iterator[RemoteSubmission]:
        """One check's view of a submission; its workers are let go at the end."""
        remote = RemoteSubmission(
            self._launcher, submission, limits, start_method=start_method, seed=seed, scenarios=scenarios
        )
        try:
            yield remote
        finally:
            remote.close()

    def close(self) -> None:
        """End what is left."""
        self._launcher.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_workers(isolation: str | None = None) -> Workers:
    """Start the tier of that name, else the strongest of this machine; returns at once, while the other side still
    warms up."""
    return Workers(tiers.open_launcher(isolation))
