"""No program makes this interpreter follow an address of its making: what `ctypes` keeps, and what it loses.

Whoever reads memory reads the key of the wire, and whoever writes it takes back what was noticed. `ctypes` does both in
many ways, and the interpreter tells of few of them. What is left to a program is its data: numbers, arrays, structures,
buffers, and the memory that processes share. In this interpreter

- *no value is read where an address points* (`read_nowhere`): classes of text (`c_char_p`), of wide text and of Python
  objects are addresses like `c_void_p`, whoever makes them, from before `ctypes` itself is loaded;
- *no pointer is followed and no function of C is called* but by us (`follow_nowhere`): that raises `FOLLOWED` first,
  which `tamper.watch` hears;
- `memset` and `memmove` work on things, whose size is known, and on addresses that belong to one (`things`).
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

from grader.worker.flags import IMMUTABLE, MAY_BE_DERIVED_FROM, flags_of
from grader.worker.walls.layer import WallError

_ctypes: Any = importlib.import_module("_ctypes")

FOLLOWED = "grader.followed"
"""The event that is raised before a pointer is followed or a function of C is called; it says what is done."""
_READS = frozenset("zZOX")
"""Letters of the classes whose values lie where an address points. `P` is an address and no more."""
_BEHIND_THE_BACK = (
    "call_function call_cdeclfunction CopyComPointer PyObj_FromPtr Py_INCREF Py_DECREF dlclose FreeLibrary resize"
)
"""Functions of `_ctypes` that take a place in memory for what somebody says it is. `resize` frees what is still looked at."""
_simple = _ctypes._SimpleCData
_kinds = type(_simple)
_line_of = type.__dict__["__mro__"].__get__
_space_of = type.__dict__["__dict__"].__get__
audit = sys.audit


def read_nowhere() -> None:
    """From now on no class is made whose values are read where an address points. To be called before `ctypes` is
    loaded, which makes three; WallError where it was."""
    if isinstance(vars(_kinds).get("_type_"), property):
        return
    if "ctypes" in sys.modules:
        raise WallError("tamper: something that starts with this Python loads ctypes before the grader can limit it")
    _put(_kinds, "_type_", property(_letter))
    flags_of(_kinds).value &= ~MAY_BE_DERIVED_FROM  # a class of such classes could have a `_type_` of its own


def _letter(kind: type) -> Any:
    """`_type_` of a class, which its class is asked for when it is made."""
    for base in _line_of(kind):
        if "_type_" in _space_of(base):
            letter = _space_of(base)["_type_"]
            return "P" if isinstance(letter, str) and str.__str__(letter) in _READS else letter
    raise AttributeError("class must define a '_type_' attribute")


def follow_nowhere() -> None:
    """From now on whoever follows a pointer or calls a function of C is heard of before it is done."""
    function, pointer = _ctypes.CFuncPtr, _ctypes._Pointer
    if isinstance(vars(function)["__call__"], FunctionType):
        return  # in a forked worker it is done already
    _put(function, "__call__", _told("a function of C is called", function.__call__))
    for name in ("__getitem__", "__setitem__"):
        _put(pointer, name, _told("a pointer is followed", vars(pointer)[name]))
    contents = vars(pointer)["contents"]
    _put(pointer, "contents", property(_told("a pointer is followed", contents.__get__), contents.__set__))
    for name in _BEHIND_THE_BACK.split():
        vars(_ctypes).pop(name, None)
    vars(sys.modules["ctypes"]).pop("CopyComPointer", None)  # Windows, from 3.14 on
    _limit(sys.modules["ctypes"])
    for kind in (sys.modules["ctypes"].CDLL, *function.__subclasses__()):
        flags_of(kind).value |= IMMUTABLE


def _limit(public: Any) -> None:
    """What a program finds as `ctypes`."""
    from grader.worker import things  # which needs ctypes

    for name in ("c_char_p", "c_wchar_p", "py_object"):
        kind = vars(public)[name]
        _put(kind, "__init__", _told(f"ctypes.{name} is made", kind.__init__))
    for function in (things.addressof, things.memset, things.memmove):
        setattr(public, function.__name__, function)
    public.resize = _told("a thing's memory is exchanged", _kept_as_it_is)


def _kept_as_it_is(*_: Any) -> None:
    """In place of `ctypes.resize`: what was made of parts of the thing would look at memory that is no longer its own."""
    raise ValueError("Memory cannot be resized because this object doesn't own it")


def _told(what: str, really: Callable[..., Any]) -> Callable[..., Any]:
    def done(*args: Any, **named: Any) -> Any:
        audit(FOLLOWED, what)
        return really(*args, **named)

    return done


def _put(kind: type, name: str, value: Any) -> None:
    """Assign to an attribute of a class that nobody may assign to."""
    flags = flags_of(kind)
    flags.value &= ~IMMUTABLE
    try:
        type.__setattr__(kind, name, value)
    finally:
        flags.value |= IMMUTABLE
