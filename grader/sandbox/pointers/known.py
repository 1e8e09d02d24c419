"""What a program says elsewhere, by which something that looks like a slip may be meant, or be sure to be one."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader.sandbox.pointers.filled import containers_in, filled_by
from grader.sandbox.pointers.kept import Kept, kept_by, own_parts

STARTED = frozenset({"Thread", "Process"})
POOLS = frozenset({"Pool", "ProcessPoolExecutor"})
_OF_THREADS = frozenset({"ThreadPool", "ThreadPoolExecutor", "dummy"})
_POOLED = frozenset(
    {"apply", "apply_async", "map", "map_async", "imap", "imap_unordered", "starmap", "starmap_async", "submit"}
)
_TELLING = (ast.Call, ast.Global, ast.Name, ast.Return, ast.Yield, ast.YieldFrom)


@dataclass(frozen=True, slots=True)
class Known:
    """What else the program says, which may make a slip meant."""

    values: frozenset[str]
    """Names that something of the program's own has as a value."""
    silent: frozenset[str]
    """Functions that return nothing, and so make no target for somebody else."""
    numbers: frozenset[str]
    """Names of numbers that go through a range."""
    used: frozenset[str]
    """Names that are looked up somewhere."""
    others: frozenset[str]
    """Names that come from elsewhere: imported, handed over, or made by a call of something that is no Thread and no Process."""
    kept: Mapping[ast.AST, Kept]
    """Where a function gives a name a value that nobody else gets to know."""
    joined: Mapping[ast.AST, str]
    """Where one is waited for before the next is started -> what is said of that."""
    of_a_process: Mapping[ast.AST, tuple[str, str]]
    """A `global` statement of a function -> the function, where processes run that and no threads, and what it gives a value."""
    filled: Mapping[ast.AST, tuple[str, str]]
    """A statement of such a function that puts something into a container of the file's, which it does not look into -> the same."""
    imported_from: Mapping[str, str]
    """Name -> the module that it was imported from."""
    of_the_file: frozenset[str]
    """Names that have a value at the left margin."""


def known_from(nodes: Iterable[ast.AST]) -> Known:
    """All of that, from the nodes of the whole tree."""
    values, silent, numbers, used, others = set(), set(), set(), set(), set()
    kept, joined, imported_from, of_the_file = dict[ast.AST, Kept](), dict[ast.AST, str](), dict[str, str](), set[str]()
    changes, run_by = dict[ast.AST, tuple[str, str]](), {kind: set[str]() for kind in STARTED}
    fills, pooled, containers = dict[ast.AST, tuple[str, str]](), set[str](), set[str]()
    for node in nodes:
        joined |= _joined_too_early(node)
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id=kind) | ast.Attribute(attr=kind))
            ):
                others |= {name} if kind not in STARTED else set()
            case ast.ImportFrom(module=str(module), names=names):
                imported_from |= {alias.asname or alias.name: module for alias in names}
                used |= {*module.split(".")}
            case ast.withitem(optional_vars=ast.Name(id=name)) | ast.arg(arg=name):
                others.add(name)
            case ast.alias(name=name, asname=known):
                others.add(known or name)
                used |= {*name.split(".")} if known else set()  # it is looked up under that name
            case ast.Attribute(attr=name, ctx=ast.Store()) | ast.Name(id=name, ctx=ast.Store()):
                values.add(name)
            case ast.Name(id=name) | ast.Attribute(attr=name):
                used.add(name)
            case ast.FunctionDef(name=name):
                values.add(name)
                kept |= {own.given: own for own in kept_by(node)}
                parts = [part for part in own_parts(node) if isinstance(part, _TELLING)]
                changes |= _changed_by(name, parts)
                fills |= dict(filled_by(node))
                if not any(getattr(part, "value", None) for part in parts):
                    silent.add(name)
            case ast.Call(func=ast.Name(id=kind) | ast.Attribute(attr=kind), keywords=given) if kind in STARTED:
                run_by[kind] |= {
                    one.value.id for one in given if one.arg == "target" and isinstance(one.value, ast.Name)
                }
            case ast.Call(func=ast.Attribute(attr=method), args=[ast.Name(id=function), *_]) if method in _POOLED:
                pooled.add(function)
            case ast.Module(body=body):
                of_the_file |= {target.id for target in _given_in(body)}
                containers |= {*containers_in(body)}
            case ast.For(target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"))):
                numbers.add(name)
    in_processes = run_by["Process"] | (pooled if used & POOLS and not used & _OF_THREADS else set())
    in_processes -= run_by["Thread"]
    return Known(
        values=frozenset(values),
        silent=frozenset(silent),
        numbers=frozenset(numbers),
        used=frozenset(used),
        others=frozenset(others),
        kept=kept,
        joined=joined,
        of_a_process={node: told for node, told in changes.items() if told[0] in in_processes},
        filled={node: told for node, told in fills.items() if told[0] in in_processes and told[1] in containers},
        imported_from=imported_from,
        of_the_file=frozenset(of_the_file),
    )


def _changed_by(function: str, parts: Iterable[ast.AST]) -> Iterator[tuple[ast.AST, tuple[str, str]]]:
    """The `global` statements of a function, each with the first of its names that the function gives a value, and hands to nobody."""
    given = {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    handed = {
        one.id
        for part in parts
        if isinstance(part, ast.Call) and not (isinstance(part.func, ast.Name) and part.func.id == "print")
        for one in part.args
        if isinstance(one, ast.Name)
    }
    for part in parts:
        names = [name for name in part.names if name in given - handed] if isinstance(part, ast.Global) else []
        if names:
            yield part, (function, names[0])


def _joined_too_early(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Statements of one body that wait for who was started there alone, while another is still to be started there."""
    together = set[str]()  # who was started before anybody was waited for
    waits = dict[str, ast.stmt]()  # and who of them is
    body = getattr(node, "body", ())
    for statement in body if isinstance(body, list) else ():  # that of a lambda is none
        match statement:
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="start", value=ast.Name(id=name)), args=[])):
                if waits:
                    yield from (
                        (wait, f"{one}.join() waits there, before {name}.start().")
                        for one, wait in waits.items()
                        if {one} == together != {name}
                    )
                    together.clear()
                    waits.clear()
                together.add(name)
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(attr="join", value=ast.Name(id=name)), args=[], keywords=[])
            ):
                if name in together:
                    waits[name] = statement
    if isinstance(node, ast.For):
        yield from (
            (wait, f"{one}.join() waits there, before the next one is started.")
            for one, wait in waits.items()
            if {one} == together
        )


def _given_in(body: Iterable[ast.stmt]) -> Iterator[ast.Name]:
    for node in body:
        if isinstance(node, ast.Assign):
            yield from (target for target in node.targets if isinstance(target, ast.Name))
