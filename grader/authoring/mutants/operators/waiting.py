"""Waiting: woken too few, looking once where one must look again, one more or one less at a time."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.authoring.mutants.names import COUNTED, called, calls
from grader.authoring.text import Change, Edit, Text


def notify_one(text: Text) -> Iterator[Change]:
    """`notify` for `notify_all`: one waits on."""
    for node in text.nodes:
        if isinstance(node, ast.Call) and called(node) in ("notify_all", "notifyAll"):
            assert isinstance(node.func, ast.Attribute)
            new = f"{text.of(node.func.value)}.notify()"
            yield Change(node.lineno, text.of(node), new, (text.replace(node, new),))


def look_once(text: Text) -> Iterator[Change]:
    """`if` for `while` around a wait: what was so when it was woken need not be so any more."""
    for node in text.nodes:
        if isinstance(node, ast.While) and any(calls(node, "wait")) and not _always(node.test):
            start = text.start(node)
            test = text.of(node.test)
            edits = (Edit(start, start + len("while"), "if"),)
            yield Change(node.lineno, f"while {test}", f"if {test}", edits)
        elif isinstance(node, ast.Call) and called(node) == "wait_for":
            assert isinstance(node.func, ast.Attribute)
            new = f"{text.of(node.func.value)}.wait()"
            yield Change(node.lineno, text.of(node), new, (text.replace(node, new),))


def count(text: Text) -> Iterator[Change]:
    """One more or one less may pass."""
    for node in text.nodes:
        if isinstance(node, ast.Call) and called(node) in COUNTED:
            now = text.of(node.args[0]) if node.args else "1"
            for new in (f"{now} + 1", f"{now} - 1"):
                made = f"{text.of(node.func)}({new}{_rest(text, node)})"
                yield Change(node.lineno, text.of(node), made, (text.replace(node, made),))


def _rest(text: Text, node: ast.Call) -> str:
    rest = [text.of(argument) for argument in node.args[1:]]
    rest += [f"{one.arg}={text.of(one.value)}" for one in node.keywords if one.arg != "value"]
    return "".join(f", {part}" for part in rest)


def _always(test: ast.expr) -> bool:
    return isinstance(test, ast.Constant)
