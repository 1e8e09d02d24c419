"""Stand-ins for the student's objects: what is done with a handle is done with the object, over there.

Plain values come back by copy, so comparing them happens here. Two handles are equal when they stand for the same object, for two pieces of
data whose fields are equal, or for two of which the program says so and which hold the same; a handle equals a plain value that its object holds.
Nothing of a handle runs the student's code behind a suite's back: `repr` is made here, unless a suite says so (`by_name`), and
special names are not asked for.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Iterator
from dataclasses import fields, make_dataclass
from functools import partial
from inspect import Parameter, Signature
from keyword import iskeyword
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NoReturn

from grader.sandbox.claims import Exhausted, StudentError
from grader.sandbox.library import class_at
from grader.sandbox.operators import PLAIN, asked, between, changed, is_handle, is_looked_up, refused
from grader.worker.objects import ALONE, BETWEEN, COMPARING
from grader.worker.values.extension import array_interface
from grader.worker.values.held import in_order
from grader.worker.values.record import Record

if TYPE_CHECKING:
    from grader.sandbox.conversation import Conversation

NAMED = frozenset({"type", "function", "method", "builtin_function_or_method", "module", "EnumType"})
"""What is never equal to another by what it holds."""
_MOST_FIELDS = 1_000
_ASKED_FOR = {"__name__", "__qualname__", "__match_args__", "__defaults__", "__members__", "__wrapped__"}
_KINDS = (
    Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.VAR_POSITIONAL, Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD,
)  # fmt: skip
_BY_THE_CLASS = frozenset(
    f"__{name}__" for name in ("call", "len", "bool", "iter", "next", "enter", "exit", "contains", "getitem", "setitem", "delitem", "int", "float",
    "round", "eq", "ne", "repr", "str", "hash", "format", "init", *COMPARING, *ALONE, *BETWEEN, *(f"r{one}" for one in BETWEEN), *(f"i{one}" for one in BETWEEN))
)  # fmt: skip
"""Methods by which a class can be asked something in Python's own way, and which not every object has."""


