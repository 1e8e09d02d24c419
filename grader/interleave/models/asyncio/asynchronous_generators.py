"""Who hears of asynchronous generators, so that they are closed: the interpreter keeps it for each thread of the system, this for each actor."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final

from ...actor import current_actor, is_controlled

Hook = Callable[[Any], Any] | None
_PLACE: Final = "asyncgen hooks"


class Hooks:
    """The two functions of `sys` for one program."""

    def __init__(self) -> None:
        self._closing: dict[int, Hook] = {}
        """Who closes which, by the identity of the generator."""

    def forget(self) -> None:
        """Nobody hears of any."""
        self._closing.clear()
        sys.set_asyncgen_hooks(None, None)

    def instead_of_sys(self) -> ModuleType:
        """What the event loop has for `sys`."""
        hooks = {"get_asyncgen_hooks": self._get, "set_asyncgen_hooks": self._set}
        vars(instead := ModuleType("asyncio.sys")).update({**vars(sys), "__name__": instead.__name__, **hooks})
        return instead

    def _get(self) -> tuple[Hook, Hook]:
        hooks: tuple[Hook, Hook] = current_actor().local.get(_PLACE, (None, None))
        return hooks

    def _set(self, firstiter: Hook, finalizer: Hook) -> None:
        current_actor().local[_PLACE] = firstiter, finalizer
        sys.set_asyncgen_hooks(self._begins, self._is_left)

    def _begins(self, generator: Any) -> None:
        first, last = self._get() if is_controlled() else (None, None)
        # Of one that came to its end nothing is heard, and its identity is given again.
        self._closing[id(generator)] = last
        if first is not None:
            first(generator)

    def _is_left(self, generator: Any) -> None:
        close = self._closing.pop(id(generator), None)
        if close is not None:
            close(generator)
