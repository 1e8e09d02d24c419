"""Where a program stands when it has to be ended: a traceback written by C code, without the interpreter's help.

`faulthandler` writes it on a crash, at the CPU limit, and on a signal from the monitor just before the kill.
"""

from __future__ import annotations

import faulthandler
import os
import signal

TEXT_LIMIT = 64 * 1024
ENDS_ITSELF = "The program sends itself a signal.\n"
"""Stands among the words of a worker that is ended by its own program, and not by somebody outside."""
_BY_OTHERS = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT")
BY_OTHERS = frozenset(int(getattr(signal, name)) for name in _BY_OTHERS if hasattr(signal, name))
"""Signals by which people and machines end processes."""

DUMP_SIGNAL: int | None = getattr(signal, "SIGRTMAX", getattr(signal, "SIGUSR2", None))


def tell_into(descriptor: int) -> None:
    """Write this process's tracebacks into `descriptor` from now on."""
    faulthandler.enable(file=descriptor, all_threads=True)
    if DUMP_SIGNAL is not None:
        faulthandler.register(DUMP_SIGNAL, file=descriptor, all_threads=True)
        faulthandler.register(signal.SIGXCPU, file=descriptor, all_threads=True, chain=True)


def tell_of_a_signal(descriptor: int) -> None:
    """The program is about to end itself by a signal: say so, and where."""
    os.write(descriptor, ENDS_ITSELF.encode("ascii"))
    faulthandler.dump_traceback(file=descriptor)


def tell_before(seconds: float, descriptor: int) -> None:
    """Where no signal can ask for it, write where the program stands shortly before `seconds` have passed."""
    if DUMP_SIGNAL is None:
        faulthandler.dump_traceback_later(max(0.1, seconds - 0.5), file=descriptor)