class Handle:
    """An object that stayed with the student's code."""

    __slots__ = (
        "__weakref__", "_handle_conversation", "_handle_held", "_handle_kind", "_handle_name", "_handle_number", "_handle_shape", "_handle_told",
    )  # fmt: skip
    _handle_conversation: Conversation
    _handle_kind: str
    _handle_name: str
    _handle_number: int
    _handle_held: Any
    """The number, text or date that it is by its class, which never changes; None for any other object."""
    _handle_shape: str
    """`dataclass` or `namedtuple`; empty for any other object."""
    _handle_told: bool
    """Whether it was made of a value of the suite's: how far from that it is, its class may say as it likes."""

    def __init__(
        self, conversation: Conversation, number: int, kind: str, name: str, held: Any, shape: str = ""
    ) -> None:
        put = object.__setattr__
        put(self, "_handle_conversation", conversation)
        put(self, "_handle_number", number)
        put(self, "_handle_kind", kind)
        put(self, "_handle_name", name)
        put(self, "_handle_held", held)
        put(self, "_handle_shape", shape)
        put(self, "_handle_told", False)

    def __copy__(self) -> Any:
        return self._handle_copied(deep=False)

    def __deepcopy__(self, _: object) -> Any:
        return self._handle_copied(deep=True)

    def __reduce_ex__(self, _: object) -> NoReturn:
        raise TypeError(f"{self!r} stays with the program: a suite cannot copy it")

    def __getattribute__(self, name: str) -> Any:
        """Whether an object has a `__len__` of its own is not for `Handle` to say, which has them all; of what class it is, where somebody asks by that name, and
        not `isinstance`."""
        if name in _BY_THE_CLASS or (name == "__class__" and is_looked_up(sys._getframe(1))):
            return object.__getattribute__(self, "_handle_conversation").ask("get", self, name)
        return object.__getattribute__(self, name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__") and name not in _ASKED_FOR:
            raise AttributeError(name)
        return self._handle_conversation.ask("get", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._handle_conversation.ask("set", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._handle_conversation.ask("delete", self, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._handle_conversation.ask("call", self, *args, **kwargs)

    def __getitem__(self, key: Any) -> Any:
        return self._handle_conversation.ask("item", self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._handle_conversation.ask("set_item", self, key, value)

    def __delitem__(self, key: Any) -> None:
        self._handle_conversation.ask("delete_item", self, key)

    def __contains__(self, value: Any) -> bool:
        held = self._handle_content()  # which cannot say yes to whatever it is asked
        return bool(self._handle_conversation.ask("contains", self, value)) if held is None else value in held

    def __len__(self) -> int:
        return operator.index(self._handle_conversation.ask("len", self))

    def __bool__(self) -> bool:
        if self._handle_told and self._handle_conversation.ask("has_method", self, "__bool__"):
            raise refused(self, f"bool({self._handle_kind})")
        return bool(self._handle_conversation.ask("bool", self))

    def __str__(self) -> str:
        said = self._handle_conversation.ask("str", self)  # which may be a text with methods of its own
        return str(said._handle_content() if is_handle(said) else said)

    def __format__(self, spec: str) -> str:
        said = self._handle_conversation.ask("format", self, spec)
        return str(said._handle_content() if is_handle(said) else said)

    def __iter__(self) -> Iterator[Any]:
        return self._handle_conversation.ask("iter", self)  # type: ignore[no-any-return]

    def __next__(self) -> Any:
        try:
            return self._handle_conversation.ask("next", self)
        except StudentError as end:
            raise (Exhausted(end.frames) if end.type == "StopIteration" else end) from None

    def __enter__(self) -> Any:
        return self._handle_conversation.ask("enter", self)

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        return self._handle_conversation.leave(self, error)

    def __dir__(self) -> list[str]:
        return [name for name in self._handle_conversation.ask("dir", self) if type(name) is str]

    def __eq__(self, other: object) -> bool:
        if other is None or type(other) in PLAIN or type(other) is bytearray:
            return self._handle_equals(other)
        if (here := in_order(other)) is not None:
            return bool(self._handle_conversation.ask("in_order", self) == here)
        if isinstance(other, PurePath):
            return bool(self._handle_conversation.ask("path_in", self) == str(other))
        if not is_handle(other):
            return NotImplemented
        if self._handle_held is not None and other._handle_held is not None:
            return bool(self._handle_held == other._handle_held)
        if self._handle_conversation is not other._handle_conversation:
            return False
        if self._handle_number == other._handle_number or self._handle_kind in NAMED or other._handle_kind in NAMED:
            return self._handle_number == other._handle_number
        said = self._handle_conversation.ask("alike", self, other)
        if said is None:
            raise self._handle_conversation.refuse(
                f"this {self._handle_kind} and that {other._handle_kind} are equal, says their __eq__, and hold different things, or more than "
                "is read; its word alone is not taken",
                "A check can look at what they hold, or a scenario note it: program.seen = one == other.",
            )
        return bool(said)

    def __hash__(self) -> int:
        if self._handle_held is not None:
            return hash(self._handle_held)
        own = None if self._handle_kind in NAMED else self._handle_conversation.ask("hash", self)
        return hash((id(self._handle_conversation), self._handle_number)) if own is None else operator.index(own)

    def __repr__(self) -> str:
        """With what it holds, which the grader reads: its own `__repr__` is asked by who says so (`by_name`)."""
        held = None
        if self._handle_kind not in NAMED:
            try:
                held = self._handle_conversation.ask("in_words", self)
            except Exception:  # whoever has gone cannot be asked, which is told elsewhere
                held = None
        if type(held) is str and self._handle_shape:
            return f"{self._handle_kind}({held})"
        named = f"{self._handle_kind}{' ' + self._handle_name if self._handle_name else ''}"
        return f"<the submission's {named}: {held}>" if type(held) is str and held else f"<the submission's {named}>"

    @property
    def __array_interface__(self) -> dict[str, Any]:
        """By which a library of the suite's has an array of numbers at one go, and not element by element."""
        interface = array_interface(self._handle_conversation.ask("memory", self))
        if interface is None:
            raise AttributeError("__array_interface__")
        return interface

    @property
    def __signature__(self) -> Signature:
        """For `inspect.signature`."""
        told = self._handle_conversation.ask("parameters", self)
        if told is None:
            raise AttributeError("__signature__")
        parameters, back = told
        made = [
            Parameter(name, _KINDS[kind], default=_or_none(default), annotation=_or_none(annotation))
            for name, kind, default, annotation in parameters
        ]
        return Signature(made, return_annotation=_or_none(back), __validate_parameters__=False)

    def __instancecheck__(self, thing: object) -> bool:
        if type(thing) is Record:
            return bool(self._handle_conversation.ask("has_kind", self, thing.record_type))
        ours = number_of(thing) is None and type(thing) not in PLAIN
        return not ours and bool(self._handle_conversation.ask("is_instance", self, thing))

    def __subclasscheck__(self, other: object) -> bool:
        return number_of(other) is not None and bool(self._handle_conversation.ask("is_subclass", self, other))

    @property
    def __dict__(self) -> Any:  # type: ignore[override]
        """For `vars`."""
        return _got("__dict__", self)

    @property
    def __bases__(self) -> tuple[type, ...]:
        """Python's own classes, and its library's, that a class of the program's is made from: `issubclass(program.TooSmall, ValueError)`."""
        homes = self._handle_conversation.ask("pythons_own", self)
        return tuple(kind for home in homes if (kind := class_at(home)) is not None)

    def _handle_copied(self, *, deep: bool) -> Any:
        copied = None if self._handle_kind in NAMED else self._handle_conversation.ask("copy_of", self, deep)
        return self.__reduce_ex__(0) if copied is None else copied

    def _handle_equals(self, plain: Any) -> bool:
        """Whether it holds the same; where its class has an `__eq__` of its own, whether that says so, too."""
        same = plain is not None and bool(self._handle_content() == plain)
        if self._handle_kind in NAMED or not self._handle_conversation.ask("compares", self):
            return same
        said = bool(self._handle_conversation.ask("equals", self, plain))
        if said and not same:
            raise self._handle_conversation.refuse(
                f"this {self._handle_kind} equals {plain!r}, says its __eq__, whose word alone is not taken",
                "A check can look at what it holds, or a scenario note it: program.seen = one == 5.",
            )
        return said

    def _handle_content(self) -> Any:
        """What it holds by its class; None where that is made from nothing plain."""
        return self._handle_conversation.ask("plainly", self) if self._handle_held is None else self._handle_held


class DataHandle(Handle):
    """A dataclass, or an object of one: `dataclasses.fields`, `asdict` and their like take it for one."""

    __slots__ = ()

    @property
    def __dataclass_fields__(self) -> dict[str, Any]:
        told = self._handle_conversation.ask("field_names", self)
        names = [
            name for name in dict.fromkeys(told) if type(name) is str and name.isidentifier() and not iskeyword(name)
        ]
        return {field.name: field for field in fields(make_dataclass("Data", names[:_MOST_FIELDS]))}


def _or_none(told: tuple[Any, ...]) -> Any:
    return told[0] if told else Parameter.empty


def _got(name: str, self: Handle) -> Any:
    return self._handle_conversation.ask("get", self, name)


for _verb in ("int", "float", "round", *ALONE):
    setattr(Handle, f"__{_verb}__", asked(_verb))
for _verb in (*COMPARING, *BETWEEN):
    setattr(Handle, f"__{_verb}__", between(_verb))
for _verb in BETWEEN:
    setattr(Handle, f"__r{_verb}__", between(_verb, turned=True))
    setattr(Handle, f"__i{_verb}__", changed(_verb))
for _name in ("__doc__", "__annotations__"):  # which `Handle` has as well
    setattr(Handle, _name, property(partial(_got, _name)))


def number_of(value: object) -> int | None:
    """The number of a handle, of an exception that is still there, and of the class of one; other objects have none."""
    if is_handle(value):
        return value._handle_number
    if isinstance(value, type):
        kept = vars(value).get("_handle") if issubclass(value, StudentError) else None
    else:
        kept = value._object if isinstance(value, StudentError) else None
    return None if kept is None else number_of(kept)
