"""What a model's `repr` tells, and its attributes: state that other actors change, so that looking at it is an act."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from ..actor import current_actor, is_controlled
from ..instrument.sites import Access, noticing_actor
from ..operations import READ, Accesses, Operation


def look(subject: Any, shared: Any = None, also: Callable[[], Accesses] = tuple) -> None:
    """Just before the state of a model is told. `shared`: what all processes share of it; `also`: what else it depends on.
    We ourselves may look unseen."""
    if is_controlled():
        run = current_actor().run
        number = run.number(subject if shared is None else shared)
        run.pause(Operation("looks at", number, READ, subject=subject, also=also()))


def named_at(subject: Any) -> str:
    """How the `repr` of what the library wrote in Python begins."""
    return f"<{type(subject).__module__}.{type(subject).__qualname__} at 0x7f0000000000"


def touch(subject: Any, name: str, access: int, kind: str = "") -> None:
    """Just before an attribute of a model is read or written that hardly anybody changes: a step where somebody does. `kind`: what
    is done, in a story."""
    actor = noticing_actor()
    if actor is not None:
        run, kind = actor.run, kind or ("reads" if access == READ else "writes")
        inside = name.startswith("_")  # the library's own name of a part says nothing to anybody: the whole is told
        site = run.world.site_of_a_model(f"{type(subject).__name__}.{name}", "" if inside else name)
        target, part = ("attribute", run.number(subject)), ("inside", name) if inside else name
        run.touch(actor, Access(kind, target, access, site, subject, part))


def attributes_of(subject: Any) -> Hashable:
    """What stands for the attributes of a model."""
    return ("attribute", current_actor().run.number(subject))
