"""What a thing leads to: every place that code outside could read or change when it is handed the thing.

Code in C and in the library runs out of sight. But it can only touch what it was given, what it was made from, and
what these lead to; so its footprint can be found out beforehand by looking through them, as the garbage collector does.
Rewritten functions and the models of locks, queues and the like are where the looking ends: they speak for themselves.
"""

from __future__ import annotations

import enum
import functools
import itertools
import re
import types
from _io import _IOBase
from collections.abc import Callable, Hashable, Iterable
from gc import get_referents
from typing import Any, Final

from ..actor import Actor
from ..operations import READ, WRITE
from ..plainly import class_of, exact
from .containers import CONTAINERS, KINDS, VIEWS, namespace_of, of_class
from .known import Manner
from .manners import GENERATORS, answers, bound_to, is_of_a_model, is_seen, manner_of, manner_of_name, own_function
from .sites import HANDLE, attributes_of, content_target

MOST: Final = 20_000
"""Things looked through for one call; beyond that it is said that nobody looked."""
PLAIN: Final = frozenset(
    (type(None), bool, int, float, complex, str, bytes, type(Ellipsis), type(NotImplemented), range, types.CodeType,
     re.Pattern, re.Match, types.WrapperDescriptorType, types.MethodDescriptorType,
     types.GetSetDescriptorType, types.MemberDescriptorType, types.ClassMethodDescriptorType, property, slice)
)  # fmt: skip
UNCHANGING_HOMES: Final = frozenset(
    ("decimal", "_decimal", "fractions", "uuid", "datetime", "zoneinfo", "ipaddress", "pathlib", "pathlib._local",
     "_struct", "_contextvars", "logging")
)  # fmt: skip
"""Modules whose objects do not change, or belong to one actor alone."""
_INTO_THINGS: Final = frozenset((itertools.chain, itertools.starmap, itertools.groupby, itertools.accumulate))
"""Iterators that look into the things that they go through."""
_VALUES: Final = (int, float, complex, str, bytes)
_DELEGATES: Final = ("gi_yieldfrom", "cr_await", "ag_await")


class Shape(enum.IntEnum):
    """How to look through objects of one class."""

    FIXED = 0
    HOLDER = 1
    """Unchanging itself, but it holds others."""
    CONTAINER = 2
    VIEW = 3
    CALLABLE = 4
    CLASS = 5
    STEPPED = 6
    """A generator: going on with it changes it; what it does then is seen."""
    INSTANCE = 7
    """Of a class of the program's: what it does is seen, what it holds are attributes."""
    OTHER = 8
    """Of C or the library."""
    MODULE = 9


def shape_of(kind: type, actor: Actor) -> Shape:
    """The shape of a class, found out once in each run."""
    shapes = actor.run.shapes
    _, known = shapes.get(id(kind), (kind, None))
    if known is None:
        known = _shape(kind, actor)
        shapes[id(kind)] = kind, known
    return Shape(known)


def _shape(kind: type, actor: Actor) -> Shape:
    own = actor.process.modules
    if is_of_a_model(kind) and not issubclass(kind, bytearray):  # shared memory, which C looks into
        return Shape.INSTANCE if kind.__module__ in own else Shape.FIXED
    if kind.__name__ == "Context" and kind.__module__ in UNCHANGING_HOMES:
        return Shape.OTHER  # of `contextvars`, which only one at a time may be in, or of `decimal`
    if issubclass(kind, types.ModuleType):
        return Shape.MODULE
    known = exact(kind)
    if known in PLAIN or kind.__module__ in UNCHANGING_HOMES or issubclass(kind, enum.Enum):
        return Shape.FIXED
    if issubclass(kind, (tuple, frozenset)) or kind is types.MappingProxyType:
        return Shape.HOLDER
    if known in KINDS or issubclass(kind, CONTAINERS):
        return Shape.CONTAINER
    if known in VIEWS:
        return Shape.VIEW
    if issubclass(kind, type):
        return Shape.CLASS
    if known in (
        types.FunctionType,
        types.MethodType,
        types.BuiltinFunctionType,
        types.MethodWrapperType,
    ) or issubclass(kind, (functools.partial, staticmethod, classmethod)):
        return Shape.CALLABLE
    if known in GENERATORS:
        return Shape.STEPPED
    if issubclass(kind, _VALUES):
        return Shape.FIXED
    if all(base.__module__ in own or base is object for base in kind.__mro__):
        return Shape.INSTANCE
    return Shape.OTHER


