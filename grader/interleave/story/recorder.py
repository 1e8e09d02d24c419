"""Watching a run step by step: who stands where, about to do what, with which value and which locks.

Long stretches in which one actor goes on undisturbed are kept at both ends only: nobody reads their middle, and a
schedule of a hundred thousand steps must not fill the memory.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from sys import _getframe
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any

from greenlet import getcurrent

from ..actor import Actor, SimProcess
from ..instrument.containers import is_a, namespace_of, of_class
from ..instrument.sites import CALLED, Access, VariableSite
from ..models.multiprocessing.process import BaseProcess
from ..models.multiprocessing.visit import SPEAKER
from ..models.threading.threads import Thread
from ..operations import ANSWERS, READ, SPINS, Operation
from ..plainly import class_of, exact, names_in, repr_of
from ..trouble import file_of, is_student_frame, where
from ..weak import Gone

if TYPE_CHECKING:
    from ..run.scheduler import Run

PLAIN = (int, float, complex, str, bytes, bool, type(None))
PASSING = frozenset({"sleeps", "computes", SPINS})
"""Waits that are over when their time is: nobody gives them up."""
RESTING = frozenset({"sleeps", "computes"})
"""Of these, what would have been over in any case, had the run gone on."""
CUTTING = frozenset({"exits", "kills"})
"""Acts that end a process, with all that run in it."""
_UNKNOWN = object()
TAKING = frozenset({"pop", "popleft", "popitem"})
"""Methods that take something out, or fail."""
TAKEN_FROM: tuple[Any, ...] = (list, dict, set, deque, bytearray)
NOTHING = "nothing"
"""What is told of a dictionary's place where nothing is."""
UNDISTURBED = 40
"""Steps of one actor in a row that are kept at each end of a longer stretch."""


@dataclass(slots=True)
class Moment:
    """One recorded step, names still to be found out."""

    actor: Actor
    operation: Operation
    file: str
    line: int
    holds: tuple[Any, ...]
    subject: Any = None
    """What is touched, for its name: held weakly where that can be, until the run is over."""
    called: str = ""
    """The name of its own that it has."""
    value: str | None = None
    waits: bool = False
    """It was never done: the actor waits here when everything is over."""
    cut_off: str = ""
    """It was never done, since its process had ended before: how that came."""
    late: bool = False
    """It was not done in time: the actor gave up waiting."""
    vain: bool = False
    """It takes something out of what is empty."""
    places: tuple[Hashable, ...] = ()
    unheard: int = 0
    """Steps of its actor just before it that were not kept."""
    printed: list[tuple[str, int, str]] = field(default_factory=list)
    """What its actor printed before its next step: file, line, text."""
    speaker: str = ""

    @property
    def name(self) -> str:
        """Who did it."""
        return self.speaker or self.actor.name


