"""What the program's modules find without an import: the builtins, and the hooks that their rewritten text calls.

A program that imports `builtins` and puts something there finds it everywhere, until its run is over.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..instrument.syntax import CALL_MARK
from ..models.patch import ModelModule, StandIn
from ..trouble import MARK
from .builtin import replacements

if TYPE_CHECKING:
    from .world import World


class Everywhere:
    """The builtins of one program, and of the library's text that is rewritten for it."""

    def __init__(self, world: World, called: Mapping[str, str]) -> None:
        self.library: dict[str, Any] = {
            **builtins.__dict__,
            **world.sites.hooks,
            ".slice": slice,
            CALL_MARK: set,
            **replacements(world),
        }
        """What rewritten text of the library finds."""
        self.program: dict[str, Any] = {**self.library, MARK: called}
        """What the program's own finds."""
        self._ours: dict[str, Any] = {}

    def add(self, hooks: Mapping[str, Any]) -> None:
        """Text that was rewritten later calls these as well."""
        self.library.update(hooks)
        self.program.update(hooks)
        if self._ours:
            self._ours.update(hooks)

    def models(self, world: World) -> Iterator[ModelModule]:
        """A stand-in for `builtins`, for a program that imports it."""
        if "builtins" in world.imported:
            self._ours = self.program
            shared = StandIn("builtins")
            shared.__dict__.update(self._ours)
            self.program = shared.__dict__
            world.refreshed.append(lambda: self.program.update(self._ours))
            yield ModelModule("builtins", lambda _: shared)