class Reach:
    """Looks through things and notes places, each with the strongest access to it."""

    def __init__(self, actor: Actor, manner: Manner) -> None:
        self._actor, self._run = actor, actor.run
        self.manner = manner
        """What is done to the things; more than was thought, where one of them is a function that does more."""
        self._shallow = manner is Manner.LOOKS
        self._apart = manner in (Manner.APART, Manner.UNKNOWN, Manner.BEYOND)
        """Instances are taken apart, too: their attributes are read or written out of sight."""
        self.instances = False
        """Objects of the program are among what was found that have comparisons of their own, or texts: these may be called."""
        self._kinds: set[int] = set()
        self.stepped = False
        """A generator is among what was found: whoever goes on with it runs the program's own text."""
        self.behind = False
        """What lies behind a model is among what was found: its acts are always steps."""
        self.rough = ""
        """One that the library wrote: what it does then is really several steps."""
        self.places: dict[Hashable, int] = {}
        self.first: object = None
        """The first thing found that can change: what a story names."""
        self._seen: dict[int, int] = {}
        self._stack: list[tuple[Any, int, bool]] = []

    def look(self, things: Iterable[Any], access: int) -> None:
        """Note what these things lead to."""
        stack = self._stack
        stack.extend((thing, access, True) for thing in things if class_of(thing) not in PLAIN)
        while stack:
            thing, access, top = stack.pop()
            if self._seen.get(id(thing), 0) >= access:
                continue
            self._seen[id(thing)] = access
            if len(self._seen) > MOST:
                self._run.escape("something too large to look through")
                stack.clear()
                return
            look = _LOOKS.get(shape_of(type(thing), self._actor))
            if look is not None:
                look(self, thing, access, top)

    def change(self, things: Iterable[Any]) -> None:
        """These things are changed themselves; what they hold is only read."""
        for thing in things:
            own = Reach(self._actor, Manner.LOOKS)
            own._apart = True
            own.look((thing,), WRITE)
            self.behind = self.behind or own.behind
            for target, access in own.places.items():
                self.note(target, access, thing)
        self.look(things, READ)

    def note(self, target: Hashable, access: int, thing: object) -> None:
        """One place."""
        if self.places.get(target, 0) < access:
            self.places[target] = access
        if self.first is None:
            self.first = thing

    def handles(self) -> list[Hashable]:
        """The open files among the places."""
        return [place for place in self.places if type(place) is tuple and place[0] == HANDLE]

    def attributes(self, thing: object, access: int) -> None:
        """The attributes of a thing, its own and what its classes have in common."""
        for target in attributes_of(self._actor, thing):
            self.note(target, access, thing)

    def _push(self, things: Iterable[Any], access: int, *, top: bool = False) -> None:
        self._stack.extend((thing, access, top) for thing in things if class_of(thing) not in PLAIN)

    # --- one shape each ----------------------------------------------------------------------------------

    def _module(self, thing: Any, access: int, top: bool) -> None:
        """Whoever has a module of the program in hand, out of sight, reaches every variable of it."""
        del access, top
        if self._apart and thing.__dict__.get("__file__") in self._run.world.spaces:
            self._run.escape("a module that is handed on")

    def _holder(self, thing: Any, access: int, top: bool) -> None:
        if top or not self._shallow:
            self._push(get_referents(thing), access)

    def _container(self, thing: Any, access: int, top: bool) -> None:
        if type(thing) is dict and id(thing) in self._run.world.namespaces:
            self._run.escape("the variables of a module as a whole")
            return
        if type(thing) is dict and id(thing) in self._run.owners:
            self.attributes(self._run.owners[id(thing)], access)
        else:
            self.note(content_target(self._run, thing), access, thing)
            self.behind = self.behind or id(thing) in self._run.behind
        if self._apart and class_of(thing) not in KINDS:
            self.attributes(thing, access)
        if not self._shallow:
            self._push(get_referents(thing), access)

    def _view(self, thing: Any, access: int, top: bool) -> None:
        self._push(get_referents(thing), access, top=top)

    def _callable(self, thing: Any, access: int, top: bool) -> None:
        """Whoever is handed a function may call it; a rewritten one is heard of then."""
        if isinstance(thing, functools.partial):
            if manner_of(thing.func) not in (Manner.OWN, Manner.FREE):
                self._push((thing.func, *thing.args, *thing.keywords.values()), WRITE)
            return
        if isinstance(thing, (staticmethod, classmethod)) or own_function(thing):
            return
        owner = bound_to(thing)
        if owner is None or isinstance(owner, types.ModuleType):
            self._handed(thing)
        else:
            self._bound(owner, WRITE if manner_of(thing) > Manner.APART else READ)

    def _handed(self, thing: Any) -> None:
        """A function that will be called with what the other things hold."""
        manner = manner_of(thing)
        manner = {Manner.LOOKS: Manner.READS, Manner.CHANGES: Manner.UNKNOWN}.get(manner, manner)
        self.manner = max(self.manner, manner)

    def _bound(self, owner: Any, access: int) -> None:
        """A method of C or the library: its object will be read or changed, its attributes, too."""
        apart, rest = self._apart, self._stack
        self._apart, self._stack = True, []
        self.look((owner,), access)
        self._apart, self._stack = apart, rest

    def _class(self, thing: Any, access: int, top: bool) -> None:
        if thing.__module__ in self._actor.process.modules:
            if access == WRITE and self._apart:
                self.attributes(thing, access)
        else:
            self._handed(thing)

    def _stepped(self, thing: Any, access: int, top: bool) -> None:
        self.stepped = True
        self.note(self._run.number(thing), WRITE, thing)
        if (written := of_the_library(thing)) is not None:
            module = str(written.f_globals.get("__name__"))
            self.rough = f"{module.lstrip('_')}.{thing.__qualname__}()"
            manner = manner_of_name(module, thing.__name__)
            self._push(written.f_locals.values(), WRITE if manner >= Manner.UNKNOWN else READ, top=True)
        inner = next((found for name in _DELEGATES if (found := getattr(thing, name, None)) is not None), None)
        if inner is not None:  # what `yield from` goes through: to go on with the one is to go on with the other
            self._push((inner,), WRITE)

    def _instance(self, thing: Any, access: int, top: bool) -> None:
        kind = type(thing)
        if id(kind) not in self._kinds:
            self._kinds.add(id(kind))
            self.instances = self.instances or answers(kind)
        if self._apart:
            self.attributes(thing, access)
            self._push(get_referents(thing), access)

    def _other(self, thing: Any, access: int, top: bool) -> None:
        kind = type(thing)
        if issubclass(kind, _IOBase) and (handle := (namespace_of(thing) or {}).get("handle")) is not None:
            self.places[handle] = WRITE
            return
        # Going on with an iterator changes it; so does printing into a file.
        own = WRITE if of_class(kind, "__next__") or of_class(kind, "write") else access
        if callable(thing) and not self._apart:
            self._handed(thing)
        if kind is filter and any(part is None for part in get_referents(thing)):  # it asks whether things are true
            self._handed(bool)
        self.note(self._run.number(thing), own, thing)
        self.attributes(thing, access)
        if self._shallow and (exact(kind) in _INTO_THINGS or _is_python_inside(kind)):
            self._deep(get_referents(thing), access)
        else:
            self._push(get_referents(thing), access, top=True)  # what it goes through, like what it was given

    def _deep(self, things: Iterable[Any], access: int) -> None:
        """Whoever only looks at this calls Python out of sight, which may look at all that it holds."""
        rest, self._stack, self._shallow = self._stack, [], False
        self.look(things, access)
        self._stack, self._shallow = rest, True


