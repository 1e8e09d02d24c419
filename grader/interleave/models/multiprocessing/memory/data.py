"""Copies of data: containers, instances of the student's classes, and what the standard library can take apart."""

from __future__ import annotations

import re
import types
import weakref
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from operator import is_
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from ....plainly import class_of

if TYPE_CHECKING:
    from .copy import MemoryCopy

ATOMIC: Final = frozenset(
    (
        type(None), bool, int, float, complex, str, bytes, type(Ellipsis), type(NotImplemented), range, types.CodeType,
        types.WrapperDescriptorType, types.MethodDescriptorType, types.ClassMethodDescriptorType, re.Pattern,
        date, datetime, time, timedelta, Decimal, Fraction, PurePath, *PurePath.__subclasses__(),
    )
)  # fmt: skip
"""Kinds of which a copy could not be told from the thing itself."""
_VALUES: Final[tuple[type, ...]] = (int, float, complex, str, bytes, tuple, frozenset)
_CONTAINERS: Final[tuple[type, ...]] = (list, OrderedDict, defaultdict, dict, set)


def describe(thing: Any) -> str:
    """What a thing is, for people who never heard of it."""
    kind = type(thing)
    name = getattr(thing, "__name__", None) or getattr(thing, "name", None)
    of = f" {name!r}" if isinstance(name, str) else ""
    home = "" if kind.__module__ in ("builtins", "__main__", "__mp_main__") else f"{kind.__module__.lstrip('_')}."
    return f"an object of the kind {home}{kind.__qualname__}{of}"


# --- containers ------------------------------------------------------------------------------------------


def _copy_list(copy: MemoryCopy, thing: list[Any]) -> Any:
    made = copy.remember(thing, [])
    if thing:
        _fill_list(copy, thing, made)
    return made


def _fill_list(copy: MemoryCopy, thing: list[Any], made: list[Any]) -> None:
    copy.later(lambda: list.extend(made, [copy(item) for item in list.__iter__(thing)]))


def _copy_dict(copy: MemoryCopy, thing: dict[Any, Any]) -> Any:
    made = copy.remember(thing, {})
    if thing:
        _fill_dict(copy, thing, made)
    return made


def _fill_dict(copy: MemoryCopy, thing: dict[Any, Any], made: dict[Any, Any]) -> None:
    base: Any = OrderedDict if isinstance(thing, OrderedDict) else dict

    def insert(pairs: list[tuple[Any, Any]]) -> None:
        for key, value in pairs:
            base.__setitem__(made, key, value)

    def fill() -> None:
        pairs = [(copy(key), copy(value)) for key, value in base.items(thing)]
        if all(class_of(key) in ATOMIC for key, _ in pairs):
            insert(pairs)
        else:
            copy.with_keys(lambda: insert(pairs))

    copy.later(fill)


def _copy_set(copy: MemoryCopy, thing: set[Any]) -> Any:
    made = copy.remember(thing, set())
    _fill_set(copy, thing, made)
    return made


def _fill_set(copy: MemoryCopy, thing: set[Any], made: set[Any]) -> None:
    def fill() -> None:
        items = [copy(item) for item in set.__iter__(thing)]
        copy.with_keys(lambda: set.update(made, items))

    copy.later(fill)


def _copy_tuple(copy: MemoryCopy, thing: tuple[Any, ...]) -> Any:
    items = [copy(item) for item in thing]
    unchanged = all(map(is_, items, thing))
    return copy.remember(thing, thing if unchanged else tuple(items))


def _copy_frozenset(copy: MemoryCopy, thing: frozenset[Any]) -> Any:
    items = [copy(item) for item in thing]
    unchanged = all(map(is_, items, thing))
    if not unchanged:
        copy.finish()  # it looks at the hashes of its items at once
    return copy.remember(thing, thing if unchanged else frozenset(items))


def _copy_proxy(copy: MemoryCopy, thing: types.MappingProxyType[Any, Any]) -> Any:
    return copy.remember(thing, types.MappingProxyType(copy(dict(thing))))


def _copy_weak(copy: MemoryCopy, thing: weakref.ref[Any]) -> Any:
    meant = thing()
    return copy.remember(thing, thing if meant is None else weakref.ref(copy(meant)))


# --- instances -------------------------------------------------------------------------------------------


def copy_instance(copy: MemoryCopy, thing: Any, kind: type) -> Any:
    """An instance of the child's class `kind` with the state of `thing`, without a call of anything of theirs."""
    made = _bare(copy, thing, kind)
    if made is None:
        return copy.share(thing)
    copy.remember(thing, made)
    copy.later(lambda: fill_state(copy, thing, made))
    if isinstance(thing, list):
        _fill_list(copy, thing, made)
    elif isinstance(thing, dict):
        _fill_dict(copy, thing, made)
        if isinstance(thing, defaultdict):
            copy.later(lambda: setattr(made, "default_factory", copy(thing.default_factory)))
    elif isinstance(thing, set):
        _fill_set(copy, thing, made)
    elif isinstance(thing, deque):
        copy.later(lambda: deque.extend(made, [copy(item) for item in deque.__iter__(thing)]))
    return made


