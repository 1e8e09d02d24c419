"""Who did it: the program, unless the frame in which an event is raised is ours or the library's and means to.

What counts is the *innermost* frame, and whether what it does stands in its code by name: a function of the library
that is handed `sys._getframe` and calls it gives the frame to whoever handed it over.
"""

from __future__ import annotations

import os
import sys
from _thread import get_ident
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType

from grader.worker.tamper.frames import back
from grader.worker.tamper.ours import is_our_file, is_our_frame
from grader.worker.tamper.rules import CONDUIT_FUNCTIONS, CONDUITS, Rule

LIBRARY = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
IMPORTER, FROZEN = "<frozen importlib.", "<frozen importlib._bootstrap>"
_PLACES = (LIBRARY, str(Path(__file__).parents[3]), *(path + os.sep for path in sys.path if os.path.isabs(path)))
TRUSTED = (*_PLACES, *(os.path.realpath(place) + os.sep for place in _PLACES))
"""Where compiled code may come from. Read before any of the program's."""
_HEARING = (__name__, f"{__package__}.watch", "grader.worker.addresses")
_PACKAGES = tuple(f"{LIBRARY}{name}{os.sep}" for name in ("site-packages", "dist-packages"))
_getframe = sys._getframe


@dataclass(frozen=True, slots=True)
class Culprit:
    """Where the program does it."""

    place: str
    meant: bool = True
    """False where the library does it on the program's behalf, as its debugger does: no notice is due."""


def is_library(file: str) -> bool:
    """Whether this is the name of a file of the standard library."""
    return file.startswith((LIBRARY, "<frozen ")) and not file.startswith(_PACKAGES)


class Culprits:
    """Tells the program from us and from the library."""

    def __init__(self, work: str, expected: dict[int, str]) -> None:
        self._work = work + os.sep
        self._expected = expected

    def of(self, rule: Rule) -> Culprit | None:
        """Who raised the event that is being heard; None if they may."""
        frame, names, conduit = self._first(), rule.names, ""
        while frame is not None and _conducts(frame.f_code) and not is_our_frame(frame):
            code = frame.f_code
            names = (*rule.names, CONDUIT_FUNCTIONS.get(code.co_name, code.co_name))
            frame, conduit = back(frame), code.co_filename
        if frame is None:
            return Culprit("nobody's line")
        file = frame.f_code.co_filename
        means_to = file == conduit or any(name in frame.f_code.co_names for name in names)
        if is_our_frame(frame):
            return None if means_to else self._nearest(frame)
        if means_to and is_library(file):
            if rule.library and not rule.handed:
                return None
            return self._nearest(frame, meant=rule.library)
        return self._nearest(frame)

    def importing(self) -> str:
        """The file that is being imported in the frames that raised the event; '' for none."""
        frame = self._first()
        while frame is not None and frame.f_code.co_filename.startswith(IMPORTER):
            if frame.f_code.co_filename == FROZEN and frame.f_code.co_name in ("exec_module", "get_code"):
                return LIBRARY  # a module that is part of the interpreter, found by its name (raised from 3.13 on)
            if frame.f_code.co_name == "get_code":
                found = frame.f_locals.get("bytecode_path") or frame.f_locals.get("path")
                return found if type(found) is str else ""
            frame = back(frame)
        return ""

    def _first(self) -> FrameType | None:
        """The innermost frame that does not belong to the hearing itself."""
        self._expected[get_ident()] = "sys._getframe"
        frame: FrameType | None = _getframe(1)
        while frame is not None and frame.f_globals.get("__name__") in _HEARING and is_our_frame(frame):
            frame = back(frame)
        return frame

    def _nearest(self, frame: FrameType | None, *, meant: bool = True) -> Culprit:
        """The program's line that led here. What loads our modules, and began it all, is made of public parts; it is told
        by its files: a program that takes their names has its line told wrongly, and is noticed all the same."""
        while frame is not None and (
            is_our_frame(frame) or is_library(file := frame.f_code.co_filename) or is_our_file(file)
        ):
            frame = back(frame)
        if frame is None:
            return Culprit("nobody's line", meant)
        return Culprit(f"{frame.f_code.co_filename.removeprefix(self._work)}, line {frame.f_lineno}", meant)


def _conducts(code: CodeType) -> bool:
    """Whether this function of the library hands on what it finds."""
    file = code.co_filename
    return is_library(file) and (file.removeprefix(LIBRARY) in CONDUITS or code.co_name in CONDUIT_FUNCTIONS)
