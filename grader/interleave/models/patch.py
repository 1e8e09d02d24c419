"""Stand-ins for standard modules: built once per exploration, in `sys.modules` while it lasts."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from ..instrument.alterations import models_among, note_alteration, put_back


@dataclass(frozen=True, slots=True)
class ModelModule:
    """A standard module that has a model: its dotted name, and what replaces which of its names."""

    name: str
    replace: Callable[[ModuleType], Mapping[str, Any] | ModuleType]
    """Given the real module, the names that differ in the stand-in, or the whole stand-in."""


class StandIn(ModuleType):
    """A module that notices when somebody assigns to its names."""

    def __setattr__(self, name: str, value: Any) -> None:
        note_alteration(self, name)
        self.__dict__["_touched"] = True
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        note_alteration(self, name)
        self.__dict__["_touched"] = True
        super().__delattr__(name)

    def __dir__(self) -> list[str]:
        return [name for name in self.__dict__ if "." not in name and name != "_touched"]


class StandIns:
    """The stand-ins of one exploration, with the means to undo what a program did to them."""

    def __init__(self, models: Sequence[ModelModule]) -> None:
        self.modules: dict[str, ModuleType] = {}
        self.classes: set[type] = set()
        """The models among the classes of the library."""
        self.changed: dict[type, dict[str, Any]] = {}
        """Those that the program has changed -> what was in them before."""
        for model in models:
            self._build(model)
        self._link()
        for module in self.modules.values():
            module.__dict__["_touched"] = False
        self._clean = {name: dict(module.__dict__) for name, module in self.modules.items()}

    def _build(self, model: ModelModule) -> None:
        real = importlib.import_module(model.name)
        made = model.replace(real)
        if isinstance(made, ModuleType):
            self.modules[model.name] = made
            return
        self.classes |= models_among(made.values())
        standin = self.modules.get(model.name)  # a second model adds to the first
        if standin is None:
            standin = self.modules[model.name] = StandIn(model.name)
            standin.__dict__.update(real.__dict__)
        standin.__dict__.update(made)

    def _link(self) -> None:
        """A stand-in for `a.b` must also be what `a` calls `b`; so `a` gets a stand-in too."""
        for name in sorted(self.modules):
            parent, _, child = name.rpartition(".")
            if not parent:
                continue
            if parent not in self.modules:
                self._build(ModelModule(parent, lambda _: {}))
            setattr(self.modules[parent], child, self.modules[name])

    def complete(self, imported: Iterable[str]) -> None:
        """What is inside a module that is stood in for, and was imported, the stand-in has as well (`logging.handlers`)."""
        for name in imported:
            parent, _, child = name.rpartition(".")
            if parent in self.modules and name in sys.modules and child not in self.modules[parent].__dict__:
                self.modules[parent].__dict__[child] = self._clean[parent][child] = sys.modules[name]

    def stands_in_for(self, module: ModuleType) -> bool:
        """Whether this is the library's own of what has a model."""
        standin = self.modules.get(module.__dict__.get("__name__", ""))
        return standin is not None and standin is not module

    def refresh(self, *, thorough: bool = False) -> None:
        """Forget what the last run assigned to names of the stand-ins (thorough: or put in their namespaces)."""
        put_back(self.changed)
        for name, module in self.modules.items():
            if module.__dict__["_touched"] or (thorough and module.__dict__ != self._clean[name]):
                module.__dict__.clear()
                module.__dict__.update(self._clean[name])

    @contextlib.contextmanager
    def installed(self, *, for_good: bool = False) -> Iterator[None]:
        """Put the stand-ins in `sys.modules`; afterwards everything is as it was, unless they are there `for_good`."""
        if for_good:
            sys.modules.update(self.modules)
            yield
            return
        before = dict(sys.modules)
        sys.modules.update(self.modules)
        try:
            yield
        finally:
            for name in list(sys.modules):
                if name not in before:
                    del sys.modules[name]
            sys.modules.update(before)
