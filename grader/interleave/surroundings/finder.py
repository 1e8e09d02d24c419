"""How a program finds its own files: they come before anything else of the same name."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from pathlib import PurePath
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from ..actor import is_controlled
from ..hidden import hidden

if TYPE_CHECKING:
    from .world import World

_A_WORLD = cast("type[World]", object)


class Finder:
    """Finder protocol for the files of the submission."""

    __slots__ = ("_world",)

    def __init__(self, world: World) -> None:
        _find_for(self, world)

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: Any = None) -> ModuleSpec | None:
        """Where a module is, if it is the submission's."""
        del path, target
        world = _found_for(self)
        file = world.file_of(name)
        if file is None or not is_controlled():
            return None
        package = file.endswith("__init__.py")
        spec = importlib.util.spec_from_loader(name, _Loader(world, file), origin=world.path(file), is_package=package)
        if spec is not None and package:
            spec.submodule_search_locations = [str(PurePath(world.path(file)).parent)]
        return spec


_found_for, _find_for = hidden(Finder, "_world", _A_WORLD)


class _Loader(Loader):
    """Loader protocol for a file of the submission."""

    __slots__ = ("_file", "_world")

    def __init__(self, world: World, file: str) -> None:
        self._file = file
        _load_for(self, world)

    def create_module(self, spec: ModuleSpec) -> None:
        """The usual kind of module."""

    def exec_module(self, module: ModuleType) -> None:
        """Run its rewritten code."""
        _loaded_for(self).fill(module, self._file)


_loaded_for, _load_for = hidden(_Loader, "_world", _A_WORLD)
