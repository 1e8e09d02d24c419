"""What an exception or a module is and says, asked so that its class cannot answer otherwise, or answer with an error of its own."""

from __future__ import annotations

import builtins
import sys
from abc import ABCMeta
from collections import Counter, OrderedDict, defaultdict
from types import ModuleType, TracebackType
from typing import Any

_get: dict[str, Any] = {
    name: BaseException.__dict__[name].__get__
    for name in ("__cause__", "__context__", "__dict__", "__suppress_context__", "__traceback__", "args")
}
_name, _qualified, _module = (type.__dict__[name].__get__ for name in ("__name__", "__qualname__", "__module__"))
_DICTS = (dict, OrderedDict, defaultdict, Counter)
_HASHED = {str, int, float, bool, bytes, type(None)}
_order, _bases, _space = (type.__dict__[name].__get__ for name in ("__mro__", "__bases__", "__dict__"))
_OWN = {
    id(kind): kind.__name__
    for kind in vars(builtins).values()
    if isinstance(kind, type) and issubclass(kind, BaseException)
}
"""Python's own exceptions; a class is not asked whether it is one of them."""
_names: Any = vars(ModuleType)["__dict__"].__get__


class _Own:
    """What stands for a class of the program's with a metaclass of its own."""


FAILED = "<exception str() failed>"


def traceback_of(exception: BaseException) -> TracebackType | None:
    """`exception.__traceback__`."""
    found: TracebackType | None = _get["__traceback__"](exception)
    return found


def notes_on(exception: BaseException) -> dict[str, Any]:
    """`vars(exception)`."""
    found: dict[str, Any] = _get["__dict__"](exception)
    return found


def cause_of(exception: BaseException) -> BaseException | None:
    """`exception.__cause__`, where that is another."""
    found: BaseException | None = _get["__cause__"](exception)
    return None if found is exception else found


def context_of(exception: BaseException) -> BaseException | None:
    """`exception.__context__`, where that is another and is to be told."""
    found: BaseException | None = _get["__context__"](exception)
    return None if found is exception or _get["__suppress_context__"](exception) else found


def args_of(exception: BaseException) -> tuple[object, ...]:
    """`exception.args`."""
    found: tuple[object, ...] = _get["args"](exception)
    return found


def kind_of(exception: BaseException) -> str:
    """The name of its class."""
    found: str = _name(type(exception))
    return found


def pythons_kind_of(kind: type) -> str:
    """The name of the nearest of Python's own exceptions that a class is made from, or is; "" where its metaclass leaves them out."""
    return next((_OWN[id(one)] for one in _order(kind) if id(one) in _OWN), "")


def library_kind_of(exception: BaseException) -> str:
    """The nearest class of Python's library that it is made from, or is, under its full name; "" where there is none before one of Python's own."""
    kind = next((kind for kind in _order(type(exception)) if is_librarys(kind)), None)
    return "" if kind is None or id(kind) in _OWN else ".".join(home_of(kind))


def is_librarys(kind: type) -> bool:
    """Whether an exception's class is one of Python's own, which is known by itself, or says that it stands in its library, of which a program has copies."""
    home = home_of(kind)[0].partition(".")[0]
    return id(kind) in _OWN or (home != "builtins" and home in sys.stdlib_module_names)


def full_kind_of(exception: BaseException) -> str:
    """The name of its class as a traceback tells it."""
    kind = type(exception)
    home, name = _module(kind), _qualified(kind)
    if type(home) is not str:
        return f"<unknown>.{name}"
    return name if home in ("builtins", "__main__") else f"{home}.{name}"


def exact(kind: type) -> type:
    """A class whose `==` and `hash` are Python's; for one whose metaclass may have others, one that is no other."""
    return kind if type(kind) is type or type(kind) is ABCMeta else _Own


def class_of(thing: object) -> type:
    """The class of a thing, to be looked for among others: no metaclass is asked whether it is one of them."""
    kind = type(thing)
    return kind if type(kind) is type or type(kind) is ABCMeta else _Own


def order_of(kind: type) -> tuple[type, ...]:
    """`kind.__mro__`."""
    found: tuple[type, ...] = _order(kind)
    return found


def bases_of(kind: type) -> tuple[type, ...]:
    """`kind.__bases__`."""
    found: tuple[type, ...] = _bases(kind)
    return found


def space_of(kind: type) -> Any:
    """`vars(kind)`."""
    return _space(kind)


def home_of(kind: type) -> tuple[str, str]:
    """Its module, as far as that is told, and its name."""
    home = _module(kind)
    return home if type(home) is str else "", _name(kind)


def is_dict(kind: type) -> bool:
    """Whether its objects differ from other dicts in their contents alone."""
    return exact(kind) in _DICTS or is_counter(kind)


def items_of(thing: Any) -> list[tuple[Any, Any]]:
    """What such a dict holds. One that has an order of its own is asked for it, as long as no key is asked for its hash thereby."""
    ordered = type(thing) is OrderedDict and all(class_of(key) in _HASHED for key in [*dict.keys(thing)])
    return list(OrderedDict.items(thing) if ordered else dict.items(thing))


def is_counter(kind: type) -> bool:
    """Whether it is `Counter`; also the one that was made anew from its text."""
    return home_of(kind) == ("collections", "Counter") and issubclass(kind, dict)


def text_of(thing: object) -> str | None:
    """What `str` makes of a thing of the program's, and no class of its own; None where that fails."""
    try:
        return str.__str__(str(thing))
    except BaseException:  # its own `__str__` may raise anything, SystemExit too
        return None


def repr_of(plain: object) -> str | None:
    """What `repr` makes of what is plain; None of a whole number of more digits than Python writes."""
    try:
        return repr(plain)
    except ValueError:  # no matter for the program, which may never write it
        return None


def code_of(leaving: SystemExit) -> object:
    """`leaving.code`, an exact number where it is one. What cannot be asked stands for itself, as in CPython."""
    try:
        code: object = leaving.code
    except Exception:
        return leaving
    return int.__index__(code) if issubclass(type(code), int) else code  # type: ignore[arg-type]


def names_in(module: ModuleType) -> dict[str, Any]:
    """`vars(module)`."""
    found: dict[str, Any] = _names(module)
    return found


def module_name(module: ModuleType) -> str:
    """What a module says that it is called; nothing where that is no text."""
    name = names_in(module).get("__name__")
    return name if type(name) is str else ""
