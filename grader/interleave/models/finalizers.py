"""`weakref.finalize`, of which the library keeps a list in the class: every process of a run has its own, which begins empty."""

from __future__ import annotations

from typing import Any
from weakref import finalize

from ..actor import SimProcess

NAMES = frozenset(("finalize",))
"""Who does not mention it has no use for it."""
_BEGINNING = {"_shutdown": False, "_dirty": False, "_registered_with_atexit": False}


def held() -> dict[str, Any]:
    """What the class has noted by now: what is to be done, and whether it is over."""
    return {name: vars(finalize)[name] for name in ("_registry", *_BEGINNING)}


def hold(noted: dict[str, Any]) -> None:
    """From here on this."""
    for name, value in noted.items():
        setattr(finalize, name, value)


def give(process: SimProcess) -> None:
    """A new process has nothing to do, and has not said yet that it will do it when it ends."""
    own: dict[str, Any] = {"_registry": {}, **_BEGINNING}
    process.on_enter.append(lambda: hold(own))
    process.on_leave.append(lambda: own.update(held()))
