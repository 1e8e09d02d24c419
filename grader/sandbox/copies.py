"""A change that nobody sees: `account.history.append(1)` changes a copy, and the program's own list stays as it is.

In one process the program would see it, and a check that goes on as if it had (`assert other.history == []`) holds for every program. Only what is
changed as it comes back is certain to be lost: who gives it a name may want the copy changed.
"""

from __future__ import annotations

import dis
import sys
from types import CodeType, FrameType
from typing import Any

_CHANGING: dict[type, set[str]] = {
    list: {"append", "extend", "insert", "remove", "clear", "sort", "reverse"},
    dict: {"update", "clear"},
    set: {"add", "discard", "remove", "update", "clear"},
}
"""Methods that only change: they give nothing back."""


class Copies:
    """Where a suite changes what comes back, as far as it was looked up."""

    def __init__(self) -> None:
        self._next: dict[tuple[CodeType, int], object] = {}

    def change_of(self, found: Any) -> str | None:
        """By which method whoever is waiting for this is about to change it, and nothing else."""
        changing = _CHANGING.get(type(found))
        if changing is None:
            return None
        frame, asked = _whose_turn_it_is(sys._getframe(1))
        place = frame.f_code, frame.f_lasti
        if place not in self._next:
            self._next[place] = _looked_up_after(*place)
        name = self._next[place]
        is_lost = isinstance(name, str) and name in changing and not _keeps_it(*place, asked)
        return str(name) if is_lost else None


def _whose_turn_it_is(frame: FrameType) -> tuple[FrameType, str]:
    """The first frame that is none of ours, and which method of ours it called."""
    asked = ""
    while str(frame.f_globals.get("__name__")).startswith("grader.") and frame.f_back is not None:
        frame, asked = frame.f_back, frame.f_code.co_name
    return frame, asked


def _keeps_it(code: CodeType, at: int, asked: str) -> bool:
    """Whether an element is looked up, and not in what the program has: a `defaultdict(program.new)` of the suite's keeps what comes back."""
    found = any(one.offset == at and one.opname.startswith("BINARY_") for one in dis.get_instructions(code))
    return found and asked != "__getitem__"


def _looked_up_after(code: CodeType, at: int) -> object:
    """The attribute that is looked up of what the instruction there comes to; None where something else is done with it."""
    following = next((one for one in dis.get_instructions(code) if one.offset > at), None)
    return following.argval if following is not None and following.opname in ("LOAD_METHOD", "LOAD_ATTR") else None
