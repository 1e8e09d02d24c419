"""Two steps for one: the lock is given back between a check and what is done about it, between a read and a write."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from grader.authoring.mutants.names import method_of
from grader.authoring.mutants.operators.locks import held
from grader.authoring.text import Change, Edit, Text

SEEN = "_seen"
"""What was read or checked in the first step."""
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.BitOr: "|"}


def split(text: Text) -> Iterator[Change]:
    """Give the lock back between two statements that it holds together."""
    for node in held(text):
        again = text.of(node).splitlines()[0]
        for statement in node.body[1:]:
            if text.is_alone(statement):
                yield _between(text, statement, Edit(*_begin(text, statement), f"{text.indent(node)}{again}\n"))
    for held_between, owner in _by_hand(text):
        for statement in held_between[1:]:
            edit = text.before(statement, f"{owner}.release()", f"{owner}.acquire()")
            yield _between(text, statement, edit)


def split_update(text: Text) -> Iterator[Change]:
    """Read under the lock, and write under the lock, and anything may happen in between."""
    for node in held(text):
        again = text.of(node).splitlines()[0]
        for statement in node.body:
            if (halves := _halves(text, statement)) is not None:
                read, write = halves
                lines = f"{read}\n{text.indent(node)}{again}\n{text.indent(statement)}{write}"
                yield Change(
                    statement.lineno, text.brief(statement), f"{read}; {write}", (text.replace(statement, lines),)
                )
    for held_between, owner in _by_hand(text):
        for statement in held_between:
            if (halves := _halves(text, statement)) is not None:
                read, write = halves
                joint = f"\n{text.indent(statement)}"
                lines = joint.join([read, f"{owner}.release()", f"{owner}.acquire()", write])
                yield Change(
                    statement.lineno, text.brief(statement), f"{read}; {write}", (text.replace(statement, lines),)
                )


def check_then_act(text: Text) -> Iterator[Change]:
    """Check under the lock, and act without it, or later with it."""
    for node in held(text):
        for statement in node.body:
            if isinstance(statement, ast.If) and len(node.body) == 1:
                header = text.of(node).splitlines()[0]
                there, deeper = text.indent(node), text.indent(statement)
                checked = f"{header}\n{deeper}{SEEN} = {text.of(statement.test)}\n{there}"
                rest = text.moved([statement], node)
                acted = rest.replace(text.of(statement.test), SEEN, 1)
                yield Change(
                    statement.lineno,
                    text.brief(statement),
                    "acts without the lock",
                    (text.replace(node, checked + acted),),
                )


def _between(text: Text, statement: ast.stmt, edit: Edit) -> Change:
    return Change(statement.lineno, text.brief(statement), "after the lock was free for a moment", (edit,))


def _begin(text: Text, statement: ast.stmt) -> tuple[int, int]:
    begin = text.start(statement) - len(text.indent(statement).encode())
    return begin, begin


def _halves(text: Text, statement: ast.stmt) -> tuple[str, str] | None:
    """The reading and the writing half of an update; None where a statement is no update."""
    if isinstance(statement, ast.AugAssign) and type(statement.op) in SIGNS:
        target = text.of(statement.target)
        return f"{SEEN} = {target}", f"{target} = {SEEN} {SIGNS[type(statement.op)]} {text.of(statement.value)}"
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target, value = text.of(statement.targets[0]), text.of(statement.value)
        if any(ast.dump(node) == ast.dump(_loaded(statement.targets[0])) for node in ast.walk(statement.value)):
            return f"{SEEN} = {value}", f"{target} = {SEEN}"
    return None


def _loaded(target: ast.expr) -> ast.expr:
    return ast.parse(ast.unparse(target), mode="eval").body


def _by_hand(text: Text) -> Iterator[tuple[Sequence[ast.stmt], str]]:
    """What stands between acquire() and release() of one lock in one body, and whose they are."""
    for body in text.bodies:
        begun: tuple[int, str] | None = None
        for number, statement in enumerate(body):
            taken, given = method_of(statement, "acquire"), method_of(statement, "release")
            if taken is not None:
                begun = number + 1, text.of(taken.value)
            elif given is not None and begun is not None and text.of(given.value) == begun[1]:
                yield body[begun[0] : number], begun[1]
                begun = None
            elif isinstance(statement, ast.Try) and begun is not None and number == begun[0]:
                yield statement.body, begun[1]
                begun = None
