"""Small pieces of syntax: copies, names, slices as ordinary expressions."""

from __future__ import annotations

import ast
from typing import NamedTuple, TypeVar

CALL_MARK = ".call"
"""What makes the mark by which calls of a function are told apart: a set of nothing, which leads to nothing of ours."""
Node = TypeVar("Node", bound=ast.AST)
HANDING_ON = (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.NamedExpr, ast.IfExp, ast.BoolOp)
"""Expressions whose value may be something that others hold as well."""
MADE_OF = (*HANDING_ON, ast.List, ast.Tuple, ast.Dict, ast.Set)
"""Those, and what holds such values."""
IMMUTABLE = (int, float, complex, str, bytes, bool, type(None))
UNPACKING = (ast.Tuple, ast.List)
"""Targets that take apart what is assigned to them."""
_LEAVES = frozenset((int, str, type(None)))


def walk(tree: ast.AST) -> list[ast.AST]:
    """The node and all below it, as `ast.walk` gives them, in a third of its time."""
    found = [tree]
    for node in found:
        for value in node.__dict__.values():
            kind = type(value)
            if kind is list:
                found.extend(part for part in value if isinstance(part, ast.AST))
            elif kind not in _LEAVES and isinstance(value, ast.AST):
                found.append(value)
    return found


class Parsed(NamedTuple):
    """A file, and all that stands in it: much is asked of a program before it runs, and it is gone through once."""

    tree: ast.Module
    nodes: list[ast.AST]


def parsed(tree: ast.Module) -> Parsed:
    """A file, gone through."""
    return Parsed(tree, walk(tree))


def at(node: ast.AST, new: Node) -> Node:
    """`new` at the place of `node`."""
    return ast.copy_location(new, node)


def named(node: ast.AST, name: str, ctx: ast.expr_context | None = None) -> ast.Name:
    """A name at the place of `node`."""
    return at(node, ast.Name(id=name, ctx=ctx or ast.Load()))


def again(node: ast.expr) -> ast.expr:
    """A fresh copy of a simple expression."""
    if isinstance(node, ast.Name):
        return named(node, node.id)
    if isinstance(node, ast.UnaryOp):
        return at(node, ast.UnaryOp(op=node.op, operand=again(node.operand)))
    assert isinstance(node, ast.Constant)
    return at(node, ast.Constant(value=node.value))


def sliced(node: ast.expr) -> ast.expr:
    """A slice as an ordinary expression."""
    if isinstance(node, ast.Slice):
        parts = [part or at(node, ast.Constant(value=None)) for part in (node.lower, node.upper, node.step)]
        return at(node, ast.Call(func=named(node, ".slice"), args=list(parts), keywords=[]))
    if isinstance(node, ast.Tuple):
        node.elts = [sliced(element) for element in node.elts]
    return node


def text_of(node: ast.expr) -> str:
    """What a place is called in a story: its source text, if short."""
    text = name_of(node)
    if not text and isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        text = ast.unparse(node)
    return text if len(text) <= 40 and "." not in text[:1] else ""


def is_docstring(statement: ast.stmt) -> bool:
    """Whether it is a text that stands alone."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def lines_of(node: ast.stmt | ast.expr) -> range:
    """The lines on which it stands."""
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def last_name_of(node: ast.AST) -> str:
    """The name, or what stands behind its last dot; '' for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def name_of(node: ast.expr) -> str:
    """A name with dots, as it stands; '' for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = name_of(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    return ""