class Recorder:
    """Called for every step of a run.

    `stops`: how many acts each actor has done, each time that it stops, where that is known. What lies far from a stop
    is not looked at.
    """

    def __init__(self, stops: Mapping[int, Sequence[int]] | None = None) -> None:
        self.moments: list[Moment] = []
        self._stops = (
            None if stops is None else {actor: sorted(counts, reverse=True) for actor, counts in stops.items()}
        )
        self._tail: deque[Moment] = deque(maxlen=UNDISTURBED)
        self._row = 0
        self._last: Actor | None = None
        self._open: dict[int, Moment] = {}
        self._latest: dict[int, Moment] = {}

    def __call__(self, actor: Actor, operation: Operation) -> None:
        """One actor is about to do one thing."""
        run = actor.run
        self._close(actor.index)
        if run.current is not None and run.current is not actor:
            self._close(run.current.index)
        if self._stops is not None and self._is_far(run, actor, self._stops.get(actor.index, [])):
            self._row += 1
            return
        frame = actor.greenlet.gr_frame
        file, line = where(_getframe(1) if frame is None else frame)
        subject = subject_of(operation)
        moment = Moment(
            actor, operation, file, line, tuple(actor.holds), run.for_a_story(subject), own_name_of(subject)
        )
        moment.speaker = "" if operation.kind in ANSWERS else actor.local.get(SPEAKER, "")  # who has worked for it
        if actor.enabled_by_timeout and operation.deadline is not None and operation.kind not in PASSING:
            moment.late = True
        elif isinstance(operation, Access):
            moment.vain = operation.site.name in TAKING and _is_empty(subject)
            if operation.access == READ:
                moment.value = peek(operation, operation.owner, actor)
            elif not moment.vain:
                self._open[actor.index] = moment
        elif callable(operation.value):
            moment.value = operation.value() or None
        else:
            moment.value = operation.value
        self._keep(moment)
        if operation.kind in CUTTING and type(operation.subject) is SimProcess:
            self._cut_off(actor, operation.subject)

    def _cut_off(self, by: Actor, process: SimProcess) -> None:
        """A process ends: whoever could go on in it does not."""
        how = f"{process.name} has ended" if process is by.process else f"{by.name} ends {process.name}"
        for actor in [one for one in process.actors if one.alive and one is not by]:
            operation = by.run.pending[actor.index]
            if operation.is_possible() and not actor.dealt:  # which of a pool's workers has come how far says nothing
                frame = _getframe(2) if actor.greenlet is getcurrent() else actor.greenlet.gr_frame
                self.moments.append(Moment(actor, operation, *where(frame), tuple(actor.holds), cut_off=how))

    def printed(self, actor: int, text: str) -> None:
        """An actor has printed something: a line may come in pieces."""
        moment = self._latest.get(actor)
        if moment is None or moment.operation.kind == "prints":
            return
        file, line = where(_getframe(1))
        if moment.printed and moment.printed[-1][:2] == (file, line) and not moment.printed[-1][2].endswith("\n"):
            text = moment.printed.pop()[2] + text
        moment.printed.append((file, line, text))

    def _is_far(self, run: Run, actor: Actor, stops: list[int]) -> bool:
        """Whether the actor has gone on for long and will go on for long."""
        if actor is not self._last or self._row <= UNDISTURBED or run.solo:
            return False
        here = run.events[actor.index]
        while stops and stops[-1] <= here:
            stops.pop()
        return bool(stops) and stops[-1] - here > UNDISTURBED

    def _keep(self, moment: Moment) -> None:
        if moment.actor is not self._last:
            self._flush()
            self._row, self._last = 0, moment.actor
        self._row += 1
        self._latest[moment.actor.index] = moment
        (self.moments if self._row <= UNDISTURBED else self._tail).append(moment)

    def _flush(self) -> None:
        if self._tail:
            self._tail[0].unheard = max(0, self._row - UNDISTURBED - len(self._tail))
        self.moments.extend(self._tail)
        self._tail.clear()

    def _close(self, index: int) -> None:
        """What an actor wrote is there as soon as it comes to its next step."""
        moment = self._open.pop(index, None)
        if moment is not None and isinstance(moment.operation, Access):
            moment.value = peek(moment.operation, moment.actor.run.told(moment.subject), moment.actor)

    def finish(self, run: Any) -> None:
        """The run is over: note what those wait for who have not ended."""
        for index in list(self._open):
            self._close(index)
        self._flush()
        for index in run.living:
            if run.over == "livelock" and index in run.vain:
                continue  # it could go on, and gets nowhere
            actor, operation = run.actors[index], run.pending[index]
            if not operation.is_possible() and operation.kind not in RESTING:
                file, line = where(actor.greenlet.gr_frame)
                held = tuple(actor.holds)
                self.moments.append(Moment(actor, operation, file, line, held, subject_of(operation), waits=True))
        for moment in self.moments:
            moment.subject = run.told(moment.subject)
            if type(moment.subject) is Gone:
                moment.subject = Gone(moment.subject.kind, moment.called)
            moment.places = tuple((target, part) for target, _, part in moment.operation.accesses())


