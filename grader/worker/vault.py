"""Our own modules, where the program that shares this interpreter does not find them.

A worker runs a student's code in its own process, and Python hides nothing from it: whoever finds one of our modules
in `sys.modules`, or replaces a function of a module that we use, decides what we report. So our modules live outside:

- they are loaded here and are in nobody's `sys.modules`;
- the names that Python itself gives them (`len`, `isinstance`) are a copy, made before any of the student's code;
- of the standard library's Python modules that we rely on they have copies of their own (`COPIED`), and of those in
  C, which exist only once, the functions as they were in the beginning (`KEPT`).

What remains is to reach one of our functions or frames by way of an object. That raises an audit event (`tamper`).
Loaded by path and forgotten: this module is not in `sys.modules` either.
"""

from __future__ import annotations

import builtins
import copyreg
import importlib.machinery
import importlib.util
import sys
from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

_COPIED = "ast contextlib copy dataclasses functools genericpath json linecache operator posixpath re traceback types"
COPIED = frozenset(_COPIED.split())
"""Pure Python, without a state that the program must share with us."""
_KEPT = "_thread base64 binascii ctypes errno faulthandler gc importlib io itertools math os select stat struct time zlib"  # fmt: skip
KEPT = frozenset(_KEPT.split())
"""Where each name is what it was in the beginning: functions in C, and what wraps them."""


class Vault:
    """Loads modules of one package, and keeps them to itself."""

    def __init__(self, package: str, folder: str) -> None:
        self._package = package
        self._folder = folder
        self._import_public = builtins.__import__
        self._modules: dict[str, ModuleType] = {}
        self._closing: Callable[[ModuleType], None] | None = None
        self._builtins = {**vars(builtins), "__import__": self._import}
        self._sys = ModuleType("sys")
        self._sys.__dict__.update({**vars(sys), "modules": ChainMap(self._modules, sys.modules)})
        for name in COPIED:
            self._import_public(name)  # so that nothing public is loaded while one of ours is in its place

    def load(self, name: str) -> ModuleType:
        """The module of this full name, of our package or one that we have a copy of."""
        found = self._modules.get(name)
        if found is not None:
            return found
        parent, _, child = name.rpartition(".")
        path: Sequence[str] | None = self.load(parent).__path__ if parent else None
        found = self._modules.get(name)  # the parent may have imported it
        if found is not None:
            return found
        module = self._made(name, path)
        if parent:
            setattr(self._modules[parent], child, module)
        return module

    def close(self, closing: Callable[[ModuleType], None]) -> None:
        """Have every module closed against changes, those that are still to come as soon as they are made."""
        if self._closing is None:
            self._closing = closing
            for module in list(self._modules.values()):
                closing(module)

    @property
    def builtins(self) -> dict[str, Any]:
        """By which a function of ours is known: nobody else's has these for builtins."""
        return self._builtins

    def _made(self, name: str, path: Sequence[str] | None) -> ModuleType:
        if name == self._package:
            path = [self._folder]
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is None or spec.loader is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        module = importlib.util.module_from_spec(spec)
        module.__dict__["__builtins__"] = self._builtins
        self._modules[name] = module
        before, pickled = sys.modules.get(name), dict(copyreg.dispatch_table)
        sys.modules[name] = module  # while it is made: circles of imports and dataclasses look for it there
        try:
            spec.loader.exec_module(module)
        finally:
            copyreg.dispatch_table.update(
                pickled
            )  # our `re` says how patterns are pickled, and nobody finds it by its name
            if before is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = before
        if self._closing is not None:
            self._closing(module)
        return module

    def _import(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        """`__import__` for modules in the vault."""
        if level:
            name = importlib.util.resolve_name("." * level + name, str((globals or {}).get("__package__")))
        top = name.partition(".")[0]
        if name == "sys" and (globals or {}).get("__name__") == "dataclasses":
            return self._sys  # it looks up the modules of our classes
        if top in KEPT:
            self._import_public(name, globals, locals, fromlist, 0)
            kept, child = self._kept(top), name.partition(".")[2]
            if child:
                setattr(kept, child, self._kept(name))
            return self._kept(name) if fromlist else kept
        if top != self._package and top not in COPIED:
            return self._import_public(name, globals, locals, fromlist, 0)
        module = self.load(name)
        for part in fromlist or ():
            if part not in module.__dict__ and hasattr(module, "__path__"):
                self._load_if_there(f"{name}.{part}")
        return module if fromlist else self._modules[top]

    def _load_if_there(self, name: str) -> None:
        try:
            self.load(name)
        except ModuleNotFoundError as missing:
            if missing.name != name:
                raise

    def _kept(self, name: str) -> ModuleType:
        """A module's names as they were when one of ours first asked for them."""
        if name not in self._modules:
            module = ModuleType(name)
            module.__dict__.update(sys.modules[name].__dict__)
            if name == "importlib":
                module.__dict__["import_module"] = self._import_module
            self._modules[name] = module
        return self._modules[name]

    def _import_module(self, name: str, package: str | None = None) -> ModuleType:
        """`importlib.import_module` for modules in the vault."""
        if name.partition(".")[0] == self._package:
            return self.load(name)
        return importlib.import_module(name, package)
