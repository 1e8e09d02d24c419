"""Locks: left out, held too briefly, taken in another order, never given back, a new one for each call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from grader.authoring.mutants.names import LOCKS, called, method_of
from grader.authoring.text import Change, Edit, Text


def unlock(text: Text) -> Iterator[Change]:
    """Do without a lock: no `with`, or neither acquire nor release."""
    for node in held(text):
        if len(node.items) == 1:
            yield Change(node.lineno, text.brief(node), "", (text.unwrap(node),))
        else:
            for item in node.items:
                kept = ", ".join(_item(text, other) for other in node.items if other is not item)
                yield _header(text, node, kept)
    for owner, pairs in _by_owner(text).items():
        if len(pairs) > 1:
            edits = tuple(text.drop(statement, body) for statement, body in pairs)
            yield Change(pairs[0][0].lineno, f"{owner}.acquire() … {owner}.release()", "", edits)


def narrow(text: Text) -> Iterator[Change]:
    """Hold a lock too briefly: the first or the last thing happens outside."""
    for node in held(text):
        if len(node.body) < 2:
            continue
        first, *rest = node.body
        *before, last = node.body
        header = text.of(node).splitlines()[0]
        outside = text.moved([first], node)
        there, deeper = text.indent(node), text.indent(rest[0])
        yield Change(
            node.lineno,
            text.brief(node),
            f"{text.brief(first)} before it",
            (text.replace(node, f"{outside}\n{there}{header}\n{deeper}{text.moved(rest, rest[0])}"),),
        )
        yield Change(
            node.lineno,
            text.brief(node),
            f"{text.brief(last)} after it",
            (
                text.replace(
                    node, f"{header}\n{deeper}{text.moved(before, before[0])}\n{there}{text.moved([last], node)}"
                ),
            ),
        )
    yield from _narrow_pairs(text)


def _narrow_pairs(text: Text) -> Iterator[Change]:
    """The same where a lock is taken and given back by hand: two statements change places."""
    for body in text.bodies:
        for one, other in pairwise(body):
            late, early = method_of(one, "acquire"), method_of(other, "release")
            swapped = (text.replace(one, text.of(other)), text.replace(other, text.of(one)))
            if late is not None and method_of(other, "release", "acquire") is None and not _is_compound(other):
                yield Change(one.lineno, text.brief(one), f"after {text.brief(other)}", swapped)
            if early is not None and method_of(one, "release", "acquire") is None and not _is_compound(one):
                yield Change(other.lineno, text.brief(other), f"before {text.brief(one)}", swapped)


def new_lock(text: Text) -> Iterator[Change]:
    """A lock of one's own for each call, which nobody else can hold."""
    made = [node for node in text.nodes if isinstance(node, ast.Call) and called(node) in LOCKS]
    for node in held(text):
        for item in node.items:
            new = _constructor(text, item.context_expr) or (text.of(made[0]) if made else None)
            if new is not None and called(item.context_expr) not in LOCKS:
                yield Change(node.lineno, text.brief(node), f"with {new}", (text.replace(item.context_expr, new),))


def lock_order(text: Text) -> Iterator[Change]:
    """Two locks the other way round."""
    for node in held(text):
        inner = node.body[0] if len(node.items) == 1 else node
        if inner is not node and not (len(node.body) == 1 and isinstance(inner, ast.With) and len(inner.items) == 1):
            continue
        assert isinstance(inner, ast.With)
        one, other = node.items[0].context_expr, (inner.items[-1]).context_expr
        swapped = (text.replace(one, text.of(other)), text.replace(other, text.of(one)))
        yield Change(node.lineno, f"{text.of(one)}, {text.of(other)}", f"{text.of(other)}, {text.of(one)}", swapped)
    for body in text.bodies:
        for first, second in pairwise(body):
            a, b = method_of(first, "acquire"), method_of(second, "acquire")
            if a is not None and b is not None and text.of(a.value) != text.of(b.value):
                swapped = (text.replace(a.value, text.of(b.value)), text.replace(b.value, text.of(a.value)))
                yield Change(
                    first.lineno, f"{text.of(a)}(), {text.of(b)}()", f"{text.of(b)}(), {text.of(a)}()", swapped
                )


def keep_locked(text: Text) -> Iterator[Change]:
    """Take a lock and never give it back."""
    for node in held(text):
        if len(node.items) == 1 and node.items[0].optional_vars is None:
            taken = f"{text.of(node.items[0].context_expr)}.acquire()"
            body = text.moved(node.body, node)
            edit = text.replace(node, f"{taken}\n{text.indent(node)}{body}")
            yield Change(node.lineno, text.brief(node), taken, (edit,))


def not_reentrant(text: Text) -> Iterator[Change]:
    """Lock for RLock: who holds it may not take it again."""
    for node in text.nodes:
        if isinstance(node, ast.Call) and called(node) == "RLock":
            edits = [text.replace(node.func, text.of(node.func).removesuffix("RLock") + "Lock")]
            if isinstance(node.func, ast.Name):
                edits.append(text.importing(_imported_from(text, "RLock"), "Lock"))
            yield Change(node.lineno, text.of(node), "Lock()", tuple(edits))


def _imported_from(text: Text, name: str) -> str:
    imports = (node for node in text.nodes if isinstance(node, ast.ImportFrom))
    found = (node.module for node in imports if any(alias.name == name for alias in node.names))
    return next(found, None) or "threading"


def held(text: Text) -> Iterator[ast.With]:
    """Every `with` that may be about a lock: what it holds has a name and is not made on the spot, or is made a lock."""
    for node in text.nodes:
        if isinstance(node, ast.With) and any(_may_be_lock(item) for item in node.items):
            yield node


def _may_be_lock(item: ast.withitem) -> bool:
    expression = item.context_expr
    if item.optional_vars is not None:
        return False
    return not isinstance(expression, ast.Call) or called(expression) in ("get_lock", *LOCKS)


def _constructor(text: Text, expression: ast.expr) -> str | None:
    """What made the lock of this name, as it is written."""
    name = expression.attr if isinstance(expression, ast.Attribute) else getattr(expression, "id", None)
    for node in text.nodes:
        if isinstance(node, ast.Assign) and called(node.value) in LOCKS:
            targets = [getattr(target, "attr", getattr(target, "id", None)) for target in node.targets]
            if name in targets:
                return text.of(node.value)
    return None


def _by_owner(text: Text) -> dict[str, list[tuple[ast.stmt, list[ast.stmt]]]]:
    """Statements that take or give back a lock by hand, by whose it is."""
    found: dict[str, list[tuple[ast.stmt, list[ast.stmt]]]] = {}
    for body in text.bodies:
        for statement in body:
            function = method_of(statement, "acquire", "release")
            if function is not None:
                found.setdefault(text.of(function.value), []).append((statement, body))
    return found


def _item(text: Text, item: ast.withitem) -> str:
    name = f" as {text.of(item.optional_vars)}" if item.optional_vars else ""
    return text.of(item.context_expr) + name


def _header(text: Text, node: ast.With, items: str) -> Change:
    first, last = node.items[0].context_expr, node.items[-1]
    end = last.optional_vars or last.context_expr
    edit = Edit(text.start(first), text.end(end), items)
    return Change(node.lineno, text.brief(node), f"with {items}", (edit,))


def _is_compound(statement: ast.stmt) -> bool:
    return hasattr(statement, "body")
