"""Operators between two things that both may hold what others change: C looks at both in one step, so that is one step here."""

from __future__ import annotations

import ast
from typing import Any

from ..plainly import class_of
from .contents import ContentSite
from .operators import BINARY
from .outside import within
from .reach import PLAIN
from .sites import noticing_actor
from .syntax import MADE_OF


class PairSite(ContentSite):
    """`left op right`."""

    __slots__ = ("_apply",)

    def __init__(self, number: int, file: str, line: int, name: str, op: str) -> None:
        super().__init__(number, file, line, name)
        self._apply = BINARY[op]

    def between(self, left: Any, right: Any) -> Any:
        """What the operator makes of the two; where it calls the program, what that does are steps in the middle of it."""
        apply = self._apply
        if class_of(left) in PLAIN and class_of(right) in PLAIN:
            return apply(left, right)
        actor = noticing_actor()
        reach = None if actor is None else self._asked_in(actor, left, right)
        if actor is None or reach is None:
            return apply(left, right)
        return within(self, actor, reach, lambda: apply(left, right))


def takes_two(left: ast.expr, op: ast.AST, right: ast.expr) -> bool:
    """Whether both sides may hold something, or the left one is a text into which the right one is put."""
    if isinstance(op, ast.Mod) and isinstance(left, (ast.Constant, ast.JoinedStr)):
        return isinstance(right, MADE_OF)
    return isinstance(left, MADE_OF) and isinstance(right, MADE_OF)
