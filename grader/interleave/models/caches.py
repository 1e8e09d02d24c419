"""`functools.lru_cache`, `cache` and `cached_property`: looking up is one step, putting in another.

Between the two the function runs, in which others may look up, too: the work is then done twice. So it is in CPython,
whose caches are safe but not exclusive (`cached_property` had a lock until 3.12; what relies on it is wrong from there
on, and is taken as wrong here, which earlier versions say). Lookups of keys that are there do not conflict, which keeps searches short.
"""

from __future__ import annotations

import functools as real
import sys
from collections.abc import Callable, Mapping
from types import MethodType, ModuleType
from typing import Any

from ..actor import Actor, current_actor, is_controlled
from ..instrument.attributes import attribute_place
from ..instrument.outside import call_outside
from ..instrument.sites import Access, Site, noticing_actor
from ..operations import READ, WRITE
from .generic import subscripted_as
from .patch import ModelModule

Make = Callable[[Any], Any]
UNLOCKED = "a cached_property has no lock, as from Python 3.12 on"


def _site_of(function: Any, what: str = "cache") -> Site:
    """One place for all lookups of what one function has answered."""
    name = getattr(function, "__qualname__", type(function).__name__)
    code = getattr(function, "__code__", None)
    world = current_actor().run.world
    site: Site = world.site_of_a_model((what, name, getattr(code, "co_firstlineno", 0)), name)
    return site


class Cached:
    """A function and what it has answered so far."""

    def __init__(self, function: Callable[..., Any], maxsize: int | None, typed: bool) -> None:
        self._function, self._maxsize, self._typed = function, maxsize, typed
        self._known: dict[Any, Any] = {}
        self._hits = self._misses = 0
        self._site, self._full = _site_of(function), _site_of(function, "full")
        real.update_wrapper(self, function)

    def _declare(self, access: int, key: Any = None) -> None:
        actor = noticing_actor()
        if actor is not None:
            ordered = key is not None and self._keeps_order(actor)
            part, access = (None, WRITE) if ordered else (key, access)
            kind = "reads" if access == READ else "writes"
            actor.run.touch(actor, Access(kind, actor.run.number(self), access, self._site, self, part))

    def _keeps_order(self, actor: Actor) -> bool:
        """Whether the order of lookups matters, since it says what is forgotten: it does where anything was, in any run."""
        return self._maxsize is not None and (actor.run.visible is None or self._full in actor.run.visible)

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        key = real._make_key(args, kwargs, self._typed)
        self._declare(READ, ("key", hash(key)))
        if key in self._known:
            self._hits += 1
            value = self._known[key]
            if self._maxsize is not None:
                self._known[key] = self._known.pop(key)
            return value
        self._misses += 1
        value = call_outside(self._site, self._function, args, kwargs)
        self._declare(WRITE, ("key", hash(key)))
        if self._maxsize is None:
            self._known[key] = value  # what another has put in meanwhile is gone
        elif self._maxsize:
            self._known.setdefault(key, value)
            if len(self._known) > self._maxsize:
                self._forget_one()
        return value

    def _forget_one(self) -> None:
        current_actor().run.show(self._full)
        del self._known[next(iter(self._known))]

    def __get__(self, owner: Any, kind: type | None = None) -> Any:
        return self if owner is None else MethodType(self, owner)

    def __reduce__(self) -> Any:
        """Another process finds it by its name, as it finds a function; and whoever copies it has it itself."""
        function: Any = self
        return function.__qualname__

    def cache_info(self) -> Any:
        """How often it knew the answer, and how much it keeps."""
        self._declare(WRITE)  # how often is changed by each who looks up
        return real._CacheInfo(self._hits, self._misses, self._maxsize, len(self._known))

    def cache_parameters(self) -> dict[str, Any]:
        """How it was made."""
        return {"maxsize": self._maxsize, "typed": self._typed}

    def cache_clear(self) -> None:
        """Forget everything."""
        self._declare(WRITE)
        self._known.clear()
        self._hits = self._misses = 0


def lru_cache(maxsize: Any = 128, typed: bool = False) -> Any:
    """`functools.lru_cache`, with and without parentheses."""
    if callable(maxsize):
        return Cached(maxsize, 128, typed)
    if maxsize is not None and not isinstance(maxsize, int):
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    size = None if maxsize is None else max(0, maxsize)
    return lambda function: Cached(function, size, typed)


def cache(function: Callable[..., Any], /) -> Any:
    """`functools.cache`."""
    return Cached(function, None, False)


class cached_property:
    """`functools.cached_property`, as from 3.12 on."""

    def __init__(self, func: Make) -> None:
        self.func = func
        self.attrname: str | None = None
        self.__doc__ = func.__doc__
        self._site = _site_of(func)

    def __set_name__(self, owner: type, name: str) -> None:
        if self.attrname not in (None, name):
            raise TypeError(
                f"Cannot assign the same cached_property to two different names ({self.attrname!r} and {name!r})."
            )
        self.attrname = name

    def _declare(self, access: int, obj: Any) -> None:
        actor = noticing_actor()
        if actor is not None:
            kind, name = "reads" if access == READ else "writes", self.attrname or ""
            target, part, _ = attribute_place(actor, obj, name) or (("attribute", actor.run.number(obj)), name, ())
            actor.run.touch(actor, Access(kind, target, access, self._site, obj, part))

    def __get__(self, obj: Any, owner: type | None = None) -> Any:
        if obj is None:
            return self
        space, name = self._place_in(obj)
        if is_controlled():
            self._declare(READ, obj)
        if name in space:
            return space[name]
        actor = noticing_actor()
        if actor is not None and sys.version_info < (3, 12):
            actor.run.assume(UNLOCKED)
        value = self.func(obj)
        if is_controlled():
            self._declare(WRITE, obj)
        space[name] = value
        return value

    def _place_in(self, obj: Any) -> tuple[dict[str, Any], str]:
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            space: dict[str, Any] = obj.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(obj).__name__!r} instance to cache {self.attrname!r} property."
            ) from None
        return space, self.attrname


def _functools(_: ModuleType) -> Mapping[str, Any]:
    return {"lru_cache": lru_cache, "cache": cache, "cached_property": cached_property}


Cached.__name__ = Cached.__qualname__ = "_lru_cache_wrapper"
for _class in (Cached, cached_property):
    _class.__module__ = "functools"
subscripted_as(real.cached_property, cached_property)
MODELS = (ModelModule("functools", _functools),)
