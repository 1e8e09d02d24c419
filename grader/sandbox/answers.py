"""What workers answered while one submission was judged: checks that ask the same share one answer.

A simulated program does the same again when it is run again in the same way, so a second run would cost the student's time
and could teach nothing. What one check asks twice is run twice: it wants to see whether both are alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from grader.sandbox.claims import TimedOut

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A request, and all that its answer depends on beside the program."""

    of: str
    """Digest of the submission."""
    by: object
    """Where its worker would come from: one interpreter behind one wall."""
    limits: tuple[float, int, bool]
    request: bytes
    turn: int = 0
    """How often the same check asked this before."""


@dataclass(slots=True)
class Answers:
    """The answers so far, and what had no end: it would only be busy once more, for many seconds. What ended in another
    claim or an error is no answer, and is asked again."""

    _known: dict[Question, Answer | TimedOut] = field(default_factory=dict)

    def knows(self, question: Question) -> bool:
        """Whether nobody need be asked."""
        return question in self._known

    def to(self, question: Question, ask: Callable[[], Answer]) -> Answer:
        """The answer to this question, asked for where it is not known."""
        if question not in self._known:
            self._known[question] = _heard(ask)
        answer = self._known[question]
        if isinstance(answer, TimedOut):
            raise answer
        return answer


def _heard(ask: Callable[[], Answer]) -> Answer | TimedOut:
    try:
        return ask()
    except TimedOut as endless:
        return endless


def canonical(request: dict[str, Any]) -> bytes:
    """The same bytes for requests that say the same."""
    return msgspec.json.encode(request, order="deterministic")