def subject_of(operation: Operation) -> object:
    """The thing that an act touches."""
    return operation.owner if isinstance(operation, Access) else operation.subject


def _is_empty(thing: Any) -> bool:
    """Whether nothing can be taken out of it, without a call of anything of the program's."""
    return any(is_a(thing, kind) and not kind.__len__(thing) for kind in TAKEN_FROM)


def own_name_of(thing: object) -> str:
    """What a thread or a process is called, whatever variable holds it."""
    name = (namespace_of(thing) or {}).get("_name") if is_a(thing, (Thread, BaseProcess)) else None
    return name if type(name) is str else ""


def peek(operation: Access, owner: Any, actor: Actor) -> str | None:
    """The value of what an access touches, as it is now."""
    site = operation.site
    if not site.file and site is not actor.run.world.site_of_a_model(*CALLED):
        return None  # a model's own: a file, a cache
    try:
        if isinstance(site, VariableSite):
            return _variable(site, operation.target, actor)
        if isinstance(operation.part, tuple) and operation.part[0] == "item":
            return _shown_item(owner, operation.part[1])
        if isinstance(operation.target, tuple):
            if operation.target[0] == "global" and is_a(owner, dict):
                return shown(owner[operation.target[2]])
            return _attribute(owner, str(operation.part) if is_a(operation.part, str) else site.name, actor)
        return shown(owner)
    except (KeyError, IndexError, AttributeError, TypeError):
        return None


def _attribute(owner: Any, name: str, actor: Actor) -> str | None:
    kind = owner if is_a(owner, type) else type(owner)
    own = of_class(kind, "own_namespace")
    space = (namespace_of(owner) if own is None else own.__func__(owner, actor)) or {}
    found = space[name] if name in space else of_class(kind, name, _UNKNOWN)
    if found is _UNKNOWN:
        return None
    return shown(found.__get__(owner) if type(found) is MemberDescriptorType else found)


def _shown_item(owner: Any, key: Any) -> str | None:
    missing = object()
    if is_a(owner, dict) and dict.get(owner, key, missing) is missing:
        return NOTHING
    return shown(_item(owner, key))


def _item(owner: Any, key: Any) -> Any:
    """What is there, without a call of anything of the program's."""
    if is_a(owner, dict):
        return dict.get(owner, key)
    if is_a(owner, list):
        return list.__getitem__(owner, key)
    if is_a(owner, bytearray):
        return bytearray.__getitem__(owner, key)
    return owner[key] if class_of(owner) in (array, memoryview) else None


def _variable(site: VariableSite, target: Any, actor: Actor) -> str | None:
    if site.key[0] == "global":
        home = next(process for process in actor.run.processes if process.pid == target[-1])
        for module in home.modules.values():
            space = names_in(module)
            if actor.run.world.spaces.get(space.get("__file__")) == site.key[1]:
                return shown(space[site.name]) if site.name in space else None
        return None
    frame = actor.greenlet.gr_frame or _getframe(1)
    while frame is not None:
        if site.name in frame.f_locals and is_student_frame(frame) and file_of(frame) == site.file:
            return shown(frame.f_locals[site.name])
        frame = frame.f_back
    return None


def shown(value: Any) -> str | None:
    """A value short enough for a story; None when it says nothing."""
    kind = type(value)
    if issubclass(kind, Enum):
        return f"{kind.__name__}.{(namespace_of(value) or {}).get('_name_')}"
    known = exact(kind)
    if known in PLAIN or (known in (list, tuple, dict, set, frozenset) and len(value) <= 20 and _all_plain(value)):
        text = repr_of(value)
        return text if text is None or len(text) <= 60 else text[:57] + "..."
    return None


def _all_plain(value: Any) -> bool:
    items = [*value, *value.values()] if isinstance(value, dict) else list(value)
    return all(class_of(item) in PLAIN for item in items)
