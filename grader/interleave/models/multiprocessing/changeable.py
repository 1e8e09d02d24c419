"""What of a thing on its way to another process can still be changed until it is pickled."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum
from functools import partial
from itertools import islice
from types import BuiltinFunctionType, FunctionType, MemberDescriptorType, MethodType, ModuleType
from typing import Any, Final

from ...actor import Actor, current_actor
from ...instrument.containers import CONTAINERS
from ...instrument.manners import is_of_a_model
from ...instrument.sites import Access, Site, content_target
from ...operations import READ, Accesses
from ...plainly import class_of

_MOST: Final = 30
"""So many of the things inside one are watched; enough for what students hand over."""
_EACH: Final = 30
"""So many items of each are looked through."""
_HOLDING: Final[tuple[Any, ...]] = (list, tuple, set, frozenset, deque)
_NO_OBJECTS: Final = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType, partial, Enum)
NOWHERE: Final = Site(0, "", 0, "")
"""Where the library reads by itself."""
"""Of what the library reads by itself."""
_PLAIN: Final = frozenset({int, float, complex, str, bytes, bool, type(None), range})

Found = list[tuple[Any, bool]]
"""A thing; whether it is its attributes that can be changed, and not what it contains."""


def changeable(item: Any) -> Found:
    """The containers and objects that a thing is made of, outermost first."""
    found: Found = []
    to_do, seen = [item], {id(item)}
    while to_do and len(found) < _MOST:
        thing = to_do.pop(0)
        if class_of(thing) in _PLAIN:
            continue
        if isinstance(thing, CONTAINERS):
            found.append((thing, False))
        if _has_attributes(thing):
            found.append((thing, True))
        for part in _parts(thing):
            if id(part) not in seen:
                seen.add(id(part))
                to_do.append(part)
    return found


def is_doubtful(item: Any) -> bool:
    """Whether it is more than numbers and texts, and containers of such, so that pickling it may fail."""
    to_do, looked = [item], 0
    while to_do and looked < _MOST:
        thing, looked = to_do.pop(), looked + 1
        if class_of(thing) in _PLAIN:
            continue
        if class_of(thing) not in (list, tuple, dict, set, frozenset):
            return True
        to_do.extend(_parts(thing))
    return bool(to_do)


def reads(actor: Actor, found: Found) -> Accesses:
    """What somebody touches who pickles these."""
    run = actor.run
    return tuple(
        (("attribute", run.number(thing)) if own else content_target(run, thing), READ) for thing, own in found
    )


def watch(actor: Actor, found: Found) -> None:
    """Let the search see that these are read here, so that whoever changes them is a step."""
    for (thing, _), (target, access) in zip(found, reads(actor, found), strict=True):
        actor.run.touch(actor, Access("reads", target, access, NOWHERE, thing))


def _has_attributes(thing: Any) -> bool:
    """Whether it is an object whose attributes the program may assign to, and no model."""
    kind = type(thing)
    if isinstance(thing, _NO_OBJECTS) or is_of_a_model(kind):
        return False
    frozen = getattr(getattr(kind, "__dataclass_params__", None), "frozen", False)
    return not frozen and (kind.__dictoffset__ != 0 or kind.__module__ in current_actor().process.modules)


def _parts(thing: Any) -> Iterator[Any]:
    """What is inside, found without running any of the program's code."""
    if isinstance(thing, dict):
        yield from islice(dict.keys(thing), _EACH)
        yield from islice(dict.values(thing), _EACH)
    elif isinstance(thing, MethodType):
        yield thing.__self__
    elif isinstance(thing, partial):
        yield from (thing.func, *thing.args, *thing.keywords.values())
    else:
        for kind in _HOLDING:
            if isinstance(thing, kind):
                yield from islice(kind.__iter__(thing), _EACH)
    if not isinstance(thing, _NO_OBJECTS) and not is_of_a_model(type(thing)):
        yield from _values(thing)


def _values(thing: Any) -> Iterator[Any]:
    """What its attributes hold."""
    kind = type(thing)
    if kind.__dictoffset__:
        yield from islice(object.__getattribute__(thing, "__dict__").values(), _EACH)
    for base in kind.__mro__:
        for member in vars(base).values():
            if isinstance(member, MemberDescriptorType) and base.__module__ in current_actor().process.modules:
                with suppress(AttributeError):
                    yield member.__get__(thing)
