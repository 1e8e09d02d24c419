"""What a program puts in the place of the library's own attributes of a thread: `self._stop = Event()` in a class made from `Thread`.

Until 3.12 the library calls `_stop` once a thread is over. What depends on the others nobody simulates.
"""

from __future__ import annotations

import sys
import threading
from typing import Any, Final

from ..instrument.outside import called
from .interpreter import beyond

KEPT: Final = (
    "_context _handle _ident _invoke_excepthook _is_stopped _native_id _os_thread_handle _started _stderr _tstate_lock"
)
"""What the library keeps in a thread, in some version."""
CALLED: Final = "_after_fork _bootstrap_inner _delete _reset_internal_locks _set_ident _set_native_id _set_os_name _set_tstate_lock _stop _wait_for_tstate_lock"
"""What it calls."""
_REPLACED: Final = frozenset({"_ident", "_native_id"})
"""What it puts there itself, whatever was there before."""
_RELIED_ON: Final = frozenset(KEPT.split()).intersection(vars(threading.Thread(name="nobody"))) - _REPLACED


def must_be_its_own(thread: Any, message: str) -> None:
    """The library's `__init__` has been called (else `message`), and nothing has come in the place of what it keeps."""
    held = thread.__dict__
    if not held.get("_initialized", False):
        raise RuntimeError(message)
    if not _RELIED_ON.isdisjoint(held):
        beyond(f"another {min(_RELIED_ON.intersection(held))} of a thread than the library's")()


def stopped(thread: Any, library: type) -> None:
    """A thread was found to be over: call what the program has put in the place of its `_stop`, if this version does."""
    if sys.version_info >= (3, 13):
        return
    kinds = type(thread).__mro__
    if "_stop" in thread.__dict__ or any("_stop" in vars(kind) for kind in kinds[: kinds.index(library)]):
        called(thread._stop)
