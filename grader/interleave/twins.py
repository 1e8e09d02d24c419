"""Twins: threads that one actor starts to do the same with the same things, so that nobody can tell which of them is which.

Orders that differ only in which twin is which end alike, up to their names. So where every order is gone through, twins come in
one order alone: each begins after the one that was started before it has done something that others can notice. (After symmetry
reduction: Ip, Dill, "Better verification through symmetry", 1996. Here what was started and has done nothing yet is
interchangeable, which takes N! orders of N threads that take one lock to one.)

That holds as long as nothing tells them apart: who runs (`current_thread`, `get_ident`, random numbers of its own), how one of
them is (`is_alive`, `ident`, a limited wait, its clock, an exception), or what their parent does when it has joined some of them, and
not all. Where a run shows that, it is `told_apart`, and the search begins again with every order. Who can be cut off (a daemon)
is no twin: another that has not begun by then would have printed something, before its first act.
"""

from __future__ import annotations

from collections.abc import Hashable
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final

from .operations import LOCAL, Operation
from .plainly import class_of

if TYPE_CHECKING:
    from .actor import Actor
    from .run.scheduler import Run

INTERCHANGEABLE: Final = "of threads that do the same with the same things, one order stands for all"
_WAITS_FOR_AN_END: Final = ("joins", "waits for")


class Twins:
    """Those of one parent that do the same."""

    __slots__ = ("declared", "entered", "joined", "members", "parent", "told")

    def __init__(self, parent: Actor) -> None:
        self.parent = parent
        self.members: list[Actor] = []
        """In the order in which they were started."""
        self.declared: set[int] = set()
        """Who has come to its first act that others can notice; by index."""
        self.entered: set[int] = set()
        """Who has done it."""
        self.joined: set[int] = set()
        """Whom the parent waits for, or has waited for."""
        self.told = False
        """Somebody has looked at one of them."""

    @property
    def partly_joined(self) -> bool:
        """Whether the parent knows that some are over, and not yet of all."""
        return 0 < len(self.joined) < len(self.members)


class _BeginsAfter(Operation):
    """A twin waits until the one before it is under way; unless that one never will be."""

    __slots__ = ()

    def __init__(self, before: Actor, twins: Twins) -> None:
        super().__init__("begins", None, LOCAL, lambda: before.index in twins.entered or not before.alive)

    def is_possible(self) -> bool:
        """Nothing of the program keeps it waiting."""
        return True

    def relents(self) -> bool:
        """The one before it waits, too, and nobody else can go on: it will come to the same place."""
        waited, self.enabled = self.enabled is not None, None
        return waited


def started(actor: Actor, thread: Any, library: type) -> None:
    """The running actor has started another one. `library`: the class of threads that do nothing but call their target."""
    run = actor.run
    parent = run.current
    if run.twins is None or parent is None or run.can_be_cut_off(actor):
        return
    work = _work_of(run, thread, library)
    if work is None:
        return
    twins = run.twins.setdefault((parent.index, *work), Twins(parent))
    if twins.members:
        before = twins.members[-1]
        run.pending[actor.index] = _BeginsAfter(before, twins)
        run.after[actor.index] = before.index
        run.assume(INTERCHANGEABLE)
        run.told_apart = run.told_apart or twins.told
    twins.members.append(actor)
    actor.twins, actor.heeded = twins, True


def _work_of(run: Run, thread: Any, library: type) -> tuple[Hashable, ...] | None:
    """What it does and with what: equal for those that do the same. None where it cannot be compared. Texts and numbers that are
    only equal are not the same: `is` and `id` tell them apart."""
    given = vars(thread)
    function, args = given.get("_target"), given.get("_args")  # who was started twice may have forgotten them
    if type(thread) is not library or "run" in given or given.get("_kwargs"):
        return None
    if type(args) is not tuple or class_of(function) not in (FunctionType, MethodType):
        return None
    parts = (function.__func__, function.__self__) if type(function) is MethodType else (function,)
    return (len(parts), *(run.number(one) for one in (*parts, *args)))


def told(actor: Actor) -> None:
    """Somebody learns which one the actor is, or how it is."""
    if actor.twins is not None:
        actor.twins.told = True
        actor.run.told_apart = actor.run.told_apart or len(actor.twins.members) > 1


def all_told(run: Run) -> None:
    """Somebody looks at all threads."""
    for actor in run.actors:
        told(actor)


def joins(me: Actor, actor: Actor, *, limited: bool) -> None:
    """`me` is about to wait for the actor's end."""
    twins = actor.twins
    if twins is None:
        return
    if limited or twins.parent is not me:
        told(actor)
        return
    run = me.run
    if not twins.joined and run.twins is not None:  # who is started from now on is none of them
        run.twins = {work: others for work, others in run.twins.items() if others is not twins}
        run.joining.append(twins)
    twins.joined.add(actor.index)
    me.heeded = True


def heed(actor: Actor, operation: Operation) -> None:
    """The actor declares an act."""
    twins = actor.twins
    if twins is not None:
        if operation.deadline is not None:
            told(actor)
        if actor.index in twins.declared:
            twins.entered.add(actor.index)
        elif is_noticed(operation):
            twins.declared.add(actor.index)
    if operation.deadline is not None or operation.kind not in _WAITS_FOR_AN_END:
        between(actor)


def is_noticed(operation: Operation) -> bool:
    """Whether others can notice the act: also one that is nobody's affair but for what the library touches that has called back."""
    return operation.access != LOCAL or bool(operation.also)


def between(actor: Actor) -> None:
    """The actor does something that is no wait for an end: if it has joined some of its twins only, that hangs on which."""
    run = actor.run
    if any(twins.parent is actor and twins.partly_joined for twins in run.joining):
        run.told_apart = True


def over(run: Run) -> None:
    """The run has come to its end. How far a parent got that waits for ever for one of its twins hangs on which. (Of a run that was
    given up, another shows how it goes on.)"""
    for twins in run.joining:
        if run.over != "pruned" and twins.parent.alive and any(twin.alive for twin in twins.members):
            run.told_apart = True
