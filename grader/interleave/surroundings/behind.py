"""What the system itself does, asked for past the models: noticed whoever asks, and nobody can follow it.

The library's modules hold the real `threading`, and a program gets at it through them (`subprocess.threading`), also while
it has one thread that anybody knows of and nothing else is looked at. They make sockets, too: a server of `socketserver` has one,
and the other end may be held by somebody who never gets the turn.
"""

from __future__ import annotations

import _thread
import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, Final

from ..actor import current_actor, is_controlled
from ..models.interpreter import beyond

_STARTING: Final = (
    (threading, "_start_new_thread"),
    (threading, "_start_joinable_thread"),
    (_thread, "start_new_thread"),
    (_thread, "start_new"),
    (_thread, "start_joinable_thread"),
)
_MAKING: Final = (("socket", "socket"),)
"""Classes whose objects may wait for somebody, and nobody sees for whom."""


@contextlib.contextmanager
def the_systems_own_noticed() -> Iterator[None]:
    """Whoever starts a real thread in a run is beyond control from there on; who makes a socket goes no further."""
    told: list[tuple[Any, str, Callable[..., Any]]] = [
        (module, name, _noticing(vars(module)[name])) for module, name in _STARTING if name in vars(module)
    ]
    kinds = [getattr(sys.modules[module], name) for module, name in _MAKING if module in sys.modules]
    told += [(kind, "__init__", _refusing(kind)) for kind in kinds]
    real = [(holder, name, vars(holder)[name]) for holder, name, _ in told]
    for holder, name, instead in told:
        setattr(holder, name, instead)
    try:
        yield
    finally:
        for holder, name, was in real:
            setattr(holder, name, was)


def _noticing(start: Callable[..., Any]) -> Callable[..., Any]:
    def started(*args: Any, **kwargs: Any) -> Any:
        if is_controlled():
            current_actor().run.escape("a thread of the system's own")
        return start(*args, **kwargs)

    return started


def _refusing(kind: type) -> Callable[..., None]:
    make, name = vars(kind)["__init__"], f"{kind.__module__}.{kind.__qualname__}"

    def made(self: Any, *args: Any, **kwargs: Any) -> None:
        if is_controlled():
            beyond(name)()
        make(self, *args, **kwargs)

    return made
