"""Loops that may run as they stand while nobody else is there: they go over a range and only reckon.

`for i in range(2_000_000): total += i` at the end of a program has no act that anybody could notice, and took twenty times as long
as without our hooks, in every run. So such a loop stands there twice: as it was, for who is alone, and rewritten.
"""

from __future__ import annotations

import ast
from copy import deepcopy

from greenlet import getcurrent

from ..actor import ActorGreenlet
from .sites import Site
from .syntax import walk

RECKONING = (
    ast.Assign, ast.AugAssign, ast.If, ast.Pass, ast.Break, ast.Continue, ast.Name, ast.Constant, ast.BinOp, ast.UnaryOp,
    ast.BoolOp, ast.Compare, ast.IfExp, ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context,
)  # fmt: skip
"""What such a loop is made of: no calls, no attributes, no parts of anything, so that no code but its own runs, as long as it
reckons with plain values. Where it does not, a method may start something: that is noticed at the end."""


class AloneSite(Site):
    """A loop that stands there twice."""

    __slots__ = ()

    def begins(self) -> bool:
        """Whether nobody could notice what it does."""
        stack = getcurrent()
        return type(stack) is ActorGreenlet and stack.actor.run.solo

    def ended(self) -> None:
        """It has run as it stands."""
        stack = getcurrent()
        if type(stack) is ActorGreenlet and not stack.actor.run.solo:
            stack.actor.run.escape("a loop in which something is started by an operator")


def as_it_stands(node: ast.For) -> ast.For | None:
    """A copy that is not rewritten; None where the loop does more than reckon."""
    return deepcopy(node) if _only_reckons(node) else None


def _only_reckons(node: ast.For) -> bool:
    if node.orelse or not _is_range(node.iter) or not isinstance(node.target, ast.Name):
        return False
    return all(
        _only_reckons(part) if isinstance(part, ast.For) else all(isinstance(one, RECKONING) for one in walk(part))
        for part in node.body
    )


def _is_range(iterated: ast.expr) -> bool:
    match iterated:
        case ast.Call(func=ast.Name(id="range"), args=args, keywords=[]):
            return all(isinstance(one, RECKONING) for arg in args for one in walk(arg))
    return False
