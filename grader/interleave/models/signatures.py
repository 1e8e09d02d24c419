"""What `inspect.signature` says of models: the parameters, as the library's own classes have them, without annotations.

The real one would look into our functions for them, and whoever does that is taken for one who reaches for the explorer.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from ..instrument.manners import is_ours

_NAME = "_signature_from_function"
_real: Callable[..., Any] | None = getattr(inspect, _NAME, None)
PLACE = ("inspect", _NAME)
"""Where `inspect` looks for what it asks of a function written in Python."""


def signature(cls: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
    """In its place."""
    if not is_ours(function):
        assert _real is not None
        return _real(cls, function, *args, **kwargs)
    return cls(list(_parameters(function)))


def _parameters(function: FunctionType) -> Iterator[inspect.Parameter]:
    code = function.__code__
    defaults, named = function.__defaults__ or (), function.__kwdefaults__ or {}
    count, more = code.co_argcount, code.co_argcount + code.co_kwonlyargcount
    names = code.co_varnames
    for number, name in enumerate(names[:count]):
        kind = (
            inspect.Parameter.POSITIONAL_ONLY
            if number < code.co_posonlyargcount
            else inspect.Parameter.POSITIONAL_OR_KEYWORD
        )
        at = number - count + len(defaults)
        yield inspect.Parameter(name, kind, default=defaults[at] if at >= 0 else inspect.Parameter.empty)
    if code.co_flags & inspect.CO_VARARGS:
        yield inspect.Parameter(names[more], inspect.Parameter.VAR_POSITIONAL)
        more += 1
    for name in names[count : count + code.co_kwonlyargcount]:
        yield inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=named.get(name, inspect.Parameter.empty))
    if code.co_flags & inspect.CO_VARKEYWORDS:
        yield inspect.Parameter(names[more], inspect.Parameter.VAR_KEYWORD)
