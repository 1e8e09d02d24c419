"""How long a student who watches waits: from a save to the end of the whole page, which was judged anew."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

ENDS = "Ctrl-C ends"
"""What the last line of each page says."""


class Watching:
    """`grade check --watch` of one file. A context manager; the first page is there when it begins."""

    def __init__(self, command: Sequence[str | Path], file: Path) -> None:
        self._command, self._file, self._text = command, file, file.read_text(encoding="utf-8")
        self._pages = 0

    def __enter__(self) -> Watching:
        self._process = subprocess.Popen(
            [*self._command, "--watch"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self._process.stdout is not None
        self._said: IO[str] = self._process.stdout
        self._read_page()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        self._said.close()
        self._file.write_text(self._text, encoding="utf-8")

    def page_s(self) -> float:
        """Save another text, and wait for its page. Raises RuntimeError where there is none."""
        time.sleep(0.3 + 0.01 * (self._pages % 7))  # at no fixed place between two looks
        start = time.perf_counter()
        self._file.write_text(f"{self._text}# {self._pages}\n", encoding="utf-8")
        self._read_page()
        return time.perf_counter() - start

    def _read_page(self) -> None:
        told = []
        for line in self._said:
            told.append(line)
            if ENDS in line:
                self._pages += 1
                return
        raise RuntimeError(f"{self._command} ended:\n{''.join(told)}")
