"""Builtins that mean something to the scheduler: what the program calls in their place."""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Callable
from sys import _getframe
from typing import TYPE_CHECKING, Any

from ..actor import current_actor, is_controlled
from ..instrument.classes import steady_hash, told_hash
from ..instrument.containers import of_class
from ..instrument.known import Manner
from ..instrument.manners import give_manner, is_ours
from ..instrument.sites import MODELLED, AttributeSite, ModuleSite, noticing_actor, take_in_hand
from ..models.files.opened import open_file
from ..operations import SYNC, Operation
from ..text.beyond import INNER
from .printing import print_anywhere, print_line

if TYPE_CHECKING:
    from .world import World


def replacements(world: World) -> dict[str, Any]:
    """Names of builtins and what stands for them."""
    views = {"memoryview": View} if {"memoryview", "multiprocessing"} <= world.mentions | world.imported else {}
    instead = {
        "print": print_anywhere if world.swaps_stdout else print_line,
        "setattr": _attribute(world, "setattr", builtins.setattr),
        "getattr": _attribute(world, "getattr", builtins.getattr),
        "delattr": _attribute(world, "delattr", builtins.delattr),
        "exec": _evaluate(world, "exec", builtins.exec),
        "eval": _evaluate(world, "eval", builtins.eval),
        "open": open_file,
        "hasattr": _attribute(world, "hasattr", builtins.hasattr),
        "vars": _vars,
        "input": _input,
        "id": identity,
        "hash": hash_of,
        "exit": _leave,
        "quit": _leave,
    }
    for name, function in instead.items():  # whoever pickles one looks for it there, and must not be led to us
        function.__module__ = "io" if name == "open" else "builtins"
        function.__name__ = function.__qualname__ = name
    return {**instead, **views}


class _Views(type):
    """The class `memoryview`, but for what it makes of shared memory before 3.12."""

    def __call__(cls, object: Any) -> Any:
        ask: Any = getattr(type(object), "__buffer__", None)
        return ask(object, 0) if is_ours(ask) else builtins.memoryview(object)

    def __instancecheck__(cls, thing: Any) -> bool:
        return isinstance(thing, builtins.memoryview)

    def __subclasscheck__(cls, kind: type) -> bool:
        return kind is cls or issubclass(kind, builtins.memoryview)

    def __getattr__(cls, name: str) -> Any:
        return getattr(builtins.memoryview, name)


class View(metaclass=_Views):
    """What a program that shares memory finds as `memoryview`."""


View.__name__ = View.__qualname__ = "memoryview"
View.__module__ = "builtins"


def identity(obj: Any, /) -> int:
    """`id`: the same in the same schedule. Programs put locks into an order by it, and real addresses would make two
    runs of one schedule take them differently."""
    return current_actor().run.identity(obj) if is_controlled() else builtins.id(obj)


give_manner(identity, Manner.FREE)


def hash_of(obj: Any, /) -> int:
    """`hash`: what hangs on an address has the same number in whichever order sets are gone through."""
    return builtins.hash(_without_addresses(obj, {}) if is_controlled() else obj)


def _without_addresses(obj: Any, known: dict[int, Any]) -> Any:
    """The same, with numbers for objects that hash by their address. `known`: what it was of what was looked at, which many may hold."""
    own = of_class(type(obj), "__hash__")
    if own in (object.__hash__, steady_hash):
        return told_hash(obj)
    for kind in (tuple, frozenset):
        if own is kind.__hash__:
            if id(obj) not in known:
                parts = [(part, _without_addresses(part, known)) for part in kind.__iter__(obj)]
                known[id(obj)] = kind(new for _, new in parts) if any(old is not new for old, new in parts) else obj
            return known[id(obj)]
    return obj


give_manner(hash_of, Manner.READS)


def _attribute(world: World, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    """`setattr(o, n, v)` touches what `o.n = v` touches."""
    numbers: dict[str, AttributeSite] = {}

    def call(obj: Any, attribute: Any, *more: Any) -> Any:
        if is_controlled() and isinstance(attribute, str):
            site = numbers.get(attribute)
            if site is None:
                kind = ModuleSite if attribute in MODELLED else AttributeSite
                site = numbers[attribute] = kind(world.sites.next(), "", 0, attribute)
            (site.load if name in ("getattr", "hasattr") else site.store)(obj)
            if attribute in INNER:
                current_actor().run.escape(attribute)
            if attribute == "__dict__":
                take_in_hand(obj)
        return real(obj, attribute, *more)

    call.__name__ = call.__qualname__ = name
    return call


def _vars(*objects: Any) -> Any:
    """`vars(o)` is `o.__dict__`."""
    if len(objects) != 1:
        return _getframe(1).f_locals if not objects else builtins.vars(*objects)
    take_in_hand(objects[0])
    return builtins.vars(objects[0])


give_manner(_vars, Manner.APART)


def _input(prompt: object = "") -> str:
    """`input()`: a line from the stream that all share."""
    if is_controlled():
        run = current_actor().run
        if run.world.swaps_stdout and prompt and noticing_actor() is not None:
            run.escape("input() beside what is put in place of sys.stdout")
        run.pause(Operation("asks for input", run.number(sys.stdin), SYNC))
    return builtins.input(prompt)


def _evaluate(world: World, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    """`exec` and `eval`: text is rewritten where it runs among the names of a module; elsewhere it is beyond us."""

    def call(source: Any, globals_: Any = None, locals_: Any = None, /, **more: Any) -> Any:
        frame = _getframe(1)
        space = frame.f_globals if globals_ is None else globals_
        names = (frame.f_locals if globals_ is None else space) if locals_ is None else locals_
        if is_controlled() and not (name == "eval" and _is_value(source)):
            seen_through = world.evaluated(source, name, space)
            if seen_through is None:
                current_actor().run.escape(f"{name}()")
            else:
                source = seen_through
        return real(source, space, names, **more)

    call.__name__ = call.__qualname__ = name
    return call


def _is_value(source: Any) -> bool:
    """Whether a text to be evaluated only computes with literals."""
    if not isinstance(source, str):
        return False
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError):
        return True  # it will fail, and touch nothing
    return not any(isinstance(node, (ast.Name, ast.Call, ast.Attribute)) for node in ast.walk(tree))


def _leave(code: Any = None) -> None:
    """`exit()` and `quit()` of the site module."""
    raise SystemExit(code)