def _bare(copy: MemoryCopy, thing: Any, kind: type) -> Any:
    """An instance of `kind` with the value of `thing` but no attributes yet; None where nobody can make one."""
    try:
        return object.__new__(kind)
    except TypeError:
        pass  # it has more than attributes
    if isinstance(thing, BaseException):
        return _bare_exception(copy, thing, kind)
    for base in _VALUES:
        if isinstance(thing, base):
            make: Any = base.__new__
            iterate: Any = base.__dict__.get("__iter__")
            value = [copy(item) for item in iterate(thing)] if base in (tuple, frozenset) else thing
            return make(kind, value)
    for base in _CONTAINERS:
        if isinstance(thing, base):
            empty: Any = base.__new__
            return empty(kind)
    if isinstance(thing, deque):
        made: Any = deque.__new__(kind)
        deque.__init__(made, (), thing.maxlen)
        return made
    return None  # a C type with a layout of its own


def _bare_exception(copy: MemoryCopy, thing: BaseException, kind: type) -> Any:
    base: Any = next(b for b in kind.__mro__ if b.__module__ == "builtins")
    made = base.__new__(kind, *copy(thing.args))
    made.__cause__, made.__context__ = copy(thing.__cause__), copy(thing.__context__)
    made.__suppress_context__ = thing.__suppress_context__
    return made


def fill_state(copy: MemoryCopy, thing: Any, made: Any) -> None:
    """Give `made` the child's copies of all attributes of `thing`."""
    there = _attributes(made)
    for name, value in _attributes(thing).items():
        kind = type(value)
        there[name] = value if type(kind) is type and kind in ATOMIC else copy(value)
    for slot, target in zip(copy.slots(type(thing)), copy.slots(type(made)), strict=True):
        try:
            value = slot.__get__(thing)
        except AttributeError:
            continue  # not assigned yet
        target.__set__(made, copy(value))


def _attributes(thing: Any) -> dict[str, Any]:
    try:
        found: dict[str, Any] = object.__getattribute__(thing, "__dict__")
    except AttributeError:
        return {}
    return found


def slots(kind: type) -> Iterator[Any]:
    """The variables in slots of a class and its bases, the same in a class and its copy."""
    for space in [vars(base) for base in kind.__mro__ if "__slots__" in vars(base)]:
        for name in sorted([name for name, found in space.items() if type(found) is types.MemberDescriptorType]):
            yield space[name]


# --- the library's objects -------------------------------------------------------------------------------


def copy_librarys(copy: MemoryCopy, thing: Any) -> Any:
    """An object of the library: taken apart as `pickle` and `copy` would."""
    if isinstance(thing, BaseException):
        return copy_instance(copy, thing, type(thing))
    try:
        parts = thing.__reduce_ex__(4)
    except Exception:
        return copy.share(thing)  # a generator, a file, a socket: it cannot be in two places
    if isinstance(parts, str):
        return copy.remember(thing, thing)
    make, given, state, items, pairs, setter = (*parts, None, None, None, None)[:6]
    if setter is not None:
        return copy.share(thing)
    arguments = copy(given)
    if any(isinstance(part, (list, dict, set)) for part in arguments):
        copy.finish()  # what it is made from must be whole
    made = copy.remember(thing, make(*arguments))
    if state is not None:
        copy.later(lambda: _set_state(copy, made, state))
    if items is not None:
        copy.later(lambda: made.extend([copy(item) for item in items]))
    if pairs is not None:
        copy.with_keys(lambda: made.update([(copy(key), copy(value)) for key, value in pairs]))
    return made


def _set_state(copy: MemoryCopy, made: Any, state: Any) -> None:
    if hasattr(made, "__setstate__"):
        copied = copy(state)
        copy.finish()
        made.__setstate__(copied)
        return
    for part in state if isinstance(state, tuple) and len(state) == 2 else (state,):
        for name, value in (part or {}).items():
            object.__setattr__(made, name, copy(value))


MAKERS: Final[dict[type, Callable[[MemoryCopy, Any], Any]]] = {
    list: _copy_list,
    dict: _copy_dict,
    set: _copy_set,
    tuple: _copy_tuple,
    frozenset: _copy_frozenset,
    types.MappingProxyType: _copy_proxy,
    weakref.ref: _copy_weak,
}
