"""Another operator, another number, the other truth."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.authoring.mutants.names import called
from grader.authoring.text import Change, Edit, Text

COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
ARITHMETIC: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "+"),
    ast.FloorDiv: ("//", "*"),
    ast.Div: ("/", "*"),
    ast.Mod: ("%", "*"),
    ast.Pow: ("**", "*"),
}
PAUSES = ("sleep", "wait", "join", "get", "put", "acquire", "wait_for")
"""How long these take at most is seldom a promise, and time is virtual."""


def compare(text: Text) -> Iterator[Change]:
    """The neighbouring comparison, or the opposite one."""
    for node in text.nodes:
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and not _is_guard(node):
            old, new = COMPARISONS[type(node.ops[0])]
            yield _operator(text, node, node.left, node.comparators[0], old, new)


def arithmetic(text: Text) -> Iterator[Change]:
    """Minus for plus, and the like."""
    for node in text.nodes:
        if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC and not _is_text(node.left):
            old, new = ARITHMETIC[type(node.op)]
            yield _operator(text, node, node.left, node.right, old, new)
        elif isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
            old, new = ARITHMETIC[type(node.op)]
            yield _operator(text, node, node.target, node.value, f"{old}=", f"{new}=")


def boolean(text: Text) -> Iterator[Change]:
    """`or` for `and`; without a `not`."""
    for node in text.nodes:
        if isinstance(node, ast.BoolOp) and len(node.values) == 2:
            old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            yield _operator(text, node, node.values[0], node.values[1], old, new)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inside = text.of(node.operand)
            yield Change(node.lineno, text.brief(node), inside, (text.replace(node, inside),))


def negate(text: Text) -> Iterator[Change]:
    """The other branch."""
    for node in text.nodes:
        if isinstance(node, ast.If) and not _is_guard(node.test) and not isinstance(node.test, ast.Compare):
            new = f"not ({text.of(node.test)})"
            yield Change(node.lineno, f"if {text.of(node.test)}", f"if {new}", (text.replace(node.test, new),))


def number(text: Text) -> Iterator[Change]:
    """One more."""
    paused = {id(inner) for node in text.nodes if called(node) in PAUSES for inner in ast.walk(node)}
    for node in text.nodes:
        if isinstance(node, ast.Constant) and type(node.value) is int and id(node) not in paused:
            more = str(node.value + 1)
            yield Change(node.lineno, _around(text, node), more, (text.replace(node, more),))


def truth(text: Text) -> Iterator[Change]:
    """False for True, and the other way round."""
    for node in text.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            other = str(not node.value)
            yield Change(node.lineno, _around(text, node), other, (text.replace(node, other),))


def _operator(text: Text, node: ast.expr | ast.stmt, left: ast.expr, right: ast.expr, old: str, new: str) -> Change:
    """Exchange the operator between two operands; parentheses and comments may stand there as well."""
    start, end = text.end(left), text.start(right)
    between = text.source.encode()[start:end].decode()
    edit = Edit(start, end, between.replace(old, new, 1))
    return Change(node.lineno, text.brief(node), f"{text.of(left)} {new} {text.of(right)}", (edit,))


def _around(text: Text, node: ast.expr) -> str:
    """A number alone says little: the line it stands in."""
    return f"{text.of(node)} in {' '.join(text.source.splitlines()[node.lineno - 1].split())}"


def _is_guard(node: ast.expr) -> bool:
    return any(isinstance(inner, ast.Name) and inner.id == "__name__" for inner in ast.walk(node))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
