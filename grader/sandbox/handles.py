"""Stand-ins for the student's objects: what is done with a handle is done with the object, over there.

Plain values come back by copy, so comparing them happens here. Two handles are equal when they stand for the same object, and a
handle equals a plain value that its object holds. Operators between two handles, and those of one alone, are asked of the objects. With a
plain value they look at what the object holds, and are refused for any other: its own would learn what is expected, and be less
than it, or nought away from it. Nothing of a handle runs the student's code behind a suite's back: `repr` is made here, and special names
are not asked for.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from grader.sandbox.claims import Exhausted, StudentError
from grader.worker.objects import ALONE, BETWEEN, COMPARING

if TYPE_CHECKING:
    from grader.sandbox.conversation import Conversation

_ASKED_FOR = {"__name__", "__qualname__"}
_PLAIN = (bool, int, float, str, bytes, list, tuple, dict, set, frozenset)


class Handle:
    """An object that stayed with the student's code."""

    __slots__ = ("_conversation", "_kind", "_name", "_number")
    _conversation: Conversation
    _kind: str
    _name: str
    _number: int

    def __init__(self, conversation: Conversation, number: int, kind: str, name: str) -> None:
        put = object.__setattr__
        put(self, "_conversation", conversation)
        put(self, "_number", number)
        put(self, "_kind", kind)
        put(self, "_name", name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__") and name not in _ASKED_FOR:
            raise AttributeError(name)
        return self._conversation.ask("get", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._conversation.ask("set", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._conversation.ask("delete", self, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._conversation.ask("call", self, *args, **kwargs)

    def __getitem__(self, key: Any) -> Any:
        return self._conversation.ask("item", self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._conversation.ask("set_item", self, key, value)

    def __delitem__(self, key: Any) -> None:
        self._conversation.ask("delete_item", self, key)

    def __contains__(self, value: Any) -> bool:
        return bool(self._conversation.ask("contains", self, value))

    def __len__(self) -> int:
        return operator.index(self._conversation.ask("len", self))

    def __bool__(self) -> bool:
        return bool(self._conversation.ask("bool", self))

    def __str__(self) -> str:
        return str(self._conversation.ask("str", self))

    def __iter__(self) -> Iterator[Any]:
        return self._conversation.ask("iter", self)  # type: ignore[no-any-return]

    def __next__(self) -> Any:
        try:
            return self._conversation.ask("next", self)
        except StudentError as end:
            raise (Exhausted(end.frames) if end.type == "StopIteration" else end) from None

    def __enter__(self) -> Any:
        return self._conversation.ask("enter", self)

    def __exit__(self, *_: object) -> None:
        self._conversation.ask("exit", self)

    def __dir__(self) -> list[str]:
        return [name for name in self._conversation.ask("dir", self) if type(name) is str]

    def __eq__(self, other: object) -> bool:
        if type(other) in _PLAIN:
            return bool(self._conversation.ask("plainly", self) == other)
        if type(other) is not Handle:
            return NotImplemented
        return self._conversation is other._conversation and self._number == other._number

    def __hash__(self) -> int:
        return hash((id(self._conversation), self._number))

    def __repr__(self) -> str:
        return f"<the submission's {self._kind}{' ' + self._name if self._name else ''}>"


def _asked(verb: str) -> Callable[..., Any]:
    return lambda self, *others: self._conversation.ask(verb, self, *others)


def _between(verb: str, *, turned: bool = False) -> Callable[..., Any]:
    """The operator; `turned`: the object stands on the right."""
    here = getattr(operator, f"__{verb}__")

    def between(self: Handle, other: object) -> Any:
        if type(other) is Handle:
            return self._conversation.ask(verb, self, other)
        held = self._conversation.ask("plainly", self)
        if held is None:
            return NotImplemented
        return here(other, held) if turned else here(held, other)

    return between


def _changed(verb: str) -> Callable[..., Any]:
    return lambda self, other: self._conversation.ask(verb, self, other) if type(other) is Handle else NotImplemented


def _got(name: str, self: Handle) -> Any:
    return self._conversation.ask("get", self, name)


for _verb in ("int", "float", "round", *ALONE):
    setattr(Handle, f"__{_verb}__", _asked(_verb))
for _verb in (*COMPARING, *BETWEEN):
    setattr(Handle, f"__{_verb}__", _between(_verb))
for _verb in BETWEEN:
    setattr(Handle, f"__r{_verb}__", _between(_verb, turned=True))
    setattr(Handle, f"__i{_verb}__", _changed(f"i{_verb}"))
for _name in ("__doc__", "__annotations__"):  # which `Handle` has as well
    setattr(Handle, _name, property(partial(_got, _name)))


def number_of(value: object) -> int:
    """The number of a handle; other objects that are not plain have none."""
    if type(value) is Handle:
        return value._number
    raise TypeError(f"a {type(value).__name__} cannot be sent to a submission; plain values and its own objects can")
