"""How far a module goes before anything of the program's own can run: what is bound up to there is settled.

Only what is known to call nothing of the program's is still. All else may start a thread: a decorator, a property, an
operator, `__init_subclass__`, the import of another of its files, a class of its own that is called `Queue`. To be wrong on
that side costs a few steps; on the other side it would hide orders.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from .syntax import Parsed, name_of, walk

KEEPING = frozenset(
    {"Lock", "RLock", "Condition", "Event", "Thread", "Timer", "local", "defaultdict", "namedtuple", "getLogger",
     "TypeVar", "allocate_lock"}
)  # fmt: skip
"""Calls that keep what they are given, and do nothing with it."""
TAKING = frozenset(
    {"Semaphore", "BoundedSemaphore", "Barrier", "Queue", "LifoQueue", "PriorityQueue", "SimpleQueue", "JoinableQueue",
     "deque", "Counter", "OrderedDict", "list", "dict", "set", "int", "float", "str", "range", "len", "Value", "Array",
     "count", "tuple", "frozenset", "bytearray"}
)  # fmt: skip
"""Calls that ask what they are given for its items, or for a number: still, where that is plain."""
DECORATORS = frozenset(
    {"staticmethod", "classmethod", "property", "setter", "getter", "deleter", "dataclass", "total_ordering", "lru_cache",
     "cache", "cached_property", "contextmanager", "abstractmethod", "final", "override", "overload", "unique",
     "singledispatch", "runtime_checkable"}
)  # fmt: skip
AT_A_CLASS = frozenset({"__init_subclass__", "__set_name__", "__class_getitem__", "__mro_entries__", "__prepare__"})
"""Methods that run when a class is made."""
NEVER = 1 << 30


@dataclass(frozen=True, slots=True)
class Home:
    """What a module's text can mean, by the names of all files."""

    bound: Collection[str]
    """Names that the program binds itself, wherever: they are not the library's."""
    loud: Collection[str] = ()
    """Files of the program, by the name they are imported by, that are not still themselves."""

    def first_effect(self, tree: ast.Module) -> int:
        """The line from which on the module may have set something going; everything above is preamble."""
        return next((statement.lineno for statement in tree.body if not self._is_still(statement)), NEVER)

    def _is_still(self, statement: ast.stmt) -> bool:
        match statement:
            case ast.Import(names=names):
                return not any(set(alias.name.split(".")) & set(self.loud) for alias in names)
            case ast.ImportFrom(module=module, names=names):
                parts = {*(module or "").split("."), *(alias.name for alias in names)}
                return not parts & set(self.loud)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return self._is_still_function(statement)
            case ast.ClassDef():
                return self._is_still_class(statement)
            case ast.Assign(targets=[ast.Name()], value=value):
                return self._leaves_be(value)
            case ast.AnnAssign(target=ast.Name(), value=value, annotation=annotation):
                return self._says(annotation) and (value is None or self._leaves_be(value))
            case ast.Expr(value=value):
                return isinstance(value, ast.Constant)
        return isinstance(statement, (ast.Pass, ast.Global))

    def _is_still_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        given = node.args
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        return (
            all(map(self._decorates, node.decorator_list))
            and all(default is None or self._leaves_be(default) for default in (*given.defaults, *given.kw_defaults))
            and all(one is None or one.annotation is None or self._says(one.annotation) for one in every)
            and (node.returns is None or self._says(node.returns))
        )

    def _is_still_class(self, node: ast.ClassDef) -> bool:
        return (
            not any(name in self.bound for name in AT_A_CLASS)
            and not any(keyword.arg != "metaclass" or name_of(keyword.value) != "ABCMeta" for keyword in node.keywords)
            and all(map(self._decorates, node.decorator_list))
            and all(map(self._says, node.bases))
            and all(map(self._is_still, node.body))
        )

    def _decorates(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Call):
            return self._is_the_librarys(node.func, DECORATORS) and self._all_leave_be(node)
        return self._is_the_librarys(node, DECORATORS)

    def _says(self, node: ast.expr) -> bool:
        """An annotation, or a base class: whatever is not called."""
        return not any(isinstance(part, (ast.Call, ast.NamedExpr)) for part in walk(node))

    def _leaves_be(self, node: ast.expr) -> bool:
        """Whether nothing of the program's own is called to evaluate this."""
        match node:
            case ast.Constant() | ast.Name() | ast.Lambda(args=ast.arguments(defaults=[], kw_defaults=[])):
                return True
            case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
                return all(map(self._leaves_be, elements))
            case ast.Dict(keys=keys, values=values):
                return all(key is not None and _is_plain(key) for key in keys) and all(map(self._leaves_be, values))
            case ast.ListComp(elt=element, generators=[ast.comprehension(iter=source, ifs=[], is_async=0)]):
                return self._leaves_be(element) and self._leaves_be(source) and isinstance(source, ast.Call)
            case ast.Call(func=function):
                if self._is_the_librarys(function, KEEPING):
                    return self._all_leave_be(node)
                return self._is_the_librarys(function, TAKING) and all(map(_is_plain, _given(node)))
        return _is_plain(node)

    def _all_leave_be(self, call: ast.Call) -> bool:
        return all(map(self._leaves_be, _given(call)))

    def _is_the_librarys(self, function: ast.expr, names: Collection[str]) -> bool:
        name = name_of(function).rpartition(".")[2]
        return name in names and name not in self.bound


def _given(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _is_plain(node: ast.expr) -> bool:
    """Whether numbers, texts and displays of them are all that is there."""
    match node:
        case ast.Constant():
            return True
        case ast.UnaryOp(operand=operand):
            return _is_plain(operand)
        case ast.BinOp(left=left, right=right):
            return _is_plain(left) and _is_plain(right)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return all(map(_is_plain, elements))
    return False


def bound_in(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """Names that are bound by a definition, an assignment, or an import under another name."""
    bound: set[str] = set()
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, ast.alias) and node.asname is not None:
            bound.add(node.asname)
    return frozenset(bound)


def loud_among(files: Mapping[str, Parsed], bound: Collection[str]) -> frozenset[str]:
    """Files that may set something going when they are imported, by the last part of the name they are imported by."""
    loud: frozenset[str] = frozenset()
    while True:
        home = Home(bound, loud)
        found = frozenset(_imported_as(name) for name, file in files.items() if home.first_effect(file.tree) < NEVER)
        if found == loud:
            return loud
        loud = found


def _imported_as(name: str) -> str:
    path = PurePath(name)
    return path.parent.name if path.stem == "__init__" else path.stem
