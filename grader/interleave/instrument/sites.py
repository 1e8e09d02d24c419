"""What the rewritten program calls just before it touches something: one object for each place in the text.

Each hook finds the running actor, and when anybody else could notice, declares the access and waits for the turn.
Outside a run (our own code looks at the student's objects) every hook is deaf.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable
from gc import get_referents
from io import BytesIO
from sys import maxsize
from types import ModuleType
from typing import Any, Final

from greenlet import getcurrent

from ..actor import Actor, ActorGreenlet
from ..operations import READ, WRITE, Accesses, Operation
from ..plainly import class_of, module_name, names_in, space_of
from .alterations import is_of_the_library, note_alteration
from .attributes import attribute_place
from .containers import ENVIRONMENT, VIEWS, is_a, namespace_of

FEW_KEYS: Final = 4
BUFFER: Final = type(BytesIO().getbuffer().obj)
"""What a view of a `BytesIO` is a view of; the file itself is behind it."""
MAKE_UP: Final = frozenset(["__class__", "__bases__", "__code__", "__defaults__", "__kwdefaults__", "__dict__"])
"""Attributes that say what a thing is: who changes them changes what every use of it does, and no use says so."""
MODELLED: Final = frozenset(["threading", "_thread", "queue", "_queue", "multiprocessing", "concurrent", "futures"])
"""Modules whose real selves know nothing of our actors."""
HANDLE: Final = "open file"
"""Stands before the number of an open file of a run's: nobody may hold on to such a file, since it is closed as soon as the
program does not hold it any more."""
CALLED = ("called", "")
"""The place in the models where a function is called that the program gave them: a thread's target, a callback. Where it is one of
C, no line of the program's says what it does."""


class Access(Operation):
    """A declared read or write, with the place in the text and what it is called there."""

    __slots__ = ("owner", "rough", "site", "widened")

    def __init__(
        self,
        kind: str,
        target: Hashable,
        access: int,
        site: Site,
        owner: object = None,
        part: Hashable = None,
        *,
        also: Accesses = (),
        rough: str = "",
    ) -> None:
        # as `Operation.__init__` does, which would take as long again: there is one for each time that anything is touched
        self.kind, self.target, self.access, self.part, self.also = kind, target, access, part, also
        self.enabled = self.deadline = self.subject = self.value = self.bars = None
        self.known = maxsize
        self.site = site
        self.owner = owner
        self.rough = rough
        self.widened = False

    def done(self) -> None:
        """It is being done: from here on it holds on to nothing that the program may let go."""
        self.owner = None


class Site:
    """A place in the text that may touch something shared."""

    __slots__ = ("file", "handle", "label", "line", "name", "number")

    def __init__(self, number: int, file: str, line: int, name: str) -> None:
        self.number = number
        self.file = file
        self.line = line
        self.name = name
        self.label = ""
        """What a story calls the thing that is touched, where that is not the name."""
        self.handle = ""
        """What it calls the open file that is used here, should it be one."""

    def content(self, actor: Actor, obj: Any, access: int, part: Hashable = None) -> None:
        """Declare an access to what a container holds."""
        if class_of(obj) in VIEWS:
            obj = get_referents(obj)[0]
        run = actor.run
        kind = "reads" if access == READ else "writes"
        if type(obj) is dict and id(obj) in run.owners:  # vars(o) holds the attributes of o
            self._attributes(actor, run.owners[id(obj)], kind, access, part)
            return
        if type(obj) is dict and id(obj) in run.world.namespaces:
            run.escape("the variables of a module as a whole")
        target = content_target(run, obj)
        if id(obj) in run.behind:
            run.show(self)
        while True:
            new = access != READ and is_new_key(obj, part)
            also = order_of(run, target) if new else ()
            run.touch(actor, Access(kind, target, access, self, obj, part, also=also))
            if access == READ or new or not is_new_key(obj, part):  # else somebody has taken the key away meanwhile
                return

    def _attributes(self, actor: Actor, owner: Any, kind: str, access: int, part: Hashable) -> None:
        run = actor.run
        name = part[1] if isinstance(part, tuple) else None
        place = attribute_place(actor, owner, name) if isinstance(name, str) else None
        if place is not None:
            target, one, behind = place
            run.touch(actor, Access(kind, target, access, self, owner, one, also=behind if access == READ else ()))
            return
        target, *more = attributes_of(actor, owner)
        run.touch(actor, Access(kind, target, access, self, owner, also=tuple((other, access) for other in more)))


