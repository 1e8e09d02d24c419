"""One fork: what the parent holds, and what the child has in its place."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Mapping
from types import MethodType, ModuleType
from typing import Any, Final

from ....actor import Actor
from ....hidden import hidden
from ....instrument.manners import ENGINE
from ....plainly import exact
from ...patch import StandIn
from . import code, data, threads

Maker = Callable[["MemoryCopy", Any], Any]

MODELS: Final = f"{ENGINE}.models."
MAKERS: Final[dict[type, Maker]] = {
    **data.MAKERS,
    **code.MAKERS,
    ModuleType: lambda _, module: module,
    StandIn: lambda _, module: module,
}
_MACHINERY: Final = frozenset(("__builtins__", "__spec__", "__loader__"))
_MISSING: Final = object()


class MemoryCopy:
    """A copy in progress: call it with a thing of the parent's and it answers with the child's."""

    __slots__ = ("__dict__", "_for_main", "_forker", "_report")

    def __init__(
        self,
        modules: Mapping[str, ModuleType],
        report: Callable[[str], None],
        forker: Actor | None = None,
        known: Mapping[int, Any] | None = None,
    ) -> None:
        """Copy the submission's modules for a child of `forker`.

        `report` is told of all that cannot be copied; `known` has what the child has already, by the identity of
        what its parent has.
        """
        _put_forker(self, forker)
        _put_for_main(self, [])
        self.memo: dict[int, Any] = dict(known or {})
        self.spaces: dict[int, dict[str, Any]] = {}
        """Id of a module's namespace in the parent -> the child's namespace."""
        self._alive: list[Any] = []
        self._to_do: deque[Callable[[], None]] = deque()
        self._keyed: deque[Callable[[], None]] = deque()
        _put_report(self, report)  # type: ignore[arg-type]  # a method of the run, in the engine
        self._reported: set[str] = set()
        self._names = frozenset(modules)
        self._owned: dict[str, frozenset[int]] = {}
        self._slots: dict[int, list[Any]] = {}
        self.modules = {name: self._module(module) for name, module in modules.items()}
        for module in {id(m): m for m in modules.values()}.values():
            self._fill_module(module)
        self.finish()

    def __call__(self, thing: Any) -> Any:
        """The child's `thing`; what it holds may still be missing until `finish`."""
        kind = type(thing)
        known = kind if type(kind) is type else exact(kind)
        if known in data.ATOMIC:
            return thing
        found = self.memo.get(id(thing), _MISSING)
        if found is not _MISSING:
            return found
        make = MAKERS.get(known)
        return make(self, thing) if make is not None else self._other(thing, kind)

    def forked(self, thing: Any) -> Any:
        """The child's `thing`, whole."""
        made = self(thing)
        self.finish()
        return made

    def fill_state(self, thing: Any, made: Any) -> None:
        """Give `made`, which stands for `thing` already, what that holds."""
        data.fill_state(self, thing, made)

    def slots(self, kind: type) -> list[Any]:
        """The variables in slots of a class, which are sought once."""
        if id(kind) not in self._slots:
            self._slots[id(kind)] = list(data.slots(kind))
        return self._slots[id(kind)]

    def finish(self) -> None:
        """Fill everything that was made so far."""
        while self._to_do or self._keyed:
            (self._to_do or self._keyed).popleft()()

    # --- what the makers need ----------------------------------------------------------------------------

    def remember(self, thing: Any, made: Any) -> Any:
        """`made` is what `thing` is in the child."""
        self.memo[id(thing)] = made
        self._alive.append(thing)  # a temporary's id must not come again
        return made

    def later(self, act: Callable[[], object]) -> None:
        """Fill something when the stack is flat again."""
        self._to_do.append(act)  # type: ignore[arg-type]

    def with_keys(self, act: Callable[[], object]) -> None:
        """Put keys in when everything that could be a key is filled."""
        self._keyed.append(act)  # type: ignore[arg-type]

    def share(self, thing: Any) -> Any:
        """Leave it one for both and say so: this is not what fork would have made."""
        what = data.describe(thing)
        if what not in self._reported:
            self._reported.add(what)
            _report_of(self)(f"fork while the program holds {what}")
        return self.remember(thing, thing)

    def is_students(self, kind: type) -> bool:
        """Whether a class was made by the submission."""
        return kind.__module__ in self._names

    def belongs_to(self, thing: Any, home: str) -> bool:
        """Whether a module of the library holds `thing` by name: a constant, or a mark compared by identity."""
        if home not in self._owned:
            module = sys.modules.get(home)
            self._owned[home] = frozenset(map(id, vars(module).values())) if module else frozenset()
        return id(thing) in self._owned[home]

    # --- modules and the rest ----------------------------------------------------------------------------

    def _module(self, module: ModuleType) -> ModuleType:
        if id(module) in self.memo:
            return self.memo[id(module)]  # type: ignore[no-any-return]  # known under another name
        shell = ModuleType(module.__name__)
        shell.__dict__.clear()
        # At once: a function that another module imported from this one is made with the builtins that are there.
        shell.__dict__.update({name: module.__dict__[name] for name in _MACHINERY if name in module.__dict__})
        self.spaces[id(module.__dict__)] = shell.__dict__
        self.remember(module.__dict__, shell.__dict__)
        self.remember(module, shell)
        return shell

    def _fill_module(self, module: ModuleType) -> None:
        space = self.spaces[id(module.__dict__)]
        atomic = data.ATOMIC
        for name, value in list(module.__dict__.items()):
            kind = type(value)
            plain = type(kind) is type and kind in atomic
            space[name] = value if plain or name in _MACHINERY else self(value)

    def _other(self, thing: Any, kind: type) -> Any:
        """An instance of a class that has no maker: the student's, the engine's, or the library's."""
        if isinstance(thing, type):
            return code.copy_class(self, thing)
        as_forked = getattr(kind, "as_forked", None)
        if as_forked is not None:
            return self.remember(thing, as_forked(thing, self))
        for base in kind.__mro__:
            if base in threads.INHERITED:
                return self.remember(thing, threads.INHERITED[base](self, thing))
        if self.is_students(kind) or kind.__module__.startswith(MODELS):
            return data.copy_instance(self, thing, self(kind))
        if kind.__module__.startswith(ENGINE) or self.belongs_to(thing, kind.__module__):
            return self.remember(thing, thing)
        return data.copy_librarys(self, thing)


forker_of, _put_forker = hidden(MemoryCopy, "_forker", Actor)
for_main_of, _put_for_main = hidden(MemoryCopy, "_for_main", list[Callable[[Actor], None]])
"""What is left to do when the child's main actor is there."""
_report_of, _put_report = hidden(MemoryCopy, "_report", MethodType)
