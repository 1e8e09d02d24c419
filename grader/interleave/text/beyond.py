"""What the text of a program shows to be beyond control, found before it runs.

Most escapes are noticed when they happen (a model says so). Some cannot be: code that looks behind the scenes, talks
to files by other means than `open`, or comes from elsewhere. Each costs the proof and is named with its line.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from ..instrument.alterations import PUTTING
from ..instrument.pauses import NO_PAUSES, Pauses
from ..instrument.sites import MODELLED
from ..instrument.syntax import Parsed, last_name_of, walk
from .annotated import EVALUATES, READS, types_that_read
from .frames import SOURCES, harmless_looks

FILES = frozenset(
    [
        "removedirs",
        "copyfile",
        "mkstemp",
        "putenv",
        "unsetenv",
    ]
)
BEHIND = frozenset(
    [
        "_getframe",
        "settrace",
        "setprofile",
        "currentframe",
        "stack",
        "get_objects",
        "get_referrers",
        "get_referents",
        "_current_frames",
        "addaudithook",
        "monitoring",
    ]
)
"""Names of functions that look at the interpreter itself."""
INNER = frozenset(
    [
        "cell_contents",
        "__subclasses__",
        "__kwdefaults__",
        "f_locals",
        "f_globals",
        *(f"{kind}_{what}" for kind in ("gi", "cr", "ag") for what in ("frame", "running", "suspended")),
        "gi_yieldfrom",
        "cr_await",
        "ag_await",
    ]
)
"""Attributes that show variables, or how far a generator is, from behind."""
ROLLS = frozenset(
    {"_active", "_active_limbo_lock", "_dangling", "_limbo", "_main_thread", "_shutdown", "_shutdown_locks"}
)
"""Variables of `threading` in which the real one keeps its threads: ours are not there."""
LOOKERS = frozenset({"sys", "gc", "inspect"})
HOUSEKEEPING = frozenset({"collect", "disable", "enable", "freeze", "set_threshold"})
"""What `gc` may be asked to do, where nobody looks at the answer: a `__del__` that runs then is noticed by itself."""
SHARED = frozenset({"Value", "Array", "RawValue", "RawArray"})
MODULES = frozenset({"ctypes", "cffi", "gc", "inspect", "mmap", "sqlite3", "shelve", "dbm", "gevent", "weakref"})
"""Modules of Python's own whose use is said where they are imported; an import that nothing comes of is no use."""

GIVEN = "a __del__ that a class is given"
"""Beside its own statement: nobody notices then when it runs."""


def escapes_in(files: Mapping[str, Parsed], resting: Pauses = NO_PAUSES) -> list[tuple[str, int, str]]:
    """(file, line, what) of everything in these files that cannot be controlled, but for chance in what is `resting`."""
    own = {PurePath(name).stem for name in files} | {PurePath(name).parts[0] for name in files} | {"__main__"}
    harmless = {name: harmless_looks(file.nodes) for name, file in files.items()}
    named = set().union(*(_named_in(file.nodes, own, harmless[name]) for name, file in files.items()))
    found: list[tuple[str, int, str]] = []
    for name, file in files.items():
        search = _Search(file, own, named, harmless[name], resting)
        found.extend((PurePath(name).name, line, what) for line, what in search.found)
    return list(dict.fromkeys(found))


def _named_in(nodes: Iterable[ast.AST], own: set[str], looks: set[ast.AST]) -> set[str]:
    """Names that the file uses, or takes from another file of the program. A type of C that only says what shared memory
    holds is no use: `Value(ctypes.c_int, 0)` is `Value("i", 0)`."""
    named = set()
    harmless = {part for node in nodes if isinstance(node, ast.Call) for part in _kind_of_memory(node)}
    harmless.update(part for node in nodes if isinstance(node, ast.Expr) for part in _housekeeping(node))
    harmless |= looks
    for node in nodes:
        if node in harmless:
            continue
        if isinstance(node, ast.Name):
            named.add(node.id)
        elif isinstance(node, ast.Attribute):
            named.add(node.attr)
        elif isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] in own):
            named.update(alias.name for alias in node.names)
    return named


def _kind_of_memory(call: ast.Call) -> Iterator[ast.AST]:
    """The parts of `ctypes.c_int`, or of `c_int`, where the call makes shared memory of this kind."""
    if last_name_of(call.func) in SHARED and call.args and last_name_of(call.args[0]).startswith("c_"):
        yield from walk(call.args[0])


def _housekeeping(statement: ast.Expr) -> Iterator[ast.AST]:
    """The name in `gc.collect()`, alone in its line."""
    match statement.value:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="gc") as name, attr=what)) if what in HOUSEKEEPING:
            yield name


