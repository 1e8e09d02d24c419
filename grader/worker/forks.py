"""What modules want done around each fork (`os.register_at_fork`): not by us, but where a program may fork.

`threading`, `logging` and `random` look in each child at what its parent's other threads held and drew. Our processes have
one thread, and a child that goes through those modules writes to 170 pages of memory for nothing. So while a zygote warms
up the wishes are noted, and are passed on where a program is about to run for real, which may fork. A simulated program
that wants to is run for real.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import Any

Wish = dict[str, Callable[[], object]]


class Wishes:
    """What is to be done around forks, as modules asked for it while they were held back."""

    def __init__(self) -> None:
        self._os: Any = importlib.import_module("os")
        self._register = self._os.register_at_fork
        self._held: list[Wish] = []

    def hold(self) -> None:
        """From now on nothing is done around forks for modules that are new."""
        self._os.register_at_fork = self._hold

    def release(self, *, real: bool) -> None:
        """From now on modules ask Python itself. `real`: what was held back counts as well, as the program may fork."""
        self._os.register_at_fork = self._register
        if real:
            for wish in self._held:
                self._register(**wish)
            if "random" in sys.modules:
                sys.modules["random"].seed()  # as it would have been when this process was forked

    def _hold(self, **wish: Callable[[], object]) -> None:
        self._held.append(wish)
