"""Calls that leave the rewritten text: one step, with everything that the function could touch.

What runs in C cannot be interrupted, so it is one step. What the library wrote in Python can, and nobody sees where;
its call is one *rough* step: as long as nothing races with it, its inner steps cannot matter, and where something does
race, nothing is proved. Where such a function calls back into the program (a key, a comparison), the steps in there carry
its whole footprint along, since what it does between two of them happens together with the first.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType, WrapperDescriptorType
from typing import Any, Final
from weakref import ref

from greenlet import getcurrent

from ..actor import Actor, ActorGreenlet
from ..models.files.disk import looked_at
from ..models.files.one_call import one_call
from ..models.files.whole_files import instead_of
from ..operations import READ, WRITE
from ..plainly import class_of
from .alterations import is_putting, note_putting
from .attributes import attribute_place
from .classes import instead_of_hashing
from .containers import is_a, of_class
from .known import Manner
from .manners import (
    FUNCTIONS,
    bound_to,
    is_noted,
    is_of_logging,
    is_rewritten,
    manner_of,
    named,
    own_function,
    rough,
    sees_files,
    state_touched,
)
from .reach import Reach, Shape, shape_of
from .sites import CALLED, Access, Site, noticing_actor

_BARE: Final[dict[str, Any]] = {}
_SIMPLE: Final = frozenset((str, bytes, int, float, bool))
_PASSED_ON: Final[Mapping[Any, str]] = {next: "__next__", iter: "__iter__", len: "__len__"}
"""Builtins that do nothing with an object but to call this method of its class."""
_LOOKING: Final = frozenset(("join", "format", "format_map"))
"""Methods of simple values that look into what they are given."""
_nothing: Final = type(None)


class OutsideSite(Site):
    """A call of something that may not be rewritten."""

    __slots__ = ("_known", "_rewritten")

    def __init__(self, number: int, file: str, line: int, name: str) -> None:
        super().__init__(number, file, line, name)
        self._known: Any = None
        """What was called here last, if that speaks for itself in every run."""
        self._rewritten: Callable[[], Any] = _nothing
        """The rewritten function that was called here last, as long as it lives: each run makes it anew, and to find out costs time (`note_ours`)."""

    def bind(self, function: Any) -> Any:
        """What to call: the function itself where it speaks for itself, else one that declares the call."""
        kind = type(function)
        inner = function.__func__ if kind is MethodType else function
        if inner is self._known or inner is self._rewritten():
            return function
        if type(inner) is FunctionType and is_rewritten(inner):
            self._rewritten = ref(inner)
            return function
        stack = getcurrent()
        if type(stack) is not ActorGreenlet:
            return function
        model = (instead_of(function) if kind is MethodType else None) or instead_of_hashing(function)
        if model is not None:
            return model
        run = stack.actor.run
        if run.disk is not None and run.disk.written and sees_files(function):
            looked_at(run, named(function))
        if function is compile:
            run.escape(named(function))  # what comes of it has no steps, whenever it runs
        if run.solo:
            return Outside(self, function) if is_putting(function) else function
        if kind is BuiltinFunctionType and class_of(function.__self__) in _SIMPLE and function.__name__ not in _LOOKING:
            return function
        if manner_of(function) in (Manner.OWN, Manner.FREE):
            if type(inner) is FunctionType or (is_a(inner, staticmethod) and is_noted(inner.__func__)):
                self._known = inner  # anything else may hold things of this run
            return function
        return Outside(self, function)


class Outside:
    """A function outside that declares itself when it is called."""

    __slots__ = ("_function", "_site")

    def __init__(self, site: Site, function: Any) -> None:
        self._site, self._function = site, function

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return call_outside(self._site, self._function, args, kwargs)


def call_outside(site: Site, function: Any, args: Iterable[Any] = (), kwargs: Mapping[str, Any] = _BARE) -> Any:
    """Call what may be outside, as one step with its footprint."""
    actor, args = noticing_actor(), _unpacked(function, args)
    while type(function) is functools.partial:
        args, kwargs, function = (*function.args, *args), {**function.keywords, **kwargs}, function.func
    if is_putting(function):
        note_putting(function, args)
        if actor is not None and _puts(site, actor, function, args):
            return function(*args, **kwargs)
    if actor is None or own_function(function) or _is_passed_on(function, args):
        return function(*args, **kwargs)
    manner = manner_of(function)
    if manner in (Manner.OWN, Manner.FREE):
        return function(*args, **kwargs)
    if manner is Manner.BEYOND and not (actor.run.timed or (is_of_logging(function) and actor.is_alone_at_home())):
        actor.run.escape(named(function))
    found = footprint(actor, function, args, kwargs, manner)
    return within(site, actor, found, lambda: function(*args, **kwargs), rough(function))


def _unpacked(function: Any, args: Iterable[Any]) -> tuple[Any, ...]:
    """What stands behind a `*`; what cannot stand there is refused as CPython does it, by the name of what is called."""
    if type(args) is not tuple and not hasattr(type(args), "__iter__") and not hasattr(type(args), "__getitem__"):
        function(*args)
    return tuple(args)


def _puts(site: Site, actor: Actor, function: Any, args: tuple[Any, ...]) -> bool:
    """An attribute is put into an object of the program's past its class (`object.__setattr__(self, "x", 1)`, as every frozen
    dataclass does): this attribute is written, and nothing else. Whether it is that."""
    owner, *more = args if type(function) is WrapperDescriptorType else (bound_to(function), *args)
    if not more or type(more[0]) is not str or shape_of(type(owner), actor) is not Shape.INSTANCE:
        return False
    place = attribute_place(actor, owner, more[0])
    if place is None or type(place[0]) is int:
        return False
    actor.run.touch(actor, Access("writes", place[0], WRITE, site, owner, place[1]))
    return True


def _is_passed_on(function: Any, args: tuple[Any, ...]) -> bool:
    """Whether the call is one of a method of the program's, which is seen by itself: `next` of an iterator that it wrote."""
    method = _PASSED_ON.get(function) if type(function) is BuiltinFunctionType and args else None
    return method is not None and own_function(of_class(type(args[0]), method))