def _is_there(module: str) -> bool:
    """Whether an import would find it: one that fails is no secret, the program itself says so."""
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return True


def _is_usual(owner: ast.expr) -> bool:
    """Whether it is `object`, `self` or `super()`, by which a class of the program's puts into its own."""
    match owner:
        case ast.Name(id="object" | "self") | ast.Call(func=ast.Name(id="super")):
            return True
    return False


class _Search(ast.NodeVisitor):
    def __init__(self, file: Parsed, own: set[str], named: set[str], harmless: set[ast.AST], resting: Pauses) -> None:
        self.found: list[tuple[int, str]] = []
        self._own = own
        self._named = named
        self._harmless = harmless
        self._random: set[str] = set()
        self._seeded = False
        self._draws: list[int] = []
        self._resting = resting
        self._mocks = False
        self.found.extend((line, READS) for line in types_that_read(file))
        self.visit(file.tree)
        if not self._seeded:
            self.found.extend((line, "random numbers without a seed") for line in self._draws[:1])

    def _import(self, node: ast.Import | ast.ImportFrom, module: str, names: list[str]) -> None:
        top = module.split(".")[0]
        watched = top.lstrip("_") in MODULES
        if watched and self._named.isdisjoint(names) and "*" not in names:
            return
        if watched or (top and top not in sys.stdlib_module_names and top not in self._own and _is_there(top)):
            self.found.append((node.lineno, top))

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._import(node, alias.name, [alias.asname or alias.name.split(".")[0]])
            self._mocks = self._mocks or alias.name.startswith("unittest")
            if alias.name == "random":
                self._random.add(alias.asname or "random")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if not node.level:
            self._import(node, node.module or "", [alias.asname or alias.name for alias in node.names])
            if node.module == "random":
                self._random.update(alias.asname or alias.name for alias in node.names)
            if (node.module or "").split(".")[0] not in self._own and node.module != "concurrent":
                self.found.extend((node.lineno, f"{node.module}.{a.name}") for a in node.names if a.name in MODELLED)
            self.found.extend((node.lineno, alias.name) for alias in node.names if alias.name in EVALUATES)
            self._mocks = self._mocks or (node.module or "").startswith("unittest")
            if node.module == "unittest.mock":
                self.found.extend((node.lineno, "mock.patch") for alias in node.names if alias.name == "patch")
            if node.module == "sys":
                for alias in node.names:
                    harmless = alias.name in SOURCES and (alias.asname or alias.name) not in self._named
                    if (alias.name in BEHIND or alias.name == "modules") and not harmless:
                        self.found.append((node.lineno, f"sys.{alias.name}"))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        owner = node.value.id if isinstance(node.value, ast.Name) else ""
        if owner in LOOKERS and (node.attr in BEHIND or node.attr == "modules") and node not in self._harmless:
            self.found.append((node.lineno, f"{owner}.{node.attr}".strip(".")))
        if owner == "threading" and node.attr in ROLLS:
            self.found.append((node.lineno, f"threading.{node.attr}"))
        if node.attr in INNER or node.attr in EVALUATES or (node.attr in PUTTING and not _is_usual(node.value)):
            self.found.append((node.lineno, node.attr))
        if node.attr == "__del__" and isinstance(node.ctx, ast.Store):
            self.found.append((node.lineno, GIVEN))
        if node.attr == "patch" and self._mocks:
            self.found.append((node.lineno, "mock.patch"))
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        if any(isinstance(part, (ast.Attribute, ast.Subscript)) for part in ast.walk(node.target)):
            self.found.append((node.target.lineno, "a comprehension that assigns to more than names"))
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and (node.value in INNER or node.value in EVALUATES):
            self.found.append((node.lineno, node.value))
        if node.value == "__del__":
            self.found.append((node.lineno, GIVEN))

    def visit_Name(self, node: ast.Name) -> None:
        if node.id == "__del__" and isinstance(node.ctx, ast.Store):
            self.found.append((node.lineno, GIVEN))
        if node.id in EVALUATES:
            self.found.append((node.lineno, node.id))

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg == "__del__":
            self.found.append((node.value.lineno, GIVEN))
        if node.arg in EVALUATES:
            self.found.append((node.value.lineno, node.arg))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        function = node.func
        name = last_name_of(function)
        owner = (
            function.value.id if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) else ""
        )
        if name in FILES or (owner == "os" and name == "open"):
            self.found.append((node.lineno, f"{name}()"))
        if owner in self._random or name in self._random:
            if name == "seed" or (name == "Random" and node.args):
                self._seeded = self._seeded or bool(node.args)
            elif node not in self._resting.nodes:
                self._draws.append(node.lineno)
        self.generic_visit(node)
