"""Threads of the system's own, started past the models: noticed whoever starts them, and nobody can follow them.

The library's modules hold the real `threading`, and a program gets at it through them (`subprocess.threading`), also while
it has one thread that anybody knows of and nothing else is looked at.
"""

from __future__ import annotations

import _thread
import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any, Final

from .actor import current_actor, is_controlled

_STARTING: Final = (
    (threading, "_start_new_thread"),
    (threading, "_start_joinable_thread"),
    (_thread, "start_new_thread"),
    (_thread, "start_new"),
    (_thread, "start_joinable_thread"),
)


@contextlib.contextmanager
def real_threads_noticed() -> Iterator[None]:
    """Whoever starts a real thread in a run is beyond control from there on."""
    real = [(module, name, vars(module)[name]) for module, name in _STARTING if name in vars(module)]
    for module, name, start in real:
        setattr(module, name, _noticing(start))
    try:
        yield
    finally:
        for module, name, start in real:
            setattr(module, name, start)


def _noticing(start: Callable[..., Any]) -> Callable[..., Any]:
    def started(*args: Any, **kwargs: Any) -> Any:
        if is_controlled():
            current_actor().run.escape("a thread of the system's own")
        return start(*args, **kwargs)

    return started
