"""Accesses to what actors may share: which are steps, which belong to a step, and what is only remembered.

A place in the text becomes a step once two actors were seen to conflict there; what nobody conflicts with costs
no turn. Where threads switch only at calls and loops (`coarse`), accesses belong to the step in which they happen.
"""

from __future__ import annotations

from collections.abc import Hashable
from types import GeneratorType
from typing import Any

from ..actor import Actor
from ..operations import LOCAL, READ, SPINS, WRITE, Operation
from ..trouble import where_now
from ..unnoticed import Unnoticed
from .patience import Patience
from .run_state import Chooser

QUIET = {"acquires": 1, "releases": -1}
"""Acts that leave nothing behind when they come in pairs; and how much is taken by them."""
QUANTUM = 500
"""Accesses that nobody conflicts with after which the turn may pass nevertheless (a busy wait must not starve)."""
CUTTING = frozenset({"_exit", "terminate", "kill", "abort"})
"""Names of what ends others than daemons, wherever they stand."""
CUTTING_OFF = CUTTING | {"daemon"}
WHOLE, ALL = object(), object()
"""Of `versions`: how often anything of a target was written, and how often all of it at once."""


class Touched:
    """Who touched something, whether anybody wrote it, and where in the text."""

    __slots__ = ("actor", "shared", "sites", "written")

    def __init__(self, actor: int) -> None:
        self.actor = actor
        self.shared = False
        self.written = False
        self.sites: list[Any] = []

    def add(self, actor: int, access: int, site: Any) -> None:
        """Another access."""
        if actor != self.actor:
            self.shared = True
        if access == WRITE:
            self.written = True
        if site not in self.sites:
            self.sites.append(site)


