"""No way leads from a frame of the program's to one of ours.

From frame to frame there is one way, outwards: `frame.f_back`. It goes past ours, as if they were not there, and so does
`sys._getframe`, which counts them no more. What is left leads inwards or to the program's own: so a program may look at
its frames as it likes (print its function's name, ask who called it, log a line).

Where the program begins, called by us, stands a frame that leads nowhere in place of ours: of a function somebody asks
who called it.

A traceback leads past ours as well, step by step (`tb_next`), and where it begins with one of ours stands the same frame
that leads nowhere: an error that a lock or a queue raised looks as if the library had raised it in C.

CPython has no word for this either (`audited` is of the same kind): `f_back` is put in its place through the namespace
that its class really has. Whoever finds the real `sys._getframe` and takes a frame of ours with it is noticed (`watch`).
"""

from __future__ import annotations

import builtins
import ctypes
import gc
import sys
from types import FrameType, FunctionType, TracebackType
from typing import Any

from grader.interleave.instrument.known import Manner
from grader.interleave.instrument.manners import give_manner
from grader.interleave.trouble import REALLY
from grader.worker.tamper.ours import is_our_file, is_our_frame
from grader.worker.walls.layer import WallError

_below: list[FrameType] = []
"""What was there before us, and calls us as long as we live: `runpy`, say."""
_getframe = sys._getframe
_set_next = TracebackType.__dict__["tb_next"].__set__
back = FrameType.__dict__["f_back"].__get__
"""The frame outside of another, whosever it is."""


def is_hidden(frame: FrameType) -> bool:
    """Whether this frame is of no concern to the program: it is ours, or of what loads our modules and began it all."""
    return is_our_frame(frame) or is_our_file(frame.f_code.co_filename) or frame in _below


def lead_past_ours() -> None:
    """From now on nothing leads from a frame to one of ours. WallError where this Python does it in another way."""
    if type(FrameType.__dict__["f_back"]) is _Back:
        return  # in a forked worker it is done already
    put(FrameType, f_back=_Back())
    put(TracebackType, tb_frame=_StepFrame(), tb_lasti=_StepPlace(), tb_next=_NextStep())
    sys._getframe = getframe
    if hasattr(sys, "_getframemodulename"):  # from 3.12 on
        sys._getframemodulename = getframemodulename
    frame: FrameType | None = _getframe()
    while frame is not None:
        if not is_hidden(frame):
            _below.append(frame)
        frame = back(frame)
    if _getframe().f_back is not outermost or _raised().tb_frame is not outermost:  # all there is now is ours
        raise WallError("tamper: this Python leads from frame to frame in another way")


def put(kind: type, **attributes: object) -> None:
    """Put something else in the place of attributes of a class that nobody may assign to."""
    (space,) = gc.get_referents(kind.__dict__)
    space.update(attributes)
    ctypes.pythonapi.PyType_Modified(ctypes.c_void_p(id(kind)))


def _raised() -> Any:
    try:
        raise WallError
    except WallError as error:
        return error.__traceback__


class _Back:
    """`frame.f_back`."""

    __slots__ = ()

    def __get__(self, frame: FrameType | None, kind: type | None = None) -> Any:
        return self if frame is None else _past(frame)


class _Fixed:
    __slots__ = ()

    def __set__(self, step: TracebackType, value: object) -> None:
        raise AttributeError("readonly attribute")


class _StepFrame(_Fixed):
    """`traceback.tb_frame`."""

    __slots__ = ()

    def __get__(self, step: TracebackType | None, kind: type | None = None) -> Any:
        if step is None:
            return self
        frame = REALLY.tb_frame(step)
        return outermost if is_hidden(frame) else frame


class _StepPlace(_Fixed):
    """`traceback.tb_lasti`: the place in the code of the frame."""

    __slots__ = ()

    def __get__(self, step: TracebackType | None, kind: type | None = None) -> Any:
        if step is None:
            return self
        return 0 if is_hidden(REALLY.tb_frame(step)) else REALLY.tb_lasti(step)


class _NextStep:
    """`traceback.tb_next`."""

    __slots__ = ()

    def __get__(self, step: TracebackType | None, kind: type | None = None) -> Any:
        if step is None:
            return self
        inner = REALLY.tb_next(step)
        while inner is not None and is_hidden(REALLY.tb_frame(inner)):
            inner = REALLY.tb_next(inner)
        return inner

    def __set__(self, step: TracebackType, value: object) -> None:
        _set_next(step, value)


def getframe(depth: int = 0, /) -> FrameType:
    """`sys._getframe`."""
    frame: FrameType | None = _getframe(1)
    if frame is not None and is_hidden(frame):
        frame = _past(frame)
    for _ in range(depth):
        frame = frame and _past(frame)
    if frame is None:
        raise ValueError("call stack is not deep enough")
    return frame


getframe.__name__ = getframe.__qualname__ = "_getframe"
give_manner(getframe, Manner.FREE)  # what comes of it is a question of the text (`interleave.text.frames`)


def getframemodulename(depth: int = 0) -> str | None:
    """`sys._getframemodulename`."""
    try:
        name = getframe(depth).f_globals.get("__name__")
    except ValueError:
        return None
    return name if type(name) is str else None


getframemodulename.__name__ = getframemodulename.__qualname__ = "_getframemodulename"
give_manner(getframemodulename, Manner.FREE)


def _past(frame: FrameType) -> FrameType | None:
    """The next frame outside of this one that is not ours."""
    outer: FrameType | None = back(frame)
    if outer is None or not is_hidden(outer):
        return outer
    while outer is not None and is_hidden(outer):
        outer = back(outer)
    return outer or (None if frame.f_code.co_name == "<module>" else outermost)


def _leading_nowhere() -> Any:
    """A generator that nobody begins: its frame has none outside of it."""
    space: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
    exec(compile("def caller(): yield", "<the caller>", "exec"), space)
    code = space.pop("caller").__code__.replace(co_name="<module>")
    return FunctionType(code, space)()


_nobody = _leading_nowhere()
outermost: FrameType = _nobody.gi_frame
