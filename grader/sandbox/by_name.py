"""What a suite asks of an object by Python's own names: `repr(found)`, `callable(found)`, `isinstance(found, deque)`, `type(found)`. Its modules are given
these (`judge/modules.py`); for whoever else asks, a handle is a handle."""

from __future__ import annotations

import builtins
import sys
from types import UnionType
from typing import Any, Union, get_args, get_origin

from grader.sandbox.claims import StudentError
from grader.sandbox.handles import NAMED
from grader.sandbox.library import class_at
from grader.sandbox.operators import is_handle


def repr_of(thing: object) -> str:
    """`repr` as the program has it, where a suite asks for that by its name."""
    if isinstance(thing, StudentError) and thing._object is not None:
        return repr_of(thing._object)
    if not is_handle(thing) or thing._handle_kind in NAMED:
        return repr(thing)
    said = thing._handle_conversation.ask("repr", thing)
    return said if type(said) is str else f"<{thing._handle_kind} object>"


def is_callable(thing: object) -> bool:
    """`callable`, where a suite says so."""
    return bool(thing._handle_conversation.ask("callable", thing)) if is_handle(thing) else callable(thing)


def is_instance(thing: object, kinds: Any) -> bool:
    """`isinstance`, where a suite says so: what an object's class is made from of Python's own and its library's, too."""
    if type(kinds) is tuple or get_origin(kinds) in (Union, UnionType):
        return any(is_instance(thing, one) for one in (kinds if type(kinds) is tuple else get_args(kinds)))
    if kinds is kind_of:
        kinds = type
    if not is_handle(thing):
        return isinstance(thing, kinds)
    if get_origin(kinds) and not get_args(kinds):  # `typing.Sequence` is another name of the class
        kinds = get_origin(kinds)
    if not issubclass(type(kinds), type) or kinds.__module__.partition(".")[0] not in sys.stdlib_module_names:
        return isinstance(thing, kinds)
    return bool(thing._handle_conversation.ask("is_made_from", thing, kinds.__module__, kinds.__name__))


def kind_of(*args: Any, **kwargs: Any) -> Any:
    """`type`, where a suite says so: of an object the class that it has over there, or the library's own."""
    return _kind(*args) if len(args) == 1 and not kwargs else type(*args, **kwargs)


def _kind(thing: object) -> Any:
    if isinstance(thing, StudentError):
        known = vars(builtins).get(thing.type)
        return known if isinstance(known, type) and isinstance(thing, known) else type(thing)
    if not is_handle(thing):
        kind = type(thing)
        return kind_of if kind is type else kind
    home = thing._handle_conversation.ask("pythons_kind", thing)
    return class_at(home) or thing._handle_conversation.ask("kind", thing)