def is_steady(thing: Any) -> bool:
    """Whether `reach` takes it to be so: a logger or a handler, but no record."""
    return type(thing).__module__ == "logging" and type(thing).__name__ != "LogRecord"


def attributes_of(actor: Actor, thing: Any) -> list[tuple[str, int]]:
    """The targets that stand for all attributes of a thing: its own, and those it shares with others of its class."""
    run, own = actor.run, actor.process.modules
    kind = thing if is_a(thing, type) else type(thing)
    bases = [base for base in kind.__mro__ if base is not thing and base.__module__ in own]
    return [("attribute", run.number(one)) for one in (thing, *bases)]


def content_target(run: Any, obj: Any) -> Hashable:
    """The target that stands for what a container holds."""
    if type(obj) is ENVIRONMENT and run.process is not None:
        return ("environment", run.process.pid)
    if type(obj) is memoryview:
        behind = obj.obj
        if type(behind) is BUFFER:
            behind = next(one for one in get_referents(behind) if is_a(one, BytesIO))
        elif not is_a(behind, (bytearray, array)):
            return "memory"  # views of something that nobody sees may be views of the same
        obj = behind
    number: int = run.number(run.behind.get(id(obj), obj) if run.behind else obj)
    return number


def is_new_key(obj: Any, part: Hashable) -> bool:
    """Whether a dictionary does not have this key yet, so that it gets its place among the others now."""
    return type(part) is tuple and is_a(obj, dict) and not dict.__contains__(obj, part[1])


def order_of(run: Any, target: Hashable) -> Accesses:
    """What stands for the order in which a dictionary got its keys. Few keys are put in in every order; for many that would
    be far too many orders, for what is hardly ever looked at."""
    count = run.keys_added[target] = run.keys_added.get(target, 0) + 1
    if count > FEW_KEYS:
        run.world.crowded = True
    if run.world.crowded:
        run.assume("dictionaries get their keys in one order")
        return ()
    return ((("order", target), WRITE),)


def noticing_actor() -> Actor | None:
    """The running actor if anybody could notice what it does."""
    stack = getcurrent()
    if type(stack) is ActorGreenlet and not stack.actor.run.solo:
        return stack.actor
    return None


class VariableSite(Site):
    """A global or a closure variable."""

    __slots__ = ("_operations", "call", "key")

    def __init__(self, number: int, file: str, line: int, name: str, key: tuple[str, ...], call: str = "") -> None:
        super().__init__(number, file, line, name)
        self.key = key
        self.call = call
        """The local variable that tells calls of the function apart whose variable it is: each has a variable of its own.
        Empty: there is only one, or nobody knows."""
        self._operations: dict[tuple[int, int], Access] = {}

    def _declare(self, access: int, call: object) -> None:
        stack = getcurrent()
        if type(stack) is not ActorGreenlet:
            return
        actor: Actor = stack.actor
        run = actor.run
        if run.solo:
            return
        kind = "reads" if access == READ else "writes"
        if call is not None:
            run.touch(actor, Access(kind, ("call", run.number(call)), access, self, part=self.name))
            return
        which = (actor.process.pid, access)
        operation = self._operations.get(which)
        if operation is None or actor.around:
            operation = Access(kind, (*self.key, which[0]), access, self)
            if not actor.around:  # else it is widened
                self._operations[which] = operation
        run.touch(actor, operation)

    def load(self, call: object = None) -> None:
        """Just before the variable is read."""
        self._declare(READ, call)

    def store(self, value: Any, call: object = None) -> Any:
        """Just before `value` is stored."""
        self._declare(WRITE, call)
        return value

    def caught(self, _: object = None) -> None:
        """Just after `except … as` has bound it; who else uses it may find it gone."""
        actor = noticing_actor()
        if actor is not None:
            actor.run.escape(f"`except … as {self.name}`, where others use that variable")

    def change(self, call: object = None) -> None:
        """Just before the variable is bound or unbound by a statement of its own (def, import, del)."""
        self._declare(WRITE, call)


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
        if is_a(obj, (type, ModuleType)):
            note_alteration(obj, self.name)
        actor = noticing_actor()
        if actor is not None:
            self._declare(actor, obj, WRITE)
        return obj

    def _declare(self, actor: Actor, obj: Any, access: int) -> None:
        if access != READ and self.name in MAKE_UP:
            actor.run.escape(f"an assignment to {self.name}")
        elif access != READ and is_steady(obj) and not actor.is_alone_at_home():
            actor.run.escape(f"an assignment to an attribute of a {type(obj).__name__}")
        place = attribute_place(actor, obj, self.name)
        if place is not None:
            target, part, behind = place
            if type(target) is int:
                actor.run.show(self)  # the state of a model
            if access == READ:
                act = Access("reads", target, READ, self, obj, part, also=behind)
            else:
                act = Access("writes", target, access, self, obj, part)
            actor.run.touch(actor, act)
            if access != READ and is_a(obj, ModuleType) and part is not None:
                actor.run.escape(f"an assignment to {module_name(obj)}.{self.name}")


