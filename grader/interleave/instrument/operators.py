"""Operators that the library wrote in Python (`Fraction.__add__`, `Path / name`, `Flag | other`): this CPython can pass from one thread
to another in the middle of them, as in any function. Looked at only where threads switch where it can.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any, Final

from greenlet import getcurrent

from ..actor import ActorGreenlet
from ..plainly import exact
from .containers import of_class
from .loops import SwitchSite
from .manners import own_function
from .reach import PLAIN

BINARY: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "Add": operator.add, "Sub": operator.sub, "Mult": operator.mul, "Div": operator.truediv, "FloorDiv": operator.floordiv,
    "Mod": operator.mod, "Pow": operator.pow, "MatMult": operator.matmul, "LShift": operator.lshift, "RShift": operator.rshift,
    "BitOr": operator.or_, "BitAnd": operator.and_, "BitXor": operator.xor, "Eq": operator.eq, "NotEq": operator.ne,
    "Lt": operator.lt, "LtE": operator.le, "Gt": operator.gt, "GtE": operator.ge,
    "In": lambda one, many: one in many, "NotIn": lambda one, many: one not in many,
}  # fmt: skip
UNARY: Final[Mapping[str, Callable[[Any], Any]]] = {
    "USub": operator.neg, "UAdd": operator.pos, "Invert": operator.invert, "Not": operator.not_,
}  # fmt: skip
ITEM: Final = "Item"
"""An item of something: `thing[key]`."""
_AS_METHODS: Final[Mapping[str, tuple[str, ...]]] = {
    "Eq": ("__eq__",), "NotEq": ("__ne__", "__eq__"), "Lt": ("__lt__", "__gt__"), "LtE": ("__le__", "__ge__"),
    "Gt": ("__gt__", "__lt__"), "GtE": ("__ge__", "__le__"), "In": ("__contains__", "__iter__", "__getitem__"),
    "NotIn": ("__contains__", "__iter__", "__getitem__"), "Not": ("__bool__", "__len__"),
    ITEM: ("__getitem__", "__setitem__", "__delitem__"), "USub": ("__neg__",), "UAdd": ("__pos__",), "Invert": ("__invert__",),
}  # fmt: skip


def methods_of(op: str) -> tuple[str, ...]:
    """The methods that an operator may call."""
    known = _AS_METHODS.get(op)
    if known is not None:
        return known
    name = BINARY[op].__name__.strip("_")
    return (f"__{name}__", f"__r{name}__", f"__i{name}__")


def go_through(methods: tuple[str, ...], *operands: Any) -> None:
    """One of these methods has been called of one of these things: another thread may have gone on meanwhile."""
    stack = getcurrent()
    if type(stack) is not ActorGreenlet or not stack.actor.run.coarse:
        return
    if any(_is_written_in_python(operand, methods) for operand in operands):
        stack.actor.run.interruptible()


def _is_written_in_python(thing: Any, names: tuple[str, ...]) -> bool:
    """Whether the library wrote any of these methods of a thing in Python; the program's own are heard of when they begin."""
    kind = type(thing)
    if exact(kind) in PLAIN:
        return False
    methods = (of_class(kind, name) for name in names)
    return any(type(method) is FunctionType and not own_function(method) for method in methods)


class OperatorSite(SwitchSite):
    """An operator in whose middle there may be a switch."""

    __slots__ = ("_names", "_op")

    def __init__(self, number: int, file: str, line: int, name: str, op: str) -> None:
        super().__init__(number, file, line, name)
        self._op, self._names = op, methods_of(op)

    def between(self, left: Any, right: Any) -> Any:
        """What the operator makes of two things."""
        result = BINARY[self._op](left, right)
        self.passed(left, right)
        return result

    def of(self, operand: Any) -> Any:
        """What the operator makes of one thing."""
        result = UNARY[self._op](operand)
        self.passed(operand)
        return result

    def before(self, owner: Any) -> Any:
        """Just before the operator is applied to this: its function begins."""
        self.passed(owner)
        return owner

    def passed(self, *operands: Any) -> None:
        """The operator was applied to these."""
        go_through(self._names, *operands)


def is_watched(node: ast.AST) -> bool:
    """Whether such an operator may be of the library: one between constants is not, nor a comparison of identities or a chain."""
    match node:
        case ast.BinOp(left=ast.Constant(), right=ast.Constant()) | ast.UnaryOp(operand=ast.Constant()):
            return False
        case ast.Compare(ops=[op]):
            return not isinstance(op, (ast.Is, ast.IsNot))
    return isinstance(node, (ast.BinOp, ast.UnaryOp))


def operands_of(node: ast.expr) -> tuple[str, str, list[ast.expr]]:
    """(operator, how it is applied, to what)."""
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            return type(op).__name__, "between", [left, right]
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return type(op).__name__, "between", [left, right]
        case ast.UnaryOp(op=op, operand=operand):
            return type(op).__name__, "of", [operand]
    raise TypeError(node)
