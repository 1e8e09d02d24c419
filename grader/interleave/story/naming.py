"""What things are called in a story: an object gets its name from the variable that holds it."""

from __future__ import annotations

from types import GetSetDescriptorType
from typing import Any

from ..actor import Actor, SimProcess
from ..ending import HAS_ENDED, ITSELF
from ..instrument.containers import is_a, namespace_of, of_class
from ..models.threading.bare import BareThread
from ..operations import SEVERAL, SPINS, Operation
from ..plainly import class_of, home_of, names_in, repr_of
from ..run.scheduler import Run
from ..trouble import is_student_frame
from ..weak import Gone
from .recorder import own_name_of

PLAIN = (int, float, complex, str, bytes, bool, type(None))
_HOLDING = (list, tuple, dict)
_MANY = 100
"""Of what holds more, nothing is called after its place there."""


def half(obj: Any) -> Any:
    """What makes two handles one thing: the half that all processes share. Anything else is itself."""
    shared = of_class(type(obj), "shared_half")
    return obj if shared is None else shared(obj)


def _held(value: Any, kind: Any) -> list[tuple[str, Any]]:
    """What a list, tuple or dict holds, each with its place in words; no class of the program's is asked."""
    if kind.__len__(value) > _MANY:
        return []
    pairs = dict.items(value) if kind is dict else enumerate(kind.__iter__(value))
    places = [(repr_of(key) if class_of(key) in PLAIN else None, item) for key, item in pairs]
    return [(place, item) for place, item in places if place is not None]


def _attributes(value: Any) -> dict[str, Any]:
    """What an object has of its own, unless its class says what that is."""
    if type(of_class(type(value), "__dict__")) not in (GetSetDescriptorType, type(None)):
        return {}
    space = namespace_of(value)
    return {} if space is None else dict(dict.items(space))


class Names:
    """Finds names in the program's modules, in attributes and items of what they hold, and in the actors' frames."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._found: dict[int, str] | None = None
        self._given: set[str] = set()

    def of(self, obj: Any) -> str:
        """A name for an object: `lock_b`, `account.lock`, or what it is."""
        if obj is None:
            return ""
        if is_a(obj, (Actor, SimProcess, BareThread)):
            return str(obj.name)
        own = obj.name if type(obj) is Gone else own_name_of(obj)
        if own:
            return own
        name = self._table().get(id(half(obj)))
        if name is not None:
            return name
        kind = obj.kind if type(obj) is Gone else home_of(type(obj))[1]
        return f"an {kind}" if kind[:1] in "AEIOU" or kind == "RLock" else f"a {kind}"

    def waiting(self, operation: Operation) -> str:
        """What an actor waits for: "waits for lock_b, which Thread-2 holds"."""
        if operation.kind == SPINS:
            what = self.of_places(operation)
            return f"goes round and round until {what} changes" if what else "goes round for ever"
        if operation.kind in SEVERAL:
            return SEVERAL[operation.kind]
        subject = operation.subject
        holder = self._run.blocker_of(operation)
        text = f"{self.verb(operation)} {self.of(subject)}".rstrip()
        if holder is not None and operation.kind == "acquires":
            if holder is self._waiter(operation):
                return f"{text}, {ITSELF}"
            return f"{text}, which {holder.name} {'holds' if holder.alive else HAS_ENDED}"
        return text

    def holding(self, operation: Operation, waiter: Actor) -> str:
        """Why a wait has no end: "Thread-2 holds it (line 12)"."""
        holder = self._run.blocker_of(operation)
        if holder is not None and operation.kind == "acquires":
            if holder is waiter:
                return "it already holds it itself"
            return f"{holder.name} holds it" + ("" if holder.alive else " and has ended")
        if operation.kind == SPINS:
            return "nobody will ever change it" if self.of_places(operation) else "there is no way out"
        return "waits for ever"

    def of_places(self, operation: Operation) -> str:
        """What an act touches: variables by their name, objects by that of the variable that holds them."""
        found = []
        for target, _, part in operation.accesses():
            if isinstance(target, tuple) and target and target[0] in ("global", "closure"):
                found.append(str(target[2] if target[0] == "global" else target[3]))
            elif isinstance(target, tuple) and target and target[0] in ("attribute", "call"):
                found.append(part if isinstance(part, str) else self._of_number(target[1]))
            elif isinstance(target, int):
                found.append(self._of_number(target))
        return ", ".join(dict.fromkeys(name for name in found if name))

    def _of_number(self, number: int) -> str:
        subject = self._run.subject(number)
        return "" if type(subject) is Gone else self.of(subject)

    def verb(self, operation: Operation) -> str:
        """How waiting for an act is called."""
        return {"acquires": "waits for", "joins": "waits for the end of", "gets": "waits for an item from",
                "puts": "waits for room in", "receives from": "waits to receive from", "sends": "waits for room in",
                "flushes": "waits until everything is read from", "reads": "waits to read",
                "writes": "waits to write", SPINS: "goes round until a change of",
                "waits for": "waits for", "takes a task": "waits for a task"}.get(operation.kind, operation.kind)  # fmt: skip

    def _waiter(self, operation: Operation) -> Actor | None:
        for index in self._run.living:
            if self._run.pending[index] is operation:
                return self._run.actors[index]
        return None

    def _table(self) -> dict[int, str]:
        if self._found is None:
            self._found = {}
            for process in self._run.processes:
                for module in process.modules.values():
                    self._take(names_in(module), "", 2, process.name)
            for actor in self._run.actors:
                frame = actor.greenlet.gr_frame
                while frame is not None:
                    if is_student_frame(frame):
                        self._take(dict(frame.f_locals), "", 1, actor.name)
                    frame = frame.f_back
        return self._found

    def _name(self, thing: Any, name: str, whose: str) -> None:
        """A thing has the name by which it is found first. Another of the same name is told apart by whose it is: each
        process has its own of what stands at the margin, each call its own of what it makes."""
        assert self._found is not None
        number = id(half(thing))
        if number not in self._found:
            self._found[number] = f"{name} of {whose}" if name in self._given else name
            self._given.add(name)

    def _take(self, space: dict[str, Any], prefix: str, depth: int, whose: str) -> None:
        """Breadth first: a variable's own name is better than a way through another."""
        assert self._found is not None
        deeper: list[tuple[str, Any]] = []
        for key, value in list(space.items()):
            if not is_a(key, str) or key.startswith(("__", ".")) or is_a(value, PLAIN):
                continue
            name = f"{prefix}{key}"
            self._name(value, name, whose)
            parts = of_class(type(value), "named_parts")
            for suffix, part in (parts(value) if parts is not None else {}).items():
                if suffix:
                    self._name(part, f"{name}{suffix}", whose)
                else:  # both are called the same, and on purpose
                    self._found.setdefault(id(half(part)), self._found[id(half(value))])
            deeper.append((name, value))
        if not depth:
            return
        for name, value in deeper:
            kind = next((kind for kind in _HOLDING if is_a(value, kind)), None)
            if kind is not None:
                for key, item in _held(value, kind):
                    if not is_a(item, PLAIN):
                        self._name(item, f"{name}[{key}]", whose)
            elif not is_a(value, type) and not callable(value) and home_of(type(value))[0] in self._modules():
                self._take(_attributes(value), f"{name}.", depth - 1, whose)

    def _modules(self) -> set[str]:
        return {name for process in self._run.processes for name in process.modules}