class NamespaceSite(AttributeSite):
    """`obj.__dict__`, by which attributes can be reached as items."""

    __slots__ = ()

    def load(self, obj: Any) -> Any:
        """Just before the namespace is taken in hand."""
        take_in_hand(obj)
        actor = noticing_actor()
        if actor is not None and actor.around:  # it goes to whoever has called back, out of sight
            target, *more = [(target, READ) for target in attributes_of(actor, obj)]
            actor.around = (*actor.around, target, *more)
            actor.run.touch(actor, Access("reads", *target, self, obj, also=tuple(more)))
        return obj


class ModuleSite(AttributeSite):
    """`a.threading`: another module may hold the real one, which no model stands for."""

    __slots__ = ()

    def load(self, obj: Any) -> Any:
        """Just before the module is taken out of `obj`."""
        stack = getcurrent()
        if type(stack) is ActorGreenlet and is_a(obj, ModuleType):
            run, held = stack.actor.run, names_in(obj).get(self.name)
            if is_a(held, ModuleType) and run.world.standins.stands_in_for(held):
                run.escape(f"{module_name(obj)}.{self.name}")
        return super().load(obj)


def site_kind(name: str) -> type[AttributeSite]:
    """What kind of place it is where an attribute of this name is read."""
    if name == "__dict__":
        return NamespaceSite
    return ModuleSite if name in MODELLED else AttributeSite


def take_in_hand(obj: Any) -> None:
    """From here on the namespace of `obj` may be used like any dictionary."""
    stack = getcurrent()
    if type(stack) is not ActorGreenlet:
        return
    run = stack.actor.run
    if is_a(obj, ModuleType) and is_of_the_library(obj):
        run.escape(f"the namespace of {module_name(obj)}")
    space = get_referents(space_of(obj))[0] if is_a(obj, type) else namespace_of(obj)
    if type(space) is dict and id(space) not in run.world.namespaces:
        run.owners[id(space)] = obj
        run.number(space)  # kept alive, so that its id is never used again


class Sites:
    """Every place of one program, and the names under which the rewritten text calls them."""

    def __init__(self) -> None:
        self.hooks: dict[str, Any] = {}
        self.finalizers: list[Any] = []
        """Where a `__del__` begins (`classes.FinalizerSite`)."""
        self._count = 0

    def add(self, site: Site, method: str) -> str:
        """Give a hook a name that no program can write."""
        name = f".{site.number}{method}"
        self.hooks[name] = getattr(site, method)
        return name

    @property
    def last(self) -> int:
        """The number of the last place."""
        return self._count

    def next(self) -> int:
        """A number for the next place."""
        self._count += 1
        return self._count
