"""What can go wrong, by whose fault it is.

::

    GraderError                 has a message and a hint; never shown with a traceback
    ├── UsageError              whoever typed the command       exit 2
    ├── CourseError             the instructor's files          exit 2, all mistakes at once
    ├── DeliveryError           what came in cannot be read     the grade is withheld, exit 3
    ├── WorkerError             this machine or our own code    the grade is withheld, exit 3
    │   ├── AbsentError           an interpreter that an exercise asks for
    │   ├── LostError             a process was ended from outside    tried once more
    │   └── BeyondError           the program does what the grader cannot follow
    └── TamperingError          evidence of forgery             held for review, exit 3

Students read UsageError, DeliveryError and BeyondError in full. Of the others they learn that it is not their fault.
An exception of the *student's program* is no error of the grader: it is a claim
(`grader.sandbox.claims.StudentError`) that a suite judges.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class GraderError(Exception):
    """Something the grader cannot go on from; `hint` says what to do about it."""

    exit_code = 3

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def reason(self) -> str:
        """What a report says: what is the matter, and what to do about it."""
        return f"{self.message}. {self.hint}" if self.hint else self.message


class UsageError(GraderError):
    """The command line asks for something that is not there."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a course's files: where, what, what to do."""

    path: Path
    line: int | None
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else f"{self.path}"
        return f"{where}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class CourseError(GraderError):
    """The course's files contradict their rules; carries every mistake found, not the first."""

    exit_code = 2

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(m) for m in mistakes))
        self.mistakes = mistakes


class DeliveryError(GraderError):
    """What was handed in cannot become a submission (not a notebook, too large, a broken zip)."""


class WorkerError(GraderError):
    """The sandbox or the worker failed: our fault or the machine's, never the student's."""


class AbsentError(WorkerError):
    """This machine has not got an interpreter that an exercise asks for, or not one that can judge."""


class LostError(WorkerError):
    """Somebody outside has ended a process that a check needs: another may do better."""


class BeyondError(WorkerError):
    """The program does something that the grader cannot follow; without it, the check could be judged."""


class TamperingError(GraderError):
    """A forged, missing or replayed frame: the grade is held for review with this evidence."""


def interrupted(error: BaseException | None) -> bool:
    """Whether it comes of Ctrl-C: one that is pressed while a class is made is told as a RuntimeError before Python 3.12."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__
    return error is not None
