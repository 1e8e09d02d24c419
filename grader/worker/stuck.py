"""Where a program stands when it has to be ended: a traceback written by C code, without the interpreter's help.

`faulthandler` writes it on a crash, at the CPU limit, and on a signal from the keeper just before the kill.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys

TEXT_LIMIT = 64 * 1024
SENDS, ON_ITS_WAY, OUTLIVED = "The program sends itself signal {}.\n", "(on its way)\n", "It has outlived signal {}.\n"
"""What stands among the words of a worker whose program sends it a signal, around the place where it does, and where it
goes on after that. A worker that is killed otherwise was killed by somebody outside."""
_BY_OTHERS = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT")
BY_OTHERS = frozenset(int(getattr(signal, name)) for name in _BY_OTHERS if hasattr(signal, name))
"""Signals by which people and machines end processes."""

DUMP_SIGNAL: int | None = getattr(signal, "SIGRTMAX", getattr(signal, "SIGUSR2", None))
"""By which a process is asked where it stands; None where that cannot be (Windows)."""


def tell_into(descriptor: int) -> None:
    """Write this process's tracebacks into `descriptor` from now on."""
    faulthandler.enable(file=descriptor, all_threads=True)
    if DUMP_SIGNAL is not None and sys.platform != "win32":
        faulthandler.register(DUMP_SIGNAL, file=descriptor, all_threads=True)
        faulthandler.register(signal.SIGXCPU, file=descriptor, all_threads=True, chain=True)


def tell_of_a_signal(descriptor: int, number: int) -> None:
    """The program is about to send itself a signal that may end it: say so, and where."""
    os.write(descriptor, SENDS.format(number).encode("ascii"))
    faulthandler.dump_traceback(file=descriptor)
    os.write(descriptor, ON_ITS_WAY.encode("ascii"))


def tell_of_an_outlived_signal(descriptor: int, number: int) -> None:
    """It did not: what ends this worker is something else."""
    os.write(descriptor, OUTLIVED.format(number).encode("ascii"))


def tell_before(seconds: float, descriptor: int) -> None:
    """Where no signal can ask for it, write where the program stands shortly before `seconds` have passed."""
    if DUMP_SIGNAL is None:
        faulthandler.dump_traceback_later(max(0.1, seconds - 0.5), file=descriptor)
