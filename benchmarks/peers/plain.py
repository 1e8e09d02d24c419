"""One program as it is, with real threads and processes: `plain.py METHOD PATH`, its input on standard input.

Only what a fair comparison needs is changed: the default start method, and that one print leaves as one piece.
"""

from __future__ import annotations

import multiprocessing.context
import runpy
import sys
import threading
from pathlib import Path
from typing import Any, TextIO


class WholeLines:
    """A stream that passes on whole lines, each thread's apart."""

    def __init__(self, inner: TextIO) -> None:
        self.inner = inner
        self.begun = threading.local()

    def write(self, text: str) -> int:
        """Keep what is not yet a line."""
        text = getattr(self.begun, "text", "") + text
        whole, newline, rest = text.rpartition("\n")
        if newline:
            self.inner.write(whole + newline)
            self.inner.flush()
        self.begun.text = rest
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


if __name__ == "__main__":
    method, path = sys.argv[1:]
    contexts: Any = multiprocessing.context
    contexts._default_context._default_context = contexts._concrete_contexts[method]
    sys.argv = [path]
    sys.path[0] = str(Path(path).parent)
    sys.stdout = WholeLines(sys.stdout)  # type: ignore[assignment]
    runpy.run_path(path, run_name="__main__")