def within(site: Site, actor: Actor, reach: Reach, act: Callable[[], Any], name: str = "") -> Any:
    """Do something outside that touches what `reach` found."""
    if not reach.places:
        return act()
    declare(site, actor, reach, name)
    if actor.run.disk is not None and (handles := reach.handles()):
        return one_call(actor, actor.run.disk, handles, lambda: around(site, actor, reach, act))
    return around(site, actor, reach, act)


def around(site: Site, actor: Actor, reach: Reach, act: Callable[[], Any]) -> Any:
    """Every step in there carries along what the whole of it touches."""
    run = actor.run
    if run.muted or not (run.visible is None or site in run.visible):
        actor.amidst += 1
        try:
            return act()
        finally:
            actor.amidst -= 1
    before, actor.around = actor.around, (*actor.around, *reach.places.items())
    try:
        return act()
    finally:
        actor.around = before


def declare(site: Site, actor: Actor, reach: Reach, name: str = "") -> None:
    """Declare an access to all that `reach` found."""
    (target, access), *more = reach.places.items()
    name = name or reach.rough
    kind = "reads" if max(reach.places.values()) == READ else "writes"
    run = actor.run
    if reach.behind:
        run.show(site)
    run.touch(actor, Access(kind, target, access, site, reach.first, also=tuple(more), rough=name))
    if name and run.visible is not None and site in run.visible:
        run.rough.setdefault((site.file, site.line, name))


def footprint(actor: Actor, function: Any, args: Sequence[Any], kwargs: Mapping[str, Any], manner: Manner) -> Reach:
    """What a call of `function` can touch. Functions that it is handed, however deep, may make that more."""
    while True:
        reach = Reach(actor, manner)
        things = [*args, *kwargs.values()]
        owner = function if class_of(function) not in FUNCTIONS and not is_a(function, type) else None
        owner = bound_to(function, owner)
        if manner is Manner.CHANGES:
            bound = owner is not None and not is_a(owner, (ModuleType, type))
            reach.change([owner] if bound else things[:1])
            reach.look(things if bound else things[1:], READ)
        else:
            reach.look([owner, *things], WRITE if manner >= Manner.UNKNOWN else READ)
        if reach.manner <= manner:
            state = state_touched(function)
            if state is not None:
                what, changes = state
                reach.note((what, actor.process.pid), WRITE if changes else READ, function)
            return reach
        manner = reach.manner


def called(function: Any, args: Iterable[Any] = (), kwargs: Mapping[str, Any] = _BARE) -> Any:
    """Call what the program gave a model to call: a thread's target, a pool's function, a callback."""
    actor = noticing_actor()
    if actor is None or own_function(function):
        return function(*args, **kwargs)
    return call_outside(actor.run.world.site_of_a_model(*CALLED), function, args, kwargs)
