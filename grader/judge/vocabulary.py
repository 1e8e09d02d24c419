"""The words a suite is written in: `points`, `hint`, `needs`, `explain`, `award`.

Underneath they are pytest marks. They never complain where they stand: all mistakes of a suite are collected
afterwards and told together (`grader.judge.marks`), so a word used wrongly leaves a mark that says how.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

import pytest

from grader.judge import ledger

Function = TypeVar("Function", bound=Callable[..., Any])

MISUSED = "misused"
"""Value of a mark that was written without its parentheses."""


def _misused(word: str, check: Any) -> Any:
    """A word without its parentheses got the check itself; keep the check, so that the mistake can be told."""
    return getattr(pytest.mark, word)(MISUSED)(check)


def points(value: int | float | Decimal, *, bonus: bool = False, visibility: str = "visible") -> pytest.MarkDecorator:
    """What a check is worth. `bonus` counts above the maximum; nought is a note.

    `visibility` says when students may see the check: visible, hidden, after_due_date, after_published.
    """
    if callable(value):
        return _misused("points", value)
    return pytest.mark.points(value, bonus=bonus, visibility=visibility)


def needs(*names: str) -> pytest.MarkDecorator:
    """Checks that must pass first, by the names of their functions; otherwise this one is skipped."""
    if len(names) == 1 and callable(names[0]):
        return _misused("needs", names[0])  # type: ignore[no-any-return]
    return pytest.mark.needs(*names)


class Hint(str):
    """What to try: a text that also decorates the check it belongs to."""

    __slots__ = ()

    def __call__(self, check: Function) -> Function:
        """Give this hint to a check that is not passed."""
        return pytest.mark.hint(str(self))(check)  # type: ignore[no-any-return]


def hint(text: str) -> Hint:
    """What to try: decorates a check, or goes with a promise, as in `runs.always(predicate, hint("…"))`."""
    if callable(text):
        return _misused("hint", text)  # type: ignore[no-any-return]
    return Hint(text)


def explain(text: str) -> Callable[[Function], Function]:
    """Why the right answer is right: shown with a check whatever its outcome, to all who may see the check.

    It gives the answer away, so the check must not be visible before the due date.
    """
    if callable(text):
        return _misused("explain", text)  # type: ignore[no-any-return]
    return pytest.mark.explain(text)


def award(fraction: int | float | Decimal | Fraction, why: str) -> None:
    """Give a part of the check's points, from 0 to 1, whatever happens after.

    A check that awards anything earns the largest fraction it awarded, no more; one that never does earns all
    of its points or none. A check that ends quietly below 1 counts as failed, and `why` is what the student reads.
    """
    ledger.current().award(fraction, why)
