"""What of the interpreter itself every run begins with, whatever the one before has put in its place.

Nothing stands in for `sys` and `warnings`, which C asks as well. So a program reaches the real ones, and may give their names
other values or none (`sys.path = 5`): that is its own business, as long as it lasts.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable
from operator import is_
from typing import Any, Final

MODULES: Final = sys.modules
"""The modules that imports find, also where a program has put something else in the place of `sys.modules`."""


class Anew:
    """How these modules are now: the values of their names, and what stands in their lists."""

    def __init__(self) -> None:
        self._spaces = [(vars(module), dict(vars(module))) for module in (sys, warnings)]
        values = [value for _, before in self._spaces for value in before.values()]
        self._lists = [(value, list(value)) for value in values if type(value) is list]

    def of_system(self, **values: Any) -> None:
        """Give names of `sys` these values, until further notice."""
        for space in self._spaces[0]:
            space.update(values)

    def put_back(self) -> None:
        """Have them so again."""
        ending = []  # what ends with this, ends when all is as it was
        for space, before in self._spaces:
            if len(space) != len(before) or not (_alike(space, before) and _alike(space.values(), before.values())):
                ending.append(list(space.values()))
                space.clear()
                space.update(before)
        for filled, held in self._lists:
            filled[:] = held
        warnings._filters_mutated()  # type: ignore[attr-defined]  # so that what was warned of before is warned of again
        ending.clear()


def _alike(some: Iterable[object], others: Iterable[object]) -> bool:
    """Whether these are the same things, one after the other; nothing asks them whether they are equal."""
    return all(map(is_, some, others))