def of_the_library(generator: Any) -> types.FrameType | None:
    """Where a generator stands that the library wrote, and that so takes its steps out of sight."""
    frame = _frame_of(generator)
    return None if frame is None or is_seen(frame.f_globals, frame.f_builtins) else frame


def _frame_of(generator: Any) -> types.FrameType | None:
    """Asked for by names that stand here: a program that gets at frames by others' hands is told by that."""
    if type(generator) is types.GeneratorType:
        return generator.gi_frame
    if type(generator) is types.CoroutineType:
        return generator.cr_frame
    frame: types.FrameType | None = generator.ag_frame
    return frame


def _is_python_inside(kind: type) -> bool:
    """Whether the library wrote in Python how to look into objects of this class (`ChainMap`, `UserDict`)."""
    methods = (of_class(kind, name) for name in ("__getitem__", "__len__", "__iter__"))
    return any(type(method) is types.FunctionType and not own_function(method) for method in methods)


_LOOKS: Final[dict[Shape, Callable[[Reach, Any, int, bool], None]]] = {
    Shape.HOLDER: Reach._holder,
    Shape.CONTAINER: Reach._container,
    Shape.VIEW: Reach._view,
    Shape.CALLABLE: Reach._callable,
    Shape.CLASS: Reach._class,
    Shape.STEPPED: Reach._stepped,
    Shape.INSTANCE: Reach._instance,
    Shape.OTHER: Reach._other,
    Shape.MODULE: Reach._module,
}
