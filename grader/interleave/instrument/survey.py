"""What the files of a submission do at all: decided once, so that reads of what is never written cost nothing."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from .pauses import NO_PAUSES, Pauses, called_name, pauses_in_all
from .preamble import Home, bound_in, loud_among
from .scope import Scope, Variable
from .syntax import Parsed, name_of, walk

DYNAMIC = frozenset(
    {"setattr", "delattr", "vars", "globals", "locals", "exec", "eval", "__dict__", "__setattr__",
     "__import__", "__main__"}
)  # fmt: skip
"""Names that give access to variables by other means than their name."""

LOOKING = frozenset(
    {"locals", "vars", "dir", "exec", "eval", "f_locals", "__closure__", "co_freevars", "co_cellvars",
     "co_varnames", "getclosurevars"}
)  # fmt: skip
"""Names by which a program looks at which local variables there are."""

CLEAR = frozenset(
    {
        "len", "int", "float", "str", "bool", "min", "max", "sum", "any", "all", "abs", "round", "isinstance", "range",
        "sorted", "list", "tuple", "set", "dict", "print", "sleep", "time", "monotonic", "perf_counter", "acquire",
        "release", "locked", "is_set", "wait", "is_alive", "empty", "full", "qsize", "get", "put", "get_nowait",
        "put_nowait", "join", "clear", "append", "pop", "remove", "add", "discard", "popleft", "extend",
        "get_lock", "poll", "done", "running", "current_thread", "get_ident", "copy", "keys", "values", "items", "count",
        "task_done", "notify", "notify_all", "start", "active_count", "format", "heappush", "heappop", "heapify",
    }
)  # fmt: skip
"""Calls whose effects we see: builtins without state, and what the models answer."""
NOWHERE = Home(())

STDOUT, REDIRECTING = "stdout", "redirect_stdout"
"""An attribute of `sys`, and the function of the library's that assigns to it."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Facts about all files together."""

    stored_attributes: frozenset[str]
    """Every name that some file assigns as an attribute."""
    dynamic: bool
    """Some file reaches variables by other means than their name: nothing is settled."""
    opaque: frozenset[str] = frozenset()
    """Functions of the program that call what we cannot see into, by name."""
    defined: frozenset[str] = frozenset()
    """Every function that some file defines, by name."""
    alone: bool = True
    """There is one file, so that no other can use its names."""
    home: Home = NOWHERE
    """What tells how far a module goes before anything can have been set going."""
    looks_at_locals: bool = False
    """Some file looks at which local variables there are, so that it gets none of ours."""
    resting: Pauses = NO_PAUSES
    """What only says how long somebody sleeps."""


def survey(files: Mapping[str, Parsed]) -> Survey:
    """Look through every file, each under its name."""
    nodes = [node for file in files.values() for node in file.nodes]
    attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
    read = {node.attr for node in attributes if isinstance(node.ctx, ast.Load)}
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    packages = {node.name.split(".")[0] for node in nodes if isinstance(node, ast.alias)}
    stored, bound = stored_in(nodes), bound_in(nodes)
    defined, opaque = _functions(nodes)
    return Survey(
        stored_attributes=stored,
        dynamic=not DYNAMIC.isdisjoint(read | names) or "__main__" in packages,
        opaque=opaque,
        defined=defined,
        alone=len(files) == 1,
        home=Home(bound, loud_among(files, bound)),
        looks_at_locals=not LOOKING.isdisjoint(names | {node.attr for node in attributes}),
        resting=pauses_in_all(files.values()),
    )


def stored_in(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """Every name that is assigned as an attribute."""
    stored: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            stored.add(node.attr)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and any(
            name_of(decorator).endswith("cached_property") for decorator in node.decorator_list
        ):
            stored.add(node.name)  # it is stored when it is read for the first time
        if REDIRECTING in (getattr(node, "name", ""), getattr(node, "attr", "")):
            stored.add(STDOUT)
    return frozenset(stored)


def _functions(nodes: Iterable[ast.AST]) -> tuple[frozenset[str], frozenset[str]]:
    """(all functions by name, those that call something opaque)."""
    calls: dict[str, set[str]] = {}
    opaque: set[str] = set()
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            parts = walk(node)
            calls.setdefault(node.name, set()).update(_called(parts))
            if _hands_out(parts):
                opaque.add(node.name)
    changed = True
    while changed:
        changed = False
        for name, called in calls.items():
            if name not in opaque and any(not _clear(other, calls.keys(), opaque) for other in called):
                opaque.add(name)
                changed = True
    return frozenset(calls), frozenset(opaque)


def _hands_out(parts: Iterable[ast.AST]) -> bool:
    return any(isinstance(part, (ast.Yield, ast.YieldFrom, ast.Await)) for part in parts)


def _called(parts: Iterable[ast.AST], resting: Pauses | None = None) -> Iterable[str]:
    for part in parts:
        if isinstance(part, ast.Call) and not (resting and resting.draws(part)):
            yield called_name(part)


def _clear(name: str, defined: Collection[str], opaque: Collection[str]) -> bool:
    return name in CLEAR or (name in defined and name not in opaque)


def is_clear(loop: ast.While, facts: Survey, resting: Pauses) -> bool:
    """Whether everything that a turn of the loop does goes through places that we see, numbers apart that are for its pauses."""
    parts = walk(loop)
    return not _hands_out(parts) and all(_clear(name, facts.defined, facts.opaque) for name in _called(parts, resting))


def only_counted(loop: ast.While, resting: Pauses) -> frozenset[str]:
    """Names that the loop changes by a constant each time (`tries += 1`) and never looks at, or that are for its pauses."""
    counted = {
        part.target.id: part.target
        for part in walk(loop)
        if isinstance(part, ast.AugAssign)
        and isinstance(part.target, ast.Name)
        and isinstance(part.value, ast.Constant)
    }
    used = {part.id for part in walk(loop) if isinstance(part, ast.Name) and part is not counted.get(part.id)}
    return frozenset(counted.keys() - used) | resting.names


def is_watched(variable: Variable | None, scope: Scope, facts: Survey, effect_line: int) -> bool:
    """Whether uses of a variable must be steps: whether two actors could ever disagree about it."""
    if variable is None:
        return facts.dynamic and scope.kind != "class"
    home = variable.scope
    if home.kind == "class":
        return False
    if home.kind == "module":
        if facts.dynamic:
            return True
        if variable.captured_at is None and facts.alone:
            return False
        if variable.repeated or variable.name in facts.stored_attributes:
            return True
        return _line(variable.bindings[0]) >= effect_line
    if variable.captured_at is None:
        return False
    if isinstance(variable.bindings[0], ast.arg) and not variable.repeated:
        return False  # bound before anything in the function begins
    return variable.repeated or max(variable.bound_at, _line(variable.bindings[0])) >= variable.captured_at


def _line(node: ast.AST) -> int:
    line: int = getattr(node, "end_lineno", None) or getattr(node, "lineno", 0) or 0
    return line
