"""Change a standard module when, and only when, the program imports it."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # in life `typing` is not there either
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType
    from typing import Any

    Change = Callable[[ModuleType], None]


def put(module: Any, name: str, function: Callable[..., Any]) -> None:
    """Put a function of ours in the place of a module's; it goes by the same name, also to other processes (`pickle`)."""
    function.__name__ = function.__qualname__ = name
    function.__module__ = module.__name__
    setattr(module, name, function)


def put_in_system(name: str, function: Callable[..., Any]) -> None:
    """In the place of a function of `os`, also by the name of the module that `os` has it from."""
    for module in (os, sys.modules[os.name]):
        put(module, name, function)


class AfterImport:
    """A finder that finds nothing itself: it lets the others find, and changes the module once it is loaded."""

    def __init__(self, changes: dict[str, list[Change]]) -> None:
        self._changes = changes

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: Any = None) -> Any:
        """The spec that the next finder has, with a loader that changes what it loads."""
        changes = self._changes.get(name)
        if changes is None:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                del self._changes[name]
                loader: Any = _ChangingLoader(spec.loader, changes)
                spec.loader = loader
                return spec
        return None


class _ChangingLoader:
    def __init__(self, loader: Any, changes: list[Change]) -> None:
        self._loader = loader
        self._changes = changes

    def create_module(self, spec: Any) -> Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: Any) -> None:
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        for change in self._changes:
            change(module)


def after_import(changes: dict[str, list[Change]]) -> None:
    """Apply each change when its module is imported, or at once where it already is."""
    for name in [name for name in changes if name in sys.modules]:
        for change in changes.pop(name):
            change(sys.modules[name])
    sys.meta_path.insert(0, AfterImport(changes))
