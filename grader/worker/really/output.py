"""Output that may be endless: its beginning and its end are kept."""

from __future__ import annotations

import os
import threading


class HeadAndTail:
    """Keeps the first and the last half of `limit` bytes, whatever comes between."""

    def __init__(self, limit: int) -> None:
        self._half = max(1, limit // 2)
        self._head = bytearray()
        self._tail = bytearray()
        self._left_out = 0

    def add(self, data: bytes) -> None:
        """Take the next piece."""
        room = self._half - len(self._head)
        if room > 0:
            self._head += data[:room]
            data = data[room:]
        self._tail += data
        if len(self._tail) > 2 * self._half:  # cut rarely: cutting moves the rest
            self._cut()

    def text(self) -> str:
        """What was kept, with a line that says how much is left out. Lines end as in the program, whatever the system makes of it."""
        self._cut()
        gap = b""
        if self._left_out:
            gap = f"\n[… {self._left_out} bytes left out …]\n".encode()
        return bytes(self._head + gap + self._tail).decode("utf-8", "replace").replace(os.linesep, "\n")

    def _cut(self) -> None:
        excess = len(self._tail) - self._half
        if excess > 0:
            del self._tail[:excess]
            self._left_out += excess


class Listener:
    """A pipe, read to its end on a thread so that it never fills up."""

    def __init__(self, limit: int) -> None:
        self._reading, self.writing = os.pipe()
        """`writing` is for whoever is listened to."""
        self._kept = HeadAndTail(limit)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def handed_over(self) -> None:
        """Keep our end alone, so that the stream ends with the last of those who write."""
        os.close(self.writing)

    def text(self) -> str:
        """All of it; every process that could still write is dead by now."""
        self._thread.join(5.0)
        return self._kept.text()

    def _listen(self) -> None:
        try:
            while data := os.read(self._reading, 1 << 16):
                self._kept.add(data)
        finally:
            os.close(self._reading)
