"""What there is to judge: a submission, and how to get a worker with it inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from grader.intake import Submission
    from grader.sandbox.answers import Answers
    from grader.sandbox.remote import RemoteSubmission


class Sandbox(Protocol):
    """Opens a fresh worker with the submission in it: `partial(workers.sandbox, submission, limits)`.

    An exercise that is judged in several rows asks for their `python` and `start_method` as well.
    """

    def __call__(
        self, *, seed: int, scenarios: str | None, given: Path, answers: Answers, **row: Any
    ) -> AbstractContextManager[RemoteSubmission]: ...


References = Callable[[], "Iterable[tuple[Submission, Sandbox]]"]


@dataclass(frozen=True, slots=True)
class Job:
    """A submission to be judged."""

    submission: Submission
    sandbox: Sandbox
    seed: int
    """Random inputs are drawn from it; it is stored in the report."""
    until_lost: bool = False
    """Stop at the first check that is not passed: for whoever asks only whether any is."""
    references: References = tuple
    """The exercise's right answers, where they are at hand (`control`)."""
    sound: frozenset[str] = frozenset()
    """Checks of which is known that those pass them."""
    watch: Callable[[dict[str, Any]], None] | None = None
    """Told the evidence so far, before the first check and after each: what has not been heard yet stands as broken."""
