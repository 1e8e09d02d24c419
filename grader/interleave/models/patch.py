"""What a model of a standard module says of itself, and what stands there instead of the module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any


@dataclass(frozen=True, slots=True)
class ModelModule:
    """A standard module that has a model: its dotted name, and what replaces which of its names."""

    name: str
    replace: Callable[[ModuleType], Mapping[str, Any] | ModuleType]
    """Given the real module, the names that differ in the stand-in, or the whole stand-in."""


class StandIn(ModuleType):
    """A module that notices when somebody assigns to its names."""

    def __setattr__(self, name: str, value: Any) -> None:
        self.__dict__["_touched"] = True
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        self.__dict__["_touched"] = True
        super().__delattr__(name)

    def __dir__(self) -> list[str]:
        return [name for name in self.__dict__ if "." not in name and name != "_touched"]


StandIn.__name__ = StandIn.__qualname__ = "module"
StandIn.__module__ = "builtins"
