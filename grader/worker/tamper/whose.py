"""Whose a frame is: what a program is shown of what runs here is its own, and what it has called itself."""

from __future__ import annotations

from types import FrameType

from grader.interleave.actor import is_controlled
from grader.interleave.models.interpreter import beyond
from grader.worker.tamper import frames
from grader.worker.tamper.culprit import is_library


def is_shown(frame: FrameType) -> bool:
    """Whether this frame is the program's, or the library's on its behalf: what the library does for us has in its hands
    what is ours."""
    outer: FrameType | None = frame
    while outer is not None and is_library(outer.f_code.co_filename) and not frames.is_hidden(outer):
        outer = frames.back(outer)
    return outer is None or not frames.is_hidden(outer)


def innermost_shown(frame: FrameType | None) -> FrameType | None:
    """The innermost of these frames, from here outwards, that is shown."""
    while frame is not None and not is_shown(frame):
        frame = frames.back(frame)
    return frame


def not_simulated(name: str) -> None:
    """End a simulation, in which threads are not what the interpreter takes for threads: the program is run for real
    then, or it is said that this cannot be followed."""
    if is_controlled():
        beyond(name)()
