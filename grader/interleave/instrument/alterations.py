"""What a program changes of the library itself: `threading.Thread = Mine`, `threading.Thread.run = mine`.

Whoever is judged with threads or locks of the library would be judged with the program's own then, and whoever starts a thread
in the next run would meet what this one has left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MethodWrapperType, ModuleType, WrapperDescriptorType
from typing import Any, Final

from greenlet import getcurrent

from ..actor import ActorGreenlet
from ..plainly import class_of, module_name, names_in
from .containers import is_a
from .manners import is_of_a_model, is_ours

MEANT_TO_BE_SET: Final = frozenset(["excepthook"])
PUTTING: Final = frozenset({"__setattr__", "__delattr__"})
"""Who calls these of another class than `object` or the one above can change what refuses to be changed, or is watched."""
NOTED: Final = frozenset({"__slotnames__", "__annotations__", "__annotations_cache__", "__annotate_func__"})
"""What `copyreg`, and whoever asks for annotations, note in a class for themselves: it says nothing."""
CONCURRENT: Final = frozenset(["threading", "_thread", "queue", "multiprocessing", "concurrent"])


def note_alteration(owner: Any, name: str) -> None:
    """Just before `owner.name` is assigned or deleted, by whoever it is, alone or not."""
    stack = getcurrent()
    if type(stack) is not ActorGreenlet or name in MEANT_TO_BE_SET:
        return
    run = stack.actor.run
    standins = run.world.standins
    if name == "__class__":
        run.escape("an assignment to __class__")
    if is_a(owner, type):
        if owner in standins.classes:
            run.escape(f"an assignment to {owner.__module__}.{owner.__qualname__}.{name}")
            standins.altered = True
    elif is_of_the_library(owner):
        before = names_in(owner).get(name)
        if before in standins.classes if is_a(before, type) else is_ours(before):
            run.escape(f"an assignment to {module_name(owner)}.{name}")


def is_putting(function: Any) -> bool:
    """Whether it is `object.__setattr__`, `type.__delattr__` or the like, which get past whoever watches."""
    return class_of(function) in (WrapperDescriptorType, MethodWrapperType) and function.__name__ in PUTTING


def note_putting(function: Any, args: Sequence[Any]) -> None:
    """Just before one of these is called: of a class or a module it is an assignment like any other."""
    owner, *more = args if type(function) is WrapperDescriptorType else (function.__self__, *args)
    if more and is_a(owner, type):
        note_alteration(owner, str(more[0]))
    elif more and is_a(owner, ModuleType):
        stack = getcurrent()
        if type(stack) is ActorGreenlet:
            stack.actor.run.escape(f"an assignment to {module_name(owner)}.{more[0]}")


def is_of_the_library(module: ModuleType) -> bool:
    """Whether a module is one of those that threads and processes come from."""
    return module_name(module).partition(".")[0] in CONCURRENT


def is_altered(kind: type, before: Mapping[str, Any]) -> bool:
    """Whether there is something else in a class than there was. What is put there is not asked whether it is equal: it would
    say so."""
    now = vars(kind)
    names = (now.keys() | before.keys()) - NOTED
    return any(name not in now or name not in before or now[name] is not before[name] for name in names)


def is_ones_own(name: str, value: object) -> bool:
    """Whether what stands in a module for a thing of the library's is a model, and not there to be set."""
    return name not in MEANT_TO_BE_SET and (is_a(value, type) or is_ours(value))


def put_back(kept: Mapping[type, dict[str, Any]]) -> None:
    """Make the classes what they were."""
    for kind, before in kept.items():
        for name in [name for name in vars(kind) if name not in before]:
            delattr(kind, name)
        for name, value in before.items():
            if vars(kind).get(name) is not value:
                setattr(kind, name, value)


def models_among(values: Iterable[object]) -> set[type]:
    """The classes among these that are models, and the models that they are made from."""
    return {base for value in values if isinstance(value, type) for base in value.__mro__ if is_of_a_model(base)}
