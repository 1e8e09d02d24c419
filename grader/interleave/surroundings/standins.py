"""Stand-ins for standard modules: built once per exploration, in `sys.modules` while it lasts."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import is_
from types import ModuleType
from typing import Any

from ..instrument.alterations import is_altered, is_of_the_library, is_ones_own, models_among, put_back
from ..instrument.classes import hash_steadily
from ..instrument.manners import note_ours
from ..models.patch import ModelModule, StandIn
from ..plainly import module_name
from ..run.anew import MODULES

FIRST, OFTEN = 10, 64
"""Runs after each of which it is asked whether the library is as it was; afterwards, after every so-manieth."""


class StandIns:
    """The stand-ins of one exploration, with the means to undo what a program did to them."""

    def __init__(self, models: Sequence[ModelModule]) -> None:
        self.modules: dict[str, ModuleType] = {}
        self.classes: dict[type, dict[str, Any]] = {}
        """The models among the classes of the library, and what is in them."""
        self.altered = False
        """The program has changed one of these classes."""
        self._runs = 0
        self._named: dict[str, Mapping[str, Any]] = {}
        """What stands in each module for a thing of the library's, by name."""
        for model in models:
            self._build(model)
        self._link()
        self._own = {name: self._owns_in(name) for name in self._named}
        """What of it nobody may exchange."""
        self._in_classes = [vars(kind).values() for kind in self.classes]
        self._standing = [self.modules[name] for name in self._named]
        self._in_modules = [(vars(self.modules[name]).get, dict(own)) for name, own in self._own.items()]
        self._before = list(self._there())
        for module in self.modules.values():
            module.__dict__["_touched"] = False
        self._clean = {name: dict(module.__dict__) for name, module in self.modules.items()}

    def _build(self, model: ModelModule) -> None:
        real = importlib.import_module(model.name)
        made = model.replace(real)
        if isinstance(made, ModuleType):
            self.modules[model.name] = made
            return
        self._named[model.name] = {**self._named.get(model.name, {}), **made}
        note_ours(made.values())
        for kind in models_among(made.values()):
            hash_steadily(kind)
            note_ours(vars(kind).values())
            self.classes[kind] = dict(vars(kind))
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

    def _owns_in(self, name: str) -> list[tuple[str, Any]]:
        made = self._named[name] if is_of_the_library(self.modules[name]) else {}
        return [(key, value) for key, value in made.items() if is_ones_own(key, value)]

    def complete(self, imported: Iterable[str]) -> None:
        """What is inside a module that is stood in for, and was imported, the stand-in has as well (`logging.handlers`)."""
        for name in imported:
            parent, _, child = name.rpartition(".")
            if parent in self.modules and name in sys.modules and child not in self.modules[parent].__dict__:
                self.modules[parent].__dict__[child] = self._clean[parent][child] = sys.modules[name]

    def stands_in_for(self, module: ModuleType) -> bool:
        """Whether this is the library's own of what has a model."""
        standin = self.modules.get(module_name(module))
        return standin is not None and standin is not module

    def alterations(self) -> list[str]:
        """What the program has changed and not put back, in whatever way: no door is left out, as it may be where it happens."""
        if self._as_before():
            return []
        kinds = [kind for kind, before in self.classes.items() if is_altered(kind, before)]
        altered = [f"{kind.__module__}.{kind.__qualname__}" for kind in kinds]
        for module, own in self._own.items():
            standin = self.modules[module]
            if type(standin) is not StandIn:
                altered.append(module)
            else:
                there = standin.__dict__
                altered += [f"{module}.{name}" for name, value in own if there.get(name) is not value]
        if not altered:  # what pickling notes in a class for itself stays there
            self._before = list(self._there())
        self.altered = self.altered or bool(altered)
        return [f"a changed {name}" for name in altered]

    def alterations_of_a_run(self) -> list[str]:
        """The same after a run. To look at everything takes a tenth of a short run, so it is not done after each of very many:
        what is asked when all is over costs the proof as well."""
        self._runs += 1
        return self.alterations() if self._runs <= FIRST or self._runs % OFTEN == 0 else []

    def _as_before(self) -> bool:
        """Whether classes and modules hold what they held: asked of all at once."""
        return all(map(is_, self._there(), self._before))

    def _there(self) -> Iterator[object]:
        """What is in them now, one after the other, up to a mark: if there is more of it, or less, that stands elsewhere."""
        named = [map(get, names) for get, names in self._in_modules]
        return chain.from_iterable([*self._in_classes, (self,), map(type, self._standing), *named])

    def refresh(self, *, thorough: bool = False) -> None:
        """Forget what the last run assigned to names of the stand-ins (thorough: or put in their namespaces)."""
        if self.altered or thorough:
            put_back(self.classes)
            for name in self._named:
                self.modules[name].__class__ = StandIn
            self.altered = False
        for name, module in self.modules.items():
            if module.__dict__["_touched"] or thorough:
                module.__dict__.clear()
                module.__dict__.update(self._clean[name])

    @contextlib.contextmanager
    def installed(self, *, for_good: bool = False) -> Iterator[None]:
        """Put the stand-ins in `sys.modules`; afterwards everything is as it was, unless they are there `for_good`."""
        before = None if for_good else dict(MODULES)
        MODULES.update(self.modules)
        try:
            yield
        finally:
            put_back(self.classes)
            if before is not None:
                for name in MODULES.keys() - before.keys():
                    del MODULES[name]
                MODULES.update(before)
