"""What can be reached from some names, down to plain values, as one value that can be compared: what is alike has the same form,
and the same things in the same places (which of several equal lists it is counts; where in memory they lie does not).

Nothing of the program's runs for it. What may keep something unseen (an iterator, a file, a queue) has no form.
"""

from __future__ import annotations

import types
from collections import deque
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from ..models.threading.conditions import Event
from ..models.threading.locks import Lock, RLock, owner_of, owner_of_r
from ..models.threading.threads import Thread
from ..plainly import class_of, exact

MOST = 2_000
"""Things that are looked at."""
MANY = 20_000
"""Values in them: to look at more, again and again, takes longer than the program."""
VALUES = (type(None), bool, int, float, complex, str, bytes, range)
FIXED = (types.GetSetDescriptorType, types.MemberDescriptorType, types.WrapperDescriptorType)
"""What is what it is for as long as a program runs."""
FOUND_BY_ALL = ("__weakref__", "__dict__", "_abc_impl")
Form = tuple[Hashable, ...]
"""What a thing is, apart from what it holds, and what it holds."""


class Unknown(Exception):
    """Something is there whose state cannot be seen."""


def snapshot(things: Iterable[Any], is_own: Callable[[str], bool]) -> Form:
    """The form of these things. `is_own`: whether a module of that name is the program's. Raises Unknown."""
    waiting, numbers, form, kept = deque(things), dict[int, int](), list[Hashable](), list[Any]()
    while waiting:
        thing = waiting.popleft()
        if class_of(thing) in VALUES:
            form.append((type(thing), thing))
        elif id(thing) in numbers:
            form.append(numbers[id(thing)])
        elif len(numbers) >= MOST:
            raise Unknown
        else:
            numbers[id(thing)] = len(numbers)
            kept.append(thing)  # an id must not come again
            what, parts = _inside(thing, is_own)
            form.append((what, len(parts)))
            if len(form) + len(waiting) + len(parts) > MANY:
                raise Unknown
            waiting.extend(parts)
    return tuple(form)


def _inside(thing: Any, is_own: Callable[[str], bool]) -> tuple[Hashable, list[Any]]:
    kind: Any = type(thing)
    known = exact(kind)
    if known in (list, tuple, deque):
        return kind, list(thing)
    if kind is dict:
        return kind, [*thing, *thing.values()]
    if known in (set, frozenset) and all(class_of(one) in VALUES for one in thing):
        return (kind, frozenset(thing)), []
    if kind is types.MethodType:
        return kind, [thing.__func__, thing.__self__]
    if kind is types.BuiltinFunctionType:
        return (kind, thing.__name__), [thing.__self__]
    if known in (classmethod, staticmethod):
        return kind, [thing.__func__]
    if kind is property:
        return kind, [thing.fget, thing.fset, thing.fdel]
    if issubclass(kind, type):
        return id(thing), _of_class(thing) if is_own(thing.__module__) else []
    if kind is types.FunctionType:
        return id(thing), _of_function(thing) if is_own(thing.__module__) else []
    return (id(thing), []) if known in FIXED or issubclass(kind, types.ModuleType) else _of_object(thing, kind, is_own)


def _of_class(cls: type) -> list[Any]:
    return [value for name, value in vars(cls).items() if name not in FOUND_BY_ALL]


def _of_function(function: types.FunctionType) -> list[Any]:
    cells = function.__closure__ or ()
    return [function.__defaults__, function.__kwdefaults__, function.__dict__, *(cell.cell_contents for cell in cells)]


def _of_object(thing: Any, kind: type, is_own: Callable[[str], bool]) -> tuple[Hashable, list[Any]]:
    if kind is Lock:
        return (kind, id(owner_of(thing))), []
    if kind is RLock:
        return (kind, id(owner_of_r(thing))), []
    if kind is Event:
        return (kind, thing._flag), []
    own = [cls for cls in kind.__mro__ if is_own(cls.__module__)]
    if not {*kind.__mro__} - {*own} <= {object, Thread}:
        raise Unknown
    members = [member for cls in own for member in vars(cls).values() if type(member) is types.MemberDescriptorType]
    names = object.__getattribute__(thing, "__dict__") if kind.__dictoffset__ else {}
    return id(kind), [*(_kept(member, thing) for member in members), *names, *names.values()]


def _kept(member: types.MemberDescriptorType, thing: Any) -> Any:
    try:
        return member.__get__(thing)
    except AttributeError:
        return None
