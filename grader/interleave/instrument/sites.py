"""What the rewritten program calls just before it touches something: one object for each place in the text.

Each hook finds the running actor, and when anybody else could notice, declares the access and waits for the turn.
Outside a run (our own code looks at the student's objects) every hook is deaf.
"""

from __future__ import annotations

from collections.abc import Hashable
from gc import get_referents
from types import ModuleType
from typing import Any

from greenlet import getcurrent

from ..actor import Actor, ActorGreenlet
from ..operations import READ, WRITE, Operation
from .containers import VIEWS


class Access(Operation):
    """A declared read or write, with the place in the text and what it is called there."""

    __slots__ = ("owner", "site")

    def __init__(
        self, kind: str, target: Hashable, access: int, site: Site, owner: object = None, part: Hashable = None
    ) -> None:
        super().__init__(kind, target, access, None, None, None, None, part)
        self.site = site
        self.owner = owner


class Site:
    """A place in the text that may touch something shared."""

    __slots__ = ("file", "label", "line", "name", "number")

    def __init__(self, number: int, file: str, line: int, name: str) -> None:
        self.number = number
        self.file = file
        self.line = line
        self.name = name
        self.label = ""
        """What a story calls the thing that is touched, where that is not the name."""

    def content(self, actor: Actor, obj: Any, access: int, part: Hashable = None) -> None:
        """Declare an access to what a container holds."""
        if type(obj) in VIEWS:
            obj = get_referents(obj)[0]
        run = actor.run
        target: Hashable = "memory" if type(obj) is memoryview else run.number(obj)  # views of the same may differ
        run.touch(actor, Access("reads" if access == READ else "writes", target, access, self, obj, part))


def noticing_actor() -> Actor | None:
    """The running actor if anybody could notice what it does."""
    stack = getcurrent()
    if type(stack) is ActorGreenlet and not stack.actor.run.solo:
        return stack.actor
    return None


class VariableSite(Site):
    """A global or a closure variable."""

    __slots__ = ("_operations", "key")

    def __init__(self, number: int, file: str, line: int, name: str, key: tuple[str, ...]) -> None:
        super().__init__(number, file, line, name)
        self.key = key
        self._operations: dict[tuple[int, int], Access] = {}

    def _declare(self, access: int) -> None:
        stack = getcurrent()
        if type(stack) is not ActorGreenlet:
            return
        actor: Actor = stack.actor
        run = actor.run
        if run.solo:
            return
        which = (actor.process.pid, access)
        operation = self._operations.get(which)
        if operation is None:
            kind = "reads" if access == READ else "writes"
            operation = self._operations[which] = Access(kind, (*self.key, which[0]), access, self)
        run.touch(actor, operation)

    def load(self) -> None:
        """Just before the variable is read."""
        self._declare(READ)

    def store(self, value: Any) -> Any:
        """Just before `value` is stored."""
        self._declare(WRITE)
        return value

    def change(self) -> None:
        """Just before the variable is bound or unbound by a statement of its own (def, import, del)."""
        self._declare(WRITE)


class AttributeSite(Site):
    """An attribute of whatever object stands there."""

    __slots__ = ()

    def load(self, obj: Any) -> Any:
        """Just before `obj.name` is read."""
        actor = noticing_actor()
        if actor is not None:
            self._declare(actor, obj, READ)
        return obj

    def store(self, obj: Any) -> Any:
        """Just before `obj.name` is assigned or deleted."""
        actor = noticing_actor()
        if actor is not None:
            self._declare(actor, obj, WRITE)
        return obj

    def _declare(self, actor: Actor, obj: Any, access: int) -> None:
        target = attribute_target(actor, obj, self.name)
        if target is not None:
            actor.run.touch(actor, Access("reads" if access == READ else "writes", target, access, self, obj))


def attribute_target(actor: Actor, obj: Any, name: str) -> Hashable:
    """What stands for `obj.name`; None if it is no variable (a method, a property, a C object's field)."""
    run = actor.run
    if isinstance(obj, ModuleType):
        space = run.world.spaces.get(obj.__dict__.get("__file__")) if run.world is not None else None
        return None if space is None else ("global", space, name, actor.process.pid)
    if isinstance(obj, type):
        return ("attribute", run.number(_home(obj, name) or obj), name)
    kind = type(obj)
    home = _home(kind, name)
    if home is None:
        return ("attribute", run.number(obj), name)
    found = _first(kind, name)
    if hasattr(type(found), "__set__"):  # slots are variables, properties are functions
        return ("attribute", run.number(obj), name) if type(found).__name__ == "member_descriptor" else None
    return ("attribute", run.number(home), name)


def _home(kind: type, name: str) -> type | None:
    """The class furthest up that has the name: the same before and after one below it gets its own."""
    return next((base for base in reversed(kind.__mro__) if name in base.__dict__), None)


def _first(kind: type, name: str) -> Any:
    return next((base.__dict__[name] for base in kind.__mro__ if name in base.__dict__), None)


class Sites:
    """Every place of one program, and the names under which the rewritten text calls them."""

    def __init__(self) -> None:
        self.hooks: dict[str, Any] = {}
        self._count = 0

    def add(self, site: Site, method: str) -> str:
        """Give a hook a name that no program can write."""
        name = f".{site.number}{method}"
        self.hooks[name] = getattr(site, method)
        return name

    def next(self) -> int:
        """A number for the next place."""
        self._count += 1
        return self._count
