"""What a model knows and the program that uses it must not find: an attribute without a name.

A program holds models (locks, threads, pipes), and whatever hangs on them by name it can reach, down to the scheduler
that decides what is proved about it. So a model keeps what belongs to the engine in a slot whose descriptor is taken
off its class: neither `dir` nor `vars`, `copy` or `pickle` leads there, only the two functions that are answered here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def hidden(kind: type, name: str, _holds: type[T]) -> tuple[Callable[[Any], T], Callable[[Any, T | None], None]]:
    """(look, put) for the slot `name` of a class, which from now on nobody else can name. It holds an object of this
    type, or None where the class says so."""
    slot = kind.__dict__[name]
    delattr(kind, name)
    return slot.__get__, slot.__set__
