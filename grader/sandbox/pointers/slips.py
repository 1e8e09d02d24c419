"""Slips that raise nothing: a name where a call was meant, a call where a name was, a guard that never holds, a lock that nobody
shares, a wait that comes too early.

No error names their line; what is missed later is missed somewhere else. What looks like one in a line of text is looked at
again in the syntax tree, since a docstring may hold anything. It is a pointer, and no verdict hangs on it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from grader.intake import Submission
from grader.interleave.misspelt import closest
from grader.report import Location
from grader.sandbox.claims import place_of
from grader.sandbox.pointers.filled import PUTTING
from grader.sandbox.pointers.known import STARTED, Known, known_from

_ACTS = frozenset(
    {
        "start",
        "join",
        "run",
        "acquire",
        "release",
        "set",
        "clear",
        "wait",
        "notify",
        "notify_all",
        "put",
        "get",
        "task_done",
    }
    | {"close", "terminate", "kill", "shutdown", "cancel"}
)
_LOCKS = frozenset({"Lock", "RLock"})
_IN_PROCESSES = frozenset({"Process", "Pool", "ProcessPoolExecutor"})
_IN_THREADS = frozenset(
    {"Thread", "ThreadPool", "ThreadPoolExecutor", "Timer", "dummy", "to_thread", "run_in_executor"}
    | {"BaseManager", "SyncManager"}  # whose server has a thread for everybody who asks
)
_OF_THREADS = {
    "threading": _LOCKS | {"Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier"},
    "queue": frozenset({"Queue", "LifoQueue", "PriorityQueue", "SimpleQueue"}),
}
"""What threads share, by module: a process has a copy of its own."""
_ASKED = frozenset({"is_set", "is_alive", "locked", "empty"})
_MAYBE = re.compile(
    rf"\.({'|'.join(_ACTS | _ASKED)})\b(?!\s*\()|\btarget\s*+=[\s(]*+\w*+\s*+[(\"']|\bargs\s*=\s*\(|\b__name__\s*==\s*[\"'](?!__main__)|\bdef main\(|\.map\(\s*\w+\(|\.run\(\s*\)|\.[dD](?=\w*mon)\w*+\s*+=[^=]|\bR?Lock\(\)|\.join\(\)|\bglobal\b"
)
NO_GUARD = 'a file that is run is called "__main__", with two underscores on either side.'
"""What is wrong with a guard that never holds."""
_NOBODY_CALLS = "main() is only defined there, and nobody calls it."
_GIVEN = re.compile(r"^([ \t]*)([A-Za-z]\w*)\s*=(?!=)", re.MULTILINE)
_FILLS = re.compile(rf"\.({'|'.join(PUTTING)})\(|\]\s*+=(?!=)")
_LONGEST = 60
_WORD = re.compile(r"\w+")
_ENDLESS = re.compile(rf"(\w{{{_LONGEST}}})\w+")
_DEFINED = re.compile(r"\b(?:def|class)\s+(\w+)")


@dataclass(frozen=True, slots=True)
class Slip:
    """Where it stands, and what it is, in a sentence that names its line."""

    location: Location
    words: str
    idle: bool = False
    """The main part of the program is never run, so that what a check hints at is of no use before that is mended."""


def seen_in(submission: Submission, tree: Callable[[], ast.Module]) -> Slip | None:
    """The first slip; None where none is seen. `tree` reads the syntax tree, and is asked where there may be one."""
    source = submission.source
    if not (
        _MAYBE.search(source)
        or _gives_alike(source)
        or (_OF_THREADS.keys() & _WORD.findall(source) and "Process" in source)
        or (_IN_PROCESSES & {*_WORD.findall(source)} and _FILLS.search(source))
    ):
        return None
    nodes = list(ast.walk(tree()))
    known = known_from(nodes)
    _, line, said = min(
        (
            # A misunderstanding is no slip: others explain more.
            (isinstance(node, ast.Global) or node in known.filled, node.lineno, said)
            for node in nodes
            if isinstance(node, ast.stmt | ast.expr)
            for said in _said_of(node, known)
        ),
        default=(False, 0, ""),
    )
    if not said:
        return None
    words = _ENDLESS.sub(r"\1…", said)
    return pointing(submission.locate(line), words, idle=said in (NO_GUARD, _NOBODY_CALLS))


def pointing(location: Location, said: str, *, idle: bool = False) -> Slip:
    """A slip there, in words that name the place."""
    return Slip(location, f"Look at {place_of(location).strip(' ()')}: {said}", idle)


def _gives_alike(source: str) -> bool:
    """Whether a name is given a value at the left margin and further in."""
    given = [(bool(indent), name) for indent, name in _GIVEN.findall(source)]
    return not {name for inside, name in given if inside}.isdisjoint(name for inside, name in given if not inside)


def never_named(sought: Iterable[str], source: str) -> str | None:
    """The first of the functions `sought` that the text does not so much as name, in a sentence; None where it names all."""
    named = set(_WORD.findall(source))
    missing = next((name for name in sought if name not in named), None)
    if missing is None:
        return None
    near = closest(missing, _DEFINED.findall(source))
    return f"Your file has no '{missing}'." + (f" Did you mean: '{near}'?" if near else "")


def _is_new_lock(value: ast.expr) -> bool:
    match value:
        case ast.Call(func=ast.Name(id=kind) | ast.Attribute(attr=kind), args=[], keywords=[]):
            return kind in _LOCKS
    return False


def _said_of(node: ast.stmt | ast.expr, known: Known) -> Iterator[str]:
    match node:
        case ast.Expr(
            value=(ast.Attribute(attr=name) as named) | ast.ListComp(elt=ast.Attribute(attr=name) as named)
        ) if name in _ACTS:
            yield f"{_shown(named)} is only named there; a call has parentheses, {_shown(named)}()."
        case ast.Global() if node in known.of_a_process:
            function, name = known.of_a_process[node]
            yield f"each process has its own {name}, and nobody else sees what {function}() gives it there."
        case ast.Expr() | ast.Assign() if node in known.filled:
            function, name = known.filled[node]
            yield f"each process has its own {name}, and nobody else sees what {function}() puts there."
        case ast.Assign(value=ast.Call(func=ast.Attribute(attr="join"), args=[], keywords=[])) if (
            "join" not in known.values
        ):
            yield "join() gives back None, whatever the function returned; let that put its result where others find it."
        case ast.Expr() if node in known.joined:
            yield known.joined[node]
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="run", value=ast.Name(id=name)), args=[], keywords=[])):
            if "run" not in known.values and name not in known.others and not known.used.isdisjoint(STARTED):
                yield f"{name}.run() does the work there and then; {name}.start() has the new thread or process do it."
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_new_lock(value):
            own = known.kept.get(node)
            if own is not None and own.taken:
                yield f"each call of {own.function}() makes a lock of its own there, which nobody else ever takes."
            elif name not in known.used:
                yield f"nobody ever takes {name}; a lock keeps out only those who take it."
        case ast.Assign(targets=[ast.Name(id=name)]) if node in known.kept and name in known.of_the_file:
            own = known.kept[node]
            if not own.taken and not name.startswith("_"):
                yield f"{name} is there a variable of {own.function}() alone; `global {name}` makes it the one of the file."
        case ast.Call(func=ast.Attribute(attr=kind, value=ast.Name(id=module))) if _is_for_threads(module, kind, known):
            yield _copied(module, kind)
        case ast.Call(func=ast.Name(id=kind)) if _is_for_threads(known.imported_from.get(kind, ""), kind, known):
            yield _copied(known.imported_from[kind], kind)
        case ast.With(items=items) if any(_is_new_lock(item.context_expr) for item in items):
            yield "a lock that is made there is a new one each time, which nobody else ever takes."
        case ast.Assign(targets=[ast.Attribute(attr=name) as given]) if name not in known.used:
            if "mon" in name and closest(name, ["daemon"]) and not known.used.isdisjoint(STARTED):
                yield f"nobody looks at {_shown(given)}; what a Thread or a Process asks for is called daemon."
        case ast.If(
            test=ast.Compare(left=ast.Name(id="__name__"), ops=[ast.Eq()], comparators=[ast.Constant(value=str(name))])
        ):
            if name.strip("_") == "main" and name != "__main__":
                yield NO_GUARD
        case ast.FunctionDef(name="main") if "main" not in known.used:
            yield _NOBODY_CALLS
        case ast.If(test=test) | ast.While(test=test):
            for asked in _not_asked(test):
                if asked.attr not in known.values:
                    yield f"{_shown(asked)} without parentheses is always true; ask {_shown(asked)}()."
        case ast.Call(func=ast.Attribute(attr="map"), args=[ast.Call(func=ast.Name(id=name)) as called], keywords=[]):
            if called.args and name in known.values:
                yield f"the parentheses call {name}() at once; map() is handed {name} itself and, behind a comma, what it is done with."
        case ast.Call(func=ast.Name(id=made) | ast.Attribute(attr=made), keywords=given) if made.endswith(
            ("Thread", "Process")
        ):
            for keyword in given:
                yield from _of_what_is_given(keyword, known)


def _is_for_threads(module: str, kind: str, known: Known) -> bool:
    """Whether that is something that threads share, in a program with processes and none."""
    shared = kind in _OF_THREADS.get(module, ())
    return shared and not known.used.isdisjoint(_IN_PROCESSES) and known.used.isdisjoint(_IN_THREADS)


def _copied(module: str, kind: str) -> str:
    return f"{module}.{kind} is for threads, and each process has a copy of its own; what processes share is in multiprocessing."


def _of_what_is_given(keyword: ast.keyword, known: Known) -> Iterator[str]:
    match keyword:
        case ast.keyword(arg="target", value=ast.Call(func=ast.Name(id=name))) if name in known.silent:
            yield f"the parentheses call {name}() at once, and target= gets what it returns; the function is {name}."
        case ast.keyword(arg="target", value=ast.Constant(value=str(name))):
            yield f"target= wants the function itself, without quotes: target={name}."
        case ast.keyword(arg="args", value=ast.Name(id=name)) if name in known.numbers:
            yield _no_tuple(name)
        case ast.keyword(arg="args", value=ast.Tuple(elts=values)) if any(map(_is_new_lock, values)):
            yield "a lock that is made there is known to this one alone; to wait for each other, all must be given the same."
        case ast.keyword(arg="args", value=ast.Constant(value=str()) as value):
            yield _no_tuple(_shown(value))


def _no_tuple(value: str) -> str:
    return f"({value}) is the same as {value}; a tuple of one has a comma, ({value},)."


def _not_asked(test: ast.expr) -> Iterator[ast.Attribute]:
    """What is named in a test as if it were a question, and not called."""
    called = {id(node.func) for node in ast.walk(test) if isinstance(node, ast.Call)}
    for node in ast.walk(test):
        if isinstance(node, ast.Attribute) and node.attr in _ASKED and id(node) not in called:
            yield node


def _shown(name: ast.expr) -> str:
    try:
        text = ast.unparse(name)
    except RecursionError:
        text = ""
    return text if text and len(text) <= _LONGEST else f"….{name.attr}" if isinstance(name, ast.Attribute) else "…"
