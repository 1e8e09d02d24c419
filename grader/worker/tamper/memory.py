"""What the collector knows, as far as it is the program's own: `gc.get_objects`, `get_referrers` and `get_referents`.

Whoever has one object of ours has us, and the collector has them all. So a program is shown what it could find by itself:
from its modules and the variables of its functions along what is in containers, instances, functions and classes of its
own; and beside that all instances of its own classes, which nobody may be able to find any more. It does not go on where
what comes next is a library's module, function or class, or anything that was written in C and is no container.
"""

from __future__ import annotations

import gc
import sys
from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterator
from functools import partial
from os import sep
from types import (
    AsyncGeneratorType,
    CellType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
    SimpleNamespace,
)
from typing import Any

from grader.worker.flags import IMMUTABLE
from grader.worker.tamper import everybody, frames
from grader.worker.tamper.rules import LOOKED_INTO
from grader.worker.tamper.whose import not_simulated


def _ids(*kinds: type) -> frozenset[int]:
    return frozenset(map(id, kinds))


_CONTAINERS = _ids(
    dict, list, tuple, set, frozenset, deque, defaultdict, OrderedDict, CellType, partial, SimpleNamespace,
    FunctionType, MethodType,
)  # fmt: skip
"""Written in C, and all that they refer to can be read of them. No `mappingproxy`: nobody gets at the dictionary below one."""
_BASES = _CONTAINERS | _ids(object, int, str, bytes, float, complex, bytearray)
"""What a class can be derived from and have instances of which everything can be read."""
_OURS = frozenset({"grader", "greenlet"})
_BUILTINS = globals()["__builtins__"]
_audit = sys.audit
_flags_of = type.__dict__["__flags__"].__get__
_home = type.__dict__["__module__"].__get__
_mro = type.__dict__["__mro__"].__get__
_space: Any = vars(ModuleType)["__dict__"].__get__


def show_own_objects(work: str) -> None:
    """From now on nobody is shown what is ours. `work`: the program's folder."""
    public: Any = sys.modules["gc"]  # ours is a copy (`vault`)
    looking = _Looking(work + sep)
    for name in ("get_objects", "get_referrers", "get_referents"):
        setattr(public, name, getattr(looking, name))
    public.unfreeze = unfreeze


def keep_what_is() -> None:
    """What there is now is the collector's no more: nothing of the program has run."""
    gc.freeze()


def unfreeze() -> None:
    """`gc.unfreeze`. What was kept is kept: it says what there was before the program."""


class _Looking:
    def __init__(self, work: str) -> None:
        self._work = work

    def get_objects(self, generation: int | None = None) -> list[Any]:
        """`gc.get_objects`."""
        not_simulated("gc.get_objects")
        known, own = gc.get_objects(generation), self._own()
        return [thing for thing in known if id(thing) in own]

    def get_referrers(self, *things: Any) -> list[Any]:
        """`gc.get_referrers`."""
        not_simulated("gc.get_referrers")
        known, own = gc.get_referrers(*things), self._own()
        return [thing for thing in known if id(thing) in own]

    def get_referents(self, *things: Any) -> list[Any]:
        """`gc.get_referents`."""
        not_simulated("gc.get_referents")
        return [found for thing in things for found in _inside(thing)]

    def _own(self) -> dict[int, object]:
        """By id, all that is the program's."""
        modules = [module for module in dict.values(sys.modules) if issubclass(type(module), ModuleType)]
        theirs = [module for module in modules if self._is_theirs(module)]
        boundary = {id(_space(module)) for module in modules} - {id(_space(module)) for module in theirs}
        names = frozenset(name for module in theirs if type(name := _space(module).get("__name__")) is str)
        own = dict[int, object]()
        waiting = [*theirs, *map(_space, theirs), *_variables(), *_instances(names)]
        while waiting:
            thing = waiting.pop()
            if id(thing) not in own and id(thing) not in boundary and self._is_own(thing, names):
                own[id(thing)] = thing
                waiting.extend(_inside(thing))
        return own

    def _is_theirs(self, module: ModuleType) -> bool:
        file = _space(module).get("__file__")
        return type(file) is str and file.startswith(self._work)

    def _is_own(self, thing: object, names: frozenset[str]) -> bool:
        """Whether it may be shown; of modules, functions and classes those that are not the library's."""
        if _is_ours(thing):
            return False
        kind = type(thing)
        if issubclass(kind, ModuleType):
            return self._is_theirs(thing)  # type: ignore[arg-type]
        if issubclass(kind, type):
            return _is_of(thing, names)
        if kind is FunctionType:
            return thing.__globals__.get("__name__") in names  # type: ignore[attr-defined]
        return kind is not FrameType


def _variables() -> Iterator[object]:
    """The values of variables in all functions that have begun."""
    for frame in everybody.current_frames().values():
        inner: FrameType | None = frame
        while inner is not None and inner is not frames.outermost:
            yield from list(inner.f_locals.values())
            inner = inner.f_back


def _instances(names: frozenset[str]) -> list[object]:
    """Instances of classes of these modules, whether or not anybody can find them. A name is soon taken, so only of classes
    that are younger than the beginning (`keep_what_is`)."""
    known = gc.get_objects()
    young = set(map(id, known))
    return [
        thing
        for thing in known
        if id(type(thing)) in young and _is_of(type(thing), names) and _is_written_in_python(type(thing))
    ]


def _is_of(kind: Any, names: frozenset[str]) -> bool:
    home = _home(kind)
    return type(home) is str and home in names


def _inside(thing: object) -> list[Any]:
    """What an object refers to, as far as one can read it there. Nothing of the program's is asked, since it would answer."""
    kind = type(thing)
    if _is_ours(thing):
        _audit(LOOKED_INTO)
    if kind is GeneratorType or kind is CoroutineType or kind is AsyncGeneratorType:
        return _variables_of(thing)
    python = _is_written_in_python(thing if issubclass(kind, type) else kind)  # type: ignore[arg-type]
    return gc.get_referents(thing) if python or id(kind) in _CONTAINERS or issubclass(kind, ModuleType) else []


def _variables_of(generator: Any) -> list[Any]:
    match generator:
        case GeneratorType():
            frame = generator.gi_frame
        case CoroutineType():
            frame = generator.cr_frame
        case _:
            frame = generator.ag_frame
    return [] if frame is None or frames.is_hidden(frame) else list(frame.f_locals.values())


def _is_written_in_python(kind: type) -> bool:
    """Whether of instances of this class all can be read that is in them."""
    bases = _mro(kind)
    return id(bases[0]) not in _BASES and all(
        id(base) in _BASES
        or (issubclass(base, BaseException) and _home(base) == "builtins")
        or not (_flags_of(base) & IMMUTABLE or _is_our_class(base))
        for base in bases
    )


def _is_our_class(kind: type) -> bool:
    home = _home(kind)
    return type(home) is str and home.partition(".")[0] in _OURS


def _is_ours(thing: Any) -> bool:
    """Whether somebody who has this has us."""
    function: Any = thing.__func__ if type(thing) is MethodType else thing
    if type(function) is FunctionType:
        return function.__builtins__ is _BUILTINS  # type: ignore[attr-defined]
    return _is_our_class(type(thing)) or (issubclass(type(thing), type) and _is_our_class(thing))
