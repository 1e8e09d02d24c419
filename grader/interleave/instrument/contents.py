"""Places that touch what a container holds: items, methods, builtins that read what they are given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from gc import get_referents
from types import BuiltinFunctionType, FunctionType, GeneratorType
from typing import Any

from ..actor import Actor
from ..operations import READ, WRITE
from ..plainly import class_of, exact
from .containers import (
    CHANGING_METHODS,
    INPLACE,
    KEEPING_METHODS,
    KEYED_METHODS,
    VIEWS,
    is_a,
    is_container,
    of_class,
    part_of,
)
from .known import Manner
from .manners import bound_to, is_outside_iterator, own_function, rough, runs_python
from .operators import go_through, methods_of
from .outside import OutsideSite, call_outside, declare, footprint, within
from .reach import PLAIN, Reach
from .sites import Access, Site, noticing_actor


class ItemSite(Site):
    """An item of a container."""

    __slots__ = ()

    def _declare(self, obj: Any, key: Any, access: int) -> None:
        if class_of(obj) in PLAIN or type(obj) is tuple:
            return
        actor = noticing_actor()
        if actor is None:
            return
        if not is_container(obj):
            self._declare_other(actor, obj, access)
            return
        space = actor.run.world.namespaces.get(id(obj)) if type(obj) is dict and actor.run.world else None
        if space is not None and type(key) is str:  # globals()["x"] is the variable x
            target = ("global", space, key, actor.process.pid)
            kind = "reads" if access == READ else "writes"
            actor.run.touch(actor, Access(kind, target, access, self, obj, None))
            return
        self.content(actor, obj, access, part_of(obj, key))

    def _declare_other(self, actor: Actor, obj: Any, access: int) -> None:
        """Items of something of C or the library."""
        name = "__getitem__" if access == READ else "__setitem__"
        method = of_class(type(obj), name)
        if method is None or own_function(method):
            return
        reach = Reach(actor, Manner.LOOKS)
        reach.look((obj,), access)
        if reach.places:
            declare(self, actor, reach, rough(method))

    def load(self, obj: Any, key: Any) -> Any:
        """Just before `obj[key]` is read natively."""
        if type(obj) is defaultdict:
            self._fill(obj, key)
        else:
            self._declare(obj, key, READ)
        return obj

    def get(self, obj: Any, key: Any) -> Any:
        """Read `obj[key]`."""
        self.load(obj, key)
        return obj[key]

    def _fill(self, obj: defaultdict[Any, Any], key: Any) -> None:
        """Reading a `defaultdict` writes, where the key is missing: the value is made, then put in."""
        while True:
            present = key in obj
            self._declare(obj, key, READ if present or obj.default_factory is None else WRITE)
            if key in obj:
                return
            if not present:
                break  # still missing, and the step was declared to write
        factory = obj.default_factory
        if factory is not None:
            made = factory() if noticing_actor() is None else call_outside(self, factory)
            if runs_python(factory) or _calls_back(bound_to(factory)):
                self._declare(obj, key, WRITE)
            obj[key] = made

    def store(self, obj: Any, key: Any) -> Any:
        """Just before `obj[key]` is assigned natively."""
        self._declare(obj, key, WRITE)
        return obj

    def fill(self, value: Any, obj: Any, key: Any) -> None:
        """`obj[key] = value` of a part of a list."""
        actor = noticing_actor()
        if actor is None or not is_container(obj) or not _takes_in(self, actor, obj, value):
            self.store(obj, key)
        obj[key] = value

    def remove(self, obj: Any, key: Any) -> Any:
        """Just before `obj[key]` is deleted natively: what comes after it in a list gets other places."""
        self._declare(obj, key if is_a(obj, dict) else None, WRITE)
        return obj


class ContentSite(Site):
    """A place that reads a container as a whole: `in`, truth, iteration, f-strings, calls of builtins."""

    __slots__ = ()

    def read(self, obj: Any) -> Any:
        """Just before the content of `obj` is read."""
        kind = class_of(obj)
        if kind in PLAIN:
            return obj
        if is_container(obj) or kind in VIEWS:
            actor = noticing_actor()
            if actor is not None:
                self.content(actor, obj, READ)
        elif is_outside_iterator(kind):  # it is about to be used up
            actor = noticing_actor()
            if actor is not None:
                calls_back = "an iterator that calls back" if _calls_back(obj) else ""
                declare(self, actor, footprint(actor, list, (obj,), {}, Manner.LOOKS), calls_back)
        elif not is_a(obj, (tuple, frozenset)) and (method := _asked(kind)) is not None:
            actor = noticing_actor()
            if actor is not None:
                reach = footprint(actor, list, (obj,), {}, Manner.LOOKS)
                if reach.places:
                    declare(self, actor, reach, rough(method))
        return obj

    def spread(self, obj: Any) -> Any:
        """What `*obj` spreads out: an iterator is used up here, and whoever it calls meanwhile does so in the middle of it."""
        kind = type(obj)
        if is_outside_iterator(kind) and noticing_actor() is not None:
            return call_outside(self, list, (obj,))
        return self.read(obj)

    def hold(self, obj: Any) -> Any:
        """What stands for `obj` in `f(*obj, **more)` until it is taken apart, which is when all keywords are there."""
        kind = type(obj)
        if kind is tuple or exact(kind) in PLAIN or noticing_actor() is None or not hasattr(kind, "__iter__"):
            return obj
        return _Held(self, obj)

    def operand(self, obj: Any) -> Any:
        """Just before an operator or a format looks at `obj` and at all that it holds."""
        if class_of(obj) in PLAIN:
            return obj
        actor = noticing_actor()
        if actor is not None:
            reach = Reach(actor, Manner.READS)
            reach.look((obj,), READ)
            if reach.places:
                declare(self, actor, reach, _comparison(reach))
        return obj

    def shown(self, obj: Any) -> Any:
        """What a format shows of `obj`: its text, where objects of the program are asked for theirs."""
        actor = noticing_actor() if class_of(obj) not in PLAIN else None
        reach = None if actor is None else self._asked_in(actor, obj)
        return obj if actor is None or reach is None else within(self, actor, reach, lambda: format(obj))

    def _asked_in(self, actor: Actor, *things: Any) -> Reach | None:
        """All that the things hold, where objects of the program are asked among it, so that the act is made of steps; else the
        look at it is declared, and there is nothing to be done within."""
        reach = Reach(actor, Manner.READS)
        reach.look(things, READ)
        if reach.instances:
            return reach
        if reach.places:
            declare(self, actor, reach, _comparison(reach))
        return None

    def managed(self, obj: Any) -> Any:
        """Just before a context manager is entered: one of the library's takes itself apart on its way."""
        actor, enter = noticing_actor(), of_class(type(obj), "__enter__")
        if type(enter) is FunctionType and actor is not None and not own_function(enter) and _enters_once(enter):
            reach = Reach(actor, Manner.LOOKS)
            reach.note(actor.run.number(obj), WRITE, obj)
            declare(self, actor, reach, rough(enter))
        return obj

    def call(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a builtin that reads what it is given."""
        if not kwargs and all(class_of(argument) in PLAIN for argument in args):
            return function(*args)
        actor = noticing_actor()
        if actor is None:
            return function(*args, **kwargs)
        return call_outside(self, function, args, kwargs)

    def inplace(self, obj: Any, value: Any) -> Any:
        """Just before `obj op= value` changes `obj` itself."""
        if is_container(obj):
            actor = noticing_actor()
            if actor is not None and not _takes_in(self, actor, obj, value):
                self.read(value)
                self.content(actor, obj, WRITE)
        return value


class _Held:
    """Something that is spread out when somebody goes through it."""

    __slots__ = ("_obj", "_site")

    def __init__(self, site: ContentSite, obj: Any) -> None:
        self._site, self._obj = site, obj

    def __iter__(self) -> Iterator[Any]:
        return iter(self._site.spread(self._obj))


class InplaceSite(ContentSite):
    """`x op= y` where x is itself a step: reads, computes, and leaves the store to another site."""

    __slots__ = ("_apply", "_methods")

    def __init__(self, number: int, file: str, line: int, name: str, op: str) -> None:
        super().__init__(number, file, line, name)
        self._apply, self._methods = INPLACE[op], methods_of(op)

    def apply(self, obj: Any, value: Any) -> Any:
        """Compute the new value."""
        self.inplace(obj, value)
        result = self._apply(obj, value)
        go_through(self._methods, obj, value)
        return result


class MethodSite(OutsideSite, ContentSite):
    """A method call on what may be a container."""

    __slots__ = ()

    def bind(self, obj: Any) -> Any:
        """The method to call."""
        method = getattr(obj, self.name)
        if is_container(obj) and noticing_actor() is not None:
            if own_function(method):
                return method  # a student's override is rewritten itself
            if type(method) is BuiltinFunctionType:
                return _Bound(self, obj, method)
        return OutsideSite.bind(self, method)


class _Bound:
    """A container's method that declares itself when it is called."""

    __slots__ = ("_method", "_obj", "_site")

    def __init__(self, site: MethodSite, obj: Any, method: Any) -> None:
        self._site, self._obj, self._method = site, obj, method

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        site, obj = self._site, self._obj
        actor = noticing_actor()
        if actor is None:
            return self._method(*args, **kwargs)
        keeps = site.name in KEEPING_METHODS and not kwargs
        if not keeps and (kwargs or not args or any(class_of(argument) not in PLAIN for argument in args)):
            return call_outside(site, self._method, args, kwargs)
        part = part_of(obj, args[0]) if args and site.name in KEYED_METHODS and is_a(obj, dict) else None
        site.content(actor, obj, WRITE if site.name in CHANGING_METHODS else READ, part)
        return self._method(*args)


def _takes_in(site: Site, actor: Actor, obj: Any, value: Any) -> bool:
    """Whether `obj` is changed by what the container `value` holds: C looks at the one and changes the other in one step."""
    if not is_container(value) and class_of(value) not in VIEWS:
        return False
    reach = Reach(actor, Manner.LOOKS)
    reach.change((obj,))
    reach.look((value,), READ)
    declare(site, actor, reach)
    return True


def _enters_once(enter: FunctionType) -> bool:
    """Whether a context manager of the library changes itself when it is entered."""
    return enter.__qualname__.partition(".")[0] not in ("nullcontext", "suppress", "closing", "AbstractContextManager")


def _asked(kind: type) -> Any:
    """What the library wrote to tell how much there is in such things; None where there is nothing of the kind."""
    method = of_class(kind, "__bool__") or of_class(kind, "__len__")
    return None if own_function(method) else method


def _comparison(reach: Reach) -> str:
    """Why looking at all this is more than one step, if it is."""
    if reach.instances:
        return "a comparison of objects"
    return "a generator that is looked through" if reach.stepped else ""


def _calls_back(iterator: Any) -> bool:
    """Whether going on with it runs code of the program's, in the middle of what is done with it."""
    if class_of(iterator) in (map, filter):
        return any(own_function(thing) for thing in get_referents(iterator))
    return type(iterator) is GeneratorType
