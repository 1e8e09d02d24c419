"""Whom the program sends a signal that ends who does not hear it: who is ended without one was ended by somebody else.

It is told before the signal goes, since afterwards there may be nobody who could; and taken back by who sent it to itself and
goes on. Signals by which nothing ends (SIGCONT, SIGUSR1) tell nothing.
"""

from __future__ import annotations

import os
import sys

from grader.worker.really.inside.imports import put, put_in_system
from grader.worker.really.inside.notes import OF_A_KIND, Notebook

TYPE_CHECKING = False  # in life `typing` is not there either
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Whom = Callable[..., int]

ANY = 0
"""Stands for whoever, and whichever signal."""
getpid = os.getpid


class Signals:
    """What this process has sent and not outlived."""

    def __init__(self, notes: Notebook, ending: frozenset[int]) -> None:
        self._notes = notes
        self._ending = ending
        self._sent: dict[tuple[int, int], None] = {}
        self._told = 0

    def sends(self, to: int, number: int) -> None:
        """Tell it, once as long as it holds; from the hundredth time on, that there may be others."""
        if number not in self._ending or (to, number) in self._sent or self._told >= OF_A_KIND:
            return
        self._told += 1
        self._sent[to, number] = None
        if self._told == OF_A_KIND:
            to = number = ANY
        self._notes.tell("signal", to=to, number=number)

    def outlives(self, to: int, number: int) -> None:
        """Take it back, if it was for this process and does not wait for its turn."""
        if to != getpid() or (to, number) not in self._sent or self._told >= OF_A_KIND or number in _waiting():
            return
        del self._sent[to, number]
        self._notes.tell("outlived", number=number)

    def forget(self) -> None:
        """After a fork: the parent told of its own."""
        self._sent.clear()
        self._told = 0


def report_signals(notes: Notebook, ending: frozenset[int]) -> None:
    """Note whom the program sends a signal."""
    signals = Signals(notes, ending)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=signals.forget)

    def noting(send: Any, whom: Whom) -> Any:
        def noted(*args: Any) -> Any:
            to, number = _understood(whom, args)
            signals.sends(to, number)
            try:
                return send(*args)
            finally:
                signals.outlives(to, number)

        return noted

    for name, whom in (("kill", _one), ("killpg", _several)):
        if hasattr(os, name):
            put_in_system(name, noting(getattr(os, name), whom))
    in_c = sys.modules["_signal"]
    for name, whom in (("raise_signal", _oneself), ("pthread_kill", _oneself), ("pidfd_send_signal", _several)):
        if hasattr(in_c, name):
            put(in_c, name, noting(getattr(in_c, name), whom))
            if "signal" in sys.modules:
                setattr(sys.modules["signal"], name, getattr(in_c, name))


def _understood(whom: Whom, args: tuple[Any, ...]) -> tuple[int, int]:
    """To whom, and which; (0, 0) for what will be refused."""
    try:
        return whom(*args), int(args[1] if len(args) > 1 else args[0])
    except (TypeError, ValueError, IndexError):
        return ANY, 0


def _one(to: int, *_: Any) -> int:
    return max(ANY, to)


def _several(*_: Any) -> int:
    return ANY


def _oneself(*_: Any) -> int:
    return getpid()


def _waiting() -> set[int]:
    """Signals that were sent and that nobody has let through yet."""
    pending = getattr(sys.modules["_signal"], "sigpending", None)
    return set(pending()) if pending is not None else set()
