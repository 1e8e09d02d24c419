"""A busy machine, on purpose: processes that do nothing but keep the processors busy, for as long as they are wanted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Each ends by itself when whoever started it is gone: its stdin is closed then.
_BUSY = "import threading, sys, os\nthreading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()\nwhile True: pass"


@contextmanager
def busy(number: int) -> Iterator[None]:
    """Keep `number` processes busy meanwhile."""
    command = [sys.executable, "-I", "-S", "-c", _BUSY]
    hogs: list[subprocess.Popen[bytes]] = []
    try:
        for _ in range(number):
            hogs.append(
                subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
        yield
    finally:
        for hog in hogs:
            hog.kill()
            hog.communicate()
