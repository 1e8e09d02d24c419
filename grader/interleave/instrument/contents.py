"""Places that touch what a container holds: items, methods, iteration, builtins that read what they are given."""

from __future__ import annotations

from collections.abc import Iterator
from gc import get_referents
from types import GeneratorType
from typing import Any

from ..actor import Actor
from ..operations import READ, WRITE
from .containers import (
    CHANGING_METHODS,
    INPLACE,
    ITERATORS,
    KEYED_METHODS,
    VIEWS,
    is_container,
    part_of,
)
from .sites import Access, Site, noticing_actor


class ItemSite(Site):
    """An item of a container."""

    __slots__ = ()

    def _declare(self, obj: Any, key: Any, access: int) -> None:
        if is_container(obj):
            actor = noticing_actor()
            if actor is not None:
                space = actor.run.world.namespaces.get(id(obj)) if type(obj) is dict and actor.run.world else None
                if space is not None and type(key) is str:  # globals()["x"] is the variable x
                    target = ("global", space, key, actor.process.pid)
                    kind = "reads" if access == READ else "writes"
                    actor.run.touch(actor, Access(kind, target, access, self, obj, None))
                    return
                self.content(actor, obj, access, part_of(obj, key))

    def load(self, obj: Any, key: Any) -> Any:
        """Just before `obj[key]` is read natively."""
        self._declare(obj, key, READ)
        return obj

    def get(self, obj: Any, key: Any) -> Any:
        """Read `obj[key]`."""
        self._declare(obj, key, READ)
        return obj[key]

    def store(self, obj: Any, key: Any) -> Any:
        """Just before `obj[key]` is assigned or deleted natively."""
        self._declare(obj, key, WRITE)
        return obj


class ContentSite(Site):
    """A place that reads a container as a whole: `in`, truth, iteration, f-strings, calls of builtins."""

    __slots__ = ()

    def read(self, obj: Any) -> Any:
        """Just before the content of `obj` is read."""
        if is_container(obj) or type(obj) in VIEWS:
            actor = noticing_actor()
            if actor is not None:
                self.content(actor, obj, READ)
        return obj

    def call(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a builtin that reads what it is given."""
        for argument in args:
            if is_container(argument) or type(argument) in VIEWS:
                self.read(argument)
            elif function is next:
                actor = noticing_actor()
                if actor is not None:
                    (self._enter if type(argument) is GeneratorType else self._advance)(actor, argument)
        return function(*args, **kwargs)

    def _advance(self, actor: Actor, iterator: Any) -> None:
        """Going on with an iterator changes it, and reads what it goes through."""
        if type(iterator) in ITERATORS:
            for source in get_referents(iterator):
                if is_container(source):
                    self.content(actor, source, READ)
        self.content(actor, iterator, WRITE)

    def inplace(self, obj: Any, value: Any) -> Any:
        """Just before `obj op= value` changes `obj` itself."""
        if is_container(obj):
            actor = noticing_actor()
            if actor is not None:
                self.content(actor, obj, WRITE)
        return value

    def iterate(self, obj: Any) -> Any:
        """What a loop goes through in place of `obj`."""
        if is_container(obj) or type(obj) in VIEWS:
            return self._watched(obj)
        if type(obj) is GeneratorType and noticing_actor() is not None:
            return self._generated(obj)
        return obj

    def _generated(self, obj: GeneratorType[Any, Any, Any]) -> Iterator[Any]:
        """Going on with a generator takes time, in which nobody else may go on with it."""
        while True:
            actor = noticing_actor()
            if actor is not None:
                self._enter(actor, obj)
            try:
                item = next(obj)
            except StopIteration:
                return
            yield item

    def _enter(self, actor: Actor, obj: Any) -> None:
        self.content(actor, obj, WRITE)
        busy = actor.run.busy
        if id(obj) in busy:
            raise ValueError("generator already executing")
        busy.add(id(obj))
        try:
            self.content(actor, obj, WRITE)
        finally:
            busy.discard(id(obj))

    def _watched(self, obj: Any) -> Iterator[Any]:
        inner = iter(obj)
        while True:
            self.read(obj)
            try:
                item = next(inner)
            except StopIteration:
                return
            yield item


class InplaceSite(ContentSite):
    """`x op= y` where x is itself a step: reads, computes, and leaves the store to another site."""

    __slots__ = ("_apply",)

    def __init__(self, number: int, file: str, line: int, name: str, op: str) -> None:
        super().__init__(number, file, line, name)
        self._apply = INPLACE[op]

    def apply(self, obj: Any, value: Any) -> Any:
        """Compute the new value."""
        self.inplace(obj, value)
        return self._apply(obj, value)


class MethodSite(ContentSite):
    """A method call on what may be a container."""

    __slots__ = ()

    def bind(self, obj: Any) -> Any:
        """The method to call."""
        method = getattr(obj, self.name)
        if is_container(obj):
            if noticing_actor() is not None and not hasattr(
                method, "__func__"
            ):  # a student's override is instrumented itself
                return _Bound(self, obj, method)
        elif self.name == "join" and isinstance(obj, (str, bytes)) and noticing_actor() is not None:
            return _Bound(self, obj, method)
        return method


class _Bound:
    """A container's method that declares itself when it is called."""

    __slots__ = ("_method", "_obj", "_site")

    def __init__(self, site: MethodSite, obj: Any, method: Any) -> None:
        self._site, self._obj, self._method = site, obj, method

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        site, obj = self._site, self._obj
        for argument in args:
            if is_container(argument) or type(argument) in VIEWS:
                site.read(argument)
        actor = noticing_actor()
        if actor is not None and is_container(obj):
            part = part_of(obj, args[0]) if args and site.name in KEYED_METHODS and isinstance(obj, dict) else None
            site.content(actor, obj, WRITE if site.name in CHANGING_METHODS else READ, part)
        return self._method(*args, **kwargs)
