"""Threads and processes: called instead of passed on, run instead of started, one after the other, of the wrong kind."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.authoring.mutants.names import ACTORS, SHARED, called, keyword, method_of
from grader.authoring.text import Change, Edit, Text

OTHER_KIND = {
    "Thread": ("multiprocessing", "Process"),
    "Process": ("threading", "Thread"),
    "ThreadPoolExecutor": ("concurrent.futures", "ProcessPoolExecutor"),
    "ProcessPoolExecutor": ("concurrent.futures", "ThreadPoolExecutor"),
}
"""Where the other kind is found, and what it is called."""


def call_target(text: Text) -> Iterator[Change]:
    """Call the function and pass on what it returns: everything happens here and now."""
    for node in text.nodes:
        if not isinstance(node, ast.Call):
            continue
        target = _target(node)
        if target is not None and not isinstance(target, ast.Call | ast.Lambda | ast.Constant):
            new = f"{text.of(target)}({_arguments(text, node)})"
            yield Change(node.lineno, text.of(target), new, (text.replace(target, new),))


def run_here(text: Text) -> Iterator[Change]:
    """`run` for `start`: it happens in whoever says so."""
    for node in text.nodes:
        if isinstance(node, ast.Call) and called(node) == "start" and isinstance(node.func, ast.Attribute):
            new = f"{text.of(node.func.value)}.run()"
            yield Change(node.lineno, text.of(node), new, (text.replace(node, new),))


def one_by_one(text: Text) -> Iterator[Change]:
    """Wait for each before the next is started."""
    looped = {id(inner) for node in text.nodes if isinstance(node, ast.For | ast.While) for inner in ast.walk(node)}
    for body in text.bodies:
        for number, statement in enumerate(body):
            function = method_of(statement, "start")
            another = id(statement) in looped or any(method_of(later, "start") for later in body[number + 1 :])
            if function is not None and another and text.is_alone(statement):
                joined = f"{text.of(function.value)}.join()"
                edits = (text.after(statement, joined),)
                yield Change(statement.lineno, text.brief(statement), f"{text.brief(statement)}; {joined}", edits)


def impatient(text: Text) -> Iterator[Change]:
    """Do not wait, and look as if one did."""
    for body in text.bodies:
        for statement in body:
            function = method_of(statement, "join")
            if function is not None and text.of(statement).endswith("()"):
                new = f"{text.of(function)}(0)"
                yield Change(statement.lineno, text.brief(statement), new, (text.replace(statement, new),))


def daemon(text: Text) -> Iterator[Change]:
    """Let it be ended with the program."""
    for node in text.nodes:
        if called(node) in ("Thread", "Process") and isinstance(node, ast.Call) and keyword(node, "daemon") is None:
            yield _with_argument(text, node, "daemon=True")


def other_kind(text: Text) -> Iterator[Change]:
    """A thread where a process is wanted, and the other way round."""
    for node in text.nodes:
        if isinstance(node, ast.Call) and called(node) in OTHER_KIND:
            yield _other(text, node.func, called(node))
        elif isinstance(node, ast.ClassDef):
            for base in node.bases:
                name = base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
                if name in OTHER_KIND:
                    yield _other(text, base, name)


def unlocked_value(text: Text) -> Iterator[Change]:
    """Shared memory without the lock that it comes with."""
    for node in text.nodes:
        if isinstance(node, ast.Call) and called(node) in SHARED and keyword(node, "lock") is None:
            yield _with_argument(text, node, "lock=False")


def unguarded(text: Text) -> Iterator[Change]:
    """Do on import what only the main program should do."""
    for statement in text.tree.body:
        if isinstance(statement, ast.If) and "__name__" in text.of(statement.test) and not statement.orelse:
            yield Change(statement.lineno, text.brief(statement), "", (text.unwrap(statement),))


def no_tuple(text: Text) -> Iterator[Change]:
    """Forget the comma that makes a tuple of one argument."""
    for node in text.nodes:
        args = keyword(node, "args") if isinstance(node, ast.Call) else None
        if args is not None and isinstance(args.value, ast.Tuple) and len(args.value.elts) == 1:
            new = f"({text.of(args.value.elts[0])})"
            yield Change(args.value.lineno, text.of(args.value), new, (text.replace(args.value, new),))


def _target(node: ast.Call) -> ast.expr | None:
    """What a call hands over to be run by somebody else."""
    if called(node) in ACTORS:
        target = keyword(node, "target") or keyword(node, "function")
        return target.value if target is not None else node.args[1] if len(node.args) > 1 else None
    if called(node) in ("submit", "apply_async") and node.args:
        return node.args[0]
    return None


def _arguments(text: Text, node: ast.Call) -> str:
    """What it would be called with, where that is written out."""
    if called(node) == "submit":
        return ", ".join(text.of(argument) for argument in node.args[1:])
    args = keyword(node, "args")
    given = (
        args.value if args is not None else node.args[1] if called(node) == "apply_async" and node.args[1:] else None
    )
    if isinstance(given, ast.Tuple | ast.List):
        return ", ".join(text.of(element) for element in given.elts)
    return f"*{text.of(given)}" if given is not None else ""


def _with_argument(text: Text, node: ast.Call, argument: str) -> Change:
    end = text.end(node) - 1
    inside = text.source.encode()[text.end(node.func) : end].decode()
    has_some = bool(node.args or node.keywords)
    comma = "" if not has_some or inside.rstrip().endswith(",") else ", "
    return Change(node.lineno, text.brief(node), argument, (Edit(end, end, comma + argument),))


def _other(text: Text, function: ast.expr, name: str) -> Change:
    module, new = OTHER_KIND[name]
    edits = (text.importing(module, new), text.replace(function, new))
    return Change(function.lineno, text.of(function), new, edits)
