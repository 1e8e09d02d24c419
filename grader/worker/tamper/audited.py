"""Two settings inside the interpreter for which Python has no word, made through ctypes before any student's code.

- *Reading an attribute raises an audit event* if its definition says so (`Py_AUDIT_READ`). CPython says so of a
  traceback's frame and a function's code, and not of a function's globals and closure, which lead just as far.
- *A class cannot be changed* if its type says so (`Py_TPFLAGS_IMMUTABLETYPE`), as those written in C do.

Both are bits in structures whose layout is part of the stable ABI; each is read before it is written and tried
afterwards, so that another layout than the known one ends the worker instead of corrupting it.
"""

from __future__ import annotations

import ctypes
from functools import cache
from types import FunctionType, MappingProxyType, MethodType, ModuleType
from typing import Any

from grader.worker.flags import IMMUTABLE, flags_of
from grader.worker.walls.layer import WallError

PARTS = ((FunctionType, "__globals__"), (FunctionType, "__closure__"), (FunctionType, "__builtins__"), (MethodType, "__self__"))  # fmt: skip
"""What leads from one of our functions to the rest of us, and raises no event by itself."""
INNER = frozenset({"acts", "channel", "crew", "feeder", "launch", "patch", "pickling", "state"})
"""Modules with models of which a program sees nothing."""
_READONLY, _AUDIT_READ = 1, 2
_WORD = ctypes.sizeof(ctypes.c_void_p)


class _Member(ctypes.Structure):
    _fields_ = [("name", ctypes.c_void_p), ("kind", ctypes.c_int), ("offset", ctypes.c_ssize_t), ("flags", ctypes.c_int)]  # fmt: skip


@cache
def audit_parts() -> None:
    """From now on reading `PARTS` raises `object.__getattr__`. In a forked worker it is done already."""
    for kind, name in PARTS:
        member = _member(kind.__dict__[name])
        if _text_at(member.name, len(name)) != name or member.flags & ~_AUDIT_READ != _READONLY:
            raise WallError(f"tamper: this Python lays out {name} in another way")
        if not member.flags & _AUDIT_READ:
            member.flags |= _AUDIT_READ


def close(module: ModuleType) -> None:
    """From now on nobody assigns to the attributes of this module's classes, but for those that stand for classes of
    the library: a program may do with its `Thread` what it likes."""
    for kind in [kind for kind in vars(module).values() if isinstance(kind, type)]:
        # By its metaclass, where it has taken the name of a class of the library's that nobody can change either.
        if module.__name__ in (kind.__module__, type(kind).__module__) and not _is_the_programs(kind):
            if "__dataclass_fields__" in vars(kind):  # by which its instances are told
                # A copy: where a class got slots, the one before it may still live, and holds the same dict.
                kind.__dataclass_fields__ = MappingProxyType(dict(kind.__dataclass_fields__))  # type: ignore[attr-defined]
            close_class(kind)


def _is_the_programs(kind: type) -> bool:
    _, models, where = kind.__module__.partition(".interleave.models.")
    inner = where.rpartition(".")[2] in INNER or ".memory." in kind.__module__
    shared = any(base.__name__ == "Shared" for base in kind.__mro__)
    return bool(models) and not inner and not shared and not kind.__name__.startswith("_")


def close_class(kind: type) -> None:
    """From now on nobody assigns to the attributes of this class."""
    flags_of(kind).value |= IMMUTABLE


def is_closed(kind: type) -> bool:
    """Whether nobody assigns to the attributes of this class."""
    return bool(flags_of(kind).value & IMMUTABLE)


def _member(descriptor: Any) -> _Member:
    """The definition behind a member descriptor: what its last word points to."""
    where = id(descriptor) + type(descriptor).__basicsize__ - _WORD
    return _Member.from_address(ctypes.c_void_p.from_address(where).value or 0)


def _text_at(address: int, length: int) -> str:
    return (ctypes.c_char * (length + 1)).from_address(address).value.decode("ascii", "replace")
