"""The files of one delivery that are taken, under the bounds for what may lie beside an entry."""

from __future__ import annotations

from grader.intake import bounds
from grader.intake.names import is_program

LEFT_OUT = " was left out"
"""What stands after a file's name in a remark on it."""


class Kept:
    """The files taken so far; what is not taken is remarked on."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.notices: list[str] = []
        self._size = 0

    def offer(self, name: str, data: bytes | None) -> None:
        """Take a file, or say why not; None stands for one that was too large to read."""
        if data is None:
            self.notices.append(f"{name}{LEFT_OUT}: it is too large")
        elif len(self.files) >= bounds.NEIGHBOURS:
            self.notices.append(f"{name}{LEFT_OUT}: there are more than {bounds.NEIGHBOURS} files")
        elif self._size + len(data) > bounds.NEIGHBOURS_BYTES:
            most = bounds.in_words(bounds.NEIGHBOURS_BYTES)
            self.notices.append(f"{name}{LEFT_OUT}: the files are larger than {most} together")
        else:
            self._size += len(data)
            self.files[name] = data


def programs_first(name: str) -> tuple[bool, str]:
    """Order files so that the bounds are spent on code before data."""
    return (not is_program(name), name)