class Accesses(Patience):
    """The part of a run that hears of reads and writes."""

    def __init__(self, chooser: Chooser, *, timed: bool, steps: int) -> None:
        super().__init__(chooser, timed=timed, steps=steps)
        self.visible: set[Any] | None = None
        """Places in the text that are steps, growing as actors are seen to conflict there; None: all of them."""
        self.grown = False
        """A place became visible in this run: what went before it may have lacked a step."""
        self.coarse = False
        """Threads switch only where this CPython can: accesses belong to the step in which they happen."""
        self.muted = False
        """Student code runs inside an act of a model (a comparison in a queue's heap): no steps there."""
        self.unnoticed: list[Unnoticed] = []
        """Errors of tasks."""
        self.output_order = False
        """Whether the order of printed lines counts, so that a print is a step."""
        self.escapes: dict[tuple[str, int, str], None] = {}
        self.rough: dict[tuple[str, int, str], None] = {}
        """Calls of the library's Python that touch what others touch, too: really several steps."""
        self.assumptions: dict[str, None] = {}
        self.looked_at = False
        """Variables of the main process are looked at when everything is over."""
        self.brisk = timed
        """Whether routine is made short work of (`routine`). Never where every order is to be gone through."""
        self._touched: dict[Hashable, dict[str | None, Touched]] = {}
        self._begin_watch()

    def _begin_watch(self) -> None:
        self.watching = False
        """Somebody may be waiting busily."""
        self.rounds_alone = 0
        """Rounds of `while` loops that somebody alone has gone."""
        self.chatty = False
        """Somebody has done nothing but print for so long that it is taken to do so for ever."""
        self.loops_begun = 0
        self.going: dict[tuple[int, int], int] = {}
        """Which time a loop was come to last: by its place in the text and where the frame is in memory."""
        self.vain: dict[int, int] = {}
        """Actor -> rounds of its loop that changed nothing, since anybody did something that counts."""
        self.counted = -1
        """How much that counts had been done when `vain` was begun."""
        self.versions: dict[tuple[Hashable, Hashable], int] = {}
        """How often each target was written: what busy waiting waits for."""

    def interruptible(self) -> None:
        """Threads could switch here: a step, if the actor has touched anything since its last one."""
        actor = self.current
        if actor is None or self.solo or self.muted or not self.coarse:
            return
        segment = actor.segment
        if self.visible is None or segment is None or segment.access != LOCAL or segment.also or self.dead:
            self.pause(Operation("goes on", None, LOCAL))
        else:
            self.steps += 1
            self.events[actor.index] += 1

    def _gather(self, actor: Actor, operation: Any) -> None:
        """An access within a step: it belongs to it."""
        if self.watching:
            self.noted(actor, operation)
        if self.flows:
            self.carry(actor, operation)
        if (segment := actor.segment) is not None:
            fresh = [(target, access) for target, access, _ in operation.accesses()]
            segment.widen(tuple(one for one in fresh if one not in segment.also))
        if self.observe is not None:
            self.observe(actor, operation)
            operation.done()

    def touch(self, actor: Actor, operation: Any) -> None:
        """An access to something that could be shared: a step if it is visible, else only remembered."""
        if self.passing:
            self.let_pass()
        if self.muted or (self.brisk and self.went_on(actor, operation)):
            return
        if self.coarse and actor.segment is None:
            self.pause(Operation("goes on", None, LOCAL))  # the first step since it is not alone any more
        if actor.around and not self.coarse:
            operation.widen(actor.around)
            operation.widened = True
        if (visible := self.visible) is None or self._is_visible(actor, operation, visible):
            if self.coarse:
                self._gather(actor, operation)
            elif self.brisk and not self.solo:
                self.declare(operation)
            else:
                self.pause(operation)
            return
        if self.watching:
            self.noted(actor, operation)
        self.pass_by(actor, operation)

    def forget(self, number: int) -> None:
        """Nobody will ever touch this thing again."""
        for target in (number, ("attribute", number), ("call", number)):
            self._touched.pop(target, None)

    def can_be_cut_off(self, actor: Actor) -> bool:
        """Whether the actor may be ended by another's act between any two of its own: then what it does in between is
        seen, although nobody conflicts with it."""
        return bool(actor.daemon or actor.process.daemon or not self.world.mentions.isdisjoint(CUTTING))

    def cuts_off(self) -> bool:
        """Whether the program may end anybody so, be it a daemon, where others go on."""
        return self.world is not None and not self.world.mentions.isdisjoint(CUTTING_OFF)

    def pass_by(self, actor: Actor, operation: Operation) -> None:
        """An act that nobody conflicts with: it counts, and costs no turn."""
        if self.flows and (self.timed or operation.access != READ):  # else nobody has written it who could be later
            self.carry(actor, operation)
        if self.observe is not None:
            self.observe(actor, operation)
            operation.done()
        self.steps += 1
        if self.coarse:
            return
        if self.steps % QUANTUM == 0 or self.dead:
            self.steps -= 1  # so that it is as many steps where every access is one
            self.pause(Operation("goes on", None, LOCAL))  # counts as the step that it stands before
        else:
            self.events[actor.index] += 1

    def _is_visible(self, actor: Actor, operation: Any, visible: set[Any]) -> bool:
        """Whether an access is a step; seeing two actors conflict makes steps of all places where they do.

        What is a step already is remembered, too: another place may conflict with it on something else.
        """
        for target, access, part in operation.accesses():
            self._meet(actor.index, target, access, part if type(part) is str else None, operation.site, visible)
            if access >= WRITE and self.looked_at and self._leaves_its_last_word(actor):
                self.show(operation.site)
        return operation.site in visible

    def _leaves_its_last_word(self, actor: Actor) -> bool:
        """Whether what the actor writes may be what is looked at in the end, although it would have written more."""
        return actor.process is self.processes[0] and self.can_be_cut_off(actor)

    def _meet(self, actor: int, target: Hashable, access: int, part: str | None, site: Any, visible: set[Any]) -> None:
        """Remember who touched which part of what, and where; the whole (None) meets every part."""
        parts = self._touched.get(target)
        if parts is None:
            parts = self._touched[target] = {}
        mine = parts.get(part)
        if mine is None:
            mine = parts[part] = Touched(actor)
        mine.add(actor, access, site)
        if self.timed:
            return
        if mine.shared and mine.written:
            self._show(mine, visible)
        if len(parts) > 1 and (part is None or None in parts):
            for other in parts.values() if part is None else (parts[None],):
                if (mine.written or other.written) and (mine.shared or other.shared or mine.actor != other.actor):
                    self._show(mine, visible)
                    self._show(other, visible)

    def _show(self, touched: Touched, visible: set[Any]) -> None:
        before = len(visible)
        visible.update(touched.sites)
        self.grown = self.grown or len(visible) > before

    def show(self, site: Any) -> None:
        """This place touches the state of a model, whose own acts are always steps: so is this."""
        if self.visible is not None and site not in self.visible and not self.timed:
            self.visible.add(site)
            self.grown = True

    def noted(self, actor: Actor, operation: Operation) -> None:
        """Keep count of reads and writes, for those who wait busily (while anybody is `watching`)."""
        looks = actor.looks
        if looks is not None:
            looks.before = looks.effects
            if operation.kind in QUIET:
                looks.took(operation.target, QUIET[operation.kind])
                if operation.kind == "releases" and operation.subject is not None:
                    looks.given.append(operation.subject)
        for target, access, part in operation.accesses():
            if access >= WRITE or (operation.gives and target == operation.target):
                for key in ((target, part), (target, WHOLE)) if part is not None else ((target, WHOLE), (target, ALL)):
                    self.versions[key] = self.versions.get(key, 0) + 1
                if looks is not None and operation.kind not in QUIET:
                    if type(target) is int and self._is_made_meanwhile(target, looks.known):
                        looks.made += 1
                    else:
                        looks.effects += 1
            elif looks is not None and access == READ:
                looks.reads.append((target, part, self.version(target, part)))

    def _is_made_meanwhile(self, target: int, known: int) -> bool:
        """Whether this is a generator that was met only after so many other things."""
        return target >= known and type(self.subject(target)) is GeneratorType

    def version(self, target: Hashable, part: Hashable) -> int:
        """How often this part of the target (None: any part) was written."""
        if part is None:
            return self.versions.get((target, WHOLE), 0)
        return self.versions.get((target, part), 0) + self.versions.get((target, ALL), 0)

    def in_vain(self, actor: Actor, *targets: Hashable, since: int | None = None) -> None:
        """What the actor just did (and whatever it did since it had so many `effects`) changed nothing: it only looked."""
        looks = actor.looks
        if looks is not None:
            looks.effects = looks.before if since is None else since
            looks.reads.extend((target, None, self.version(target, None)) for target in targets)

    def tried(self, actor: Actor, target: Hashable, taken: bool) -> bool:
        """A lock was tried: if it was `taken`, which is handed on, it was only looked at; else it is a pair with its release."""
        self.in_vain(actor, *((target,) if taken else ()))
        if actor.looks is not None and not taken:
            actor.looks.took(target, 1)
        return taken

    def gave_in_vain(self, actor: Actor, target: Hashable) -> None:
        """There was nothing to give back: it only looked."""
        self.in_vain(actor, target)
        if actor.looks is not None:
            actor.looks.took(target, 1)

    def _waited_in_vain(self, actor: Actor, operation: Operation) -> None:
        """A wait was over before what it waits for came: nothing changed."""
        looks = actor.looks
        if looks is not None:
            looks.before = looks.effects
            looks.rests += operation.kind != SPINS
            looks.reads.extend((target, part, self.version(target, part)) for target, _, part in operation.accesses())

    def escape(self, what: str) -> None:
        """Note that the student's line that runs now does something beyond control."""
        file, line = where_now()
        self.escapes.setdefault((file, line, what))

    def assume(self, what: str) -> None:
        """Note what a model takes for granted, so that whatever is proved is proved under this condition."""
        self.assumptions.setdefault(what)
