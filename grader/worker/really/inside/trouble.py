"""What an exception tells about a student's code: words, the student's own lines, and names that were near."""

from __future__ import annotations

import os
import sys

TEXT = 2_000
FRAMES = 40
NAMES = 750
Frames = list[tuple[str, int, str]]


def frames_of(exception: BaseException, work: str) -> Frames:
    """(file, line, function) of the frames below the folder `work`, outermost first; where the source itself is
    refused, its line."""
    found: Frames = []
    trace = exception.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith(work + os.sep):
            found.append((_name(code.co_filename, work), trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    if isinstance(exception, SyntaxError) and str(exception.filename).startswith(work + os.sep):
        found.append((_name(str(exception.filename), work), exception.lineno or 1, "<module>"))
    elsewhere = _elsewhere(exception.__cause__, work)
    if (
        isinstance(exception, RuntimeError)
        and message_of(exception).endswith("raised StopIteration")
        and exception.__cause__
    ):
        elsewhere = frames_of(exception.__cause__, work)
    return [*found, *(frame for frame in elsewhere if frame not in found)][-FRAMES:]


def _elsewhere(cause: BaseException | None, work: str) -> Frames:
    """The frames in the traceback of another process, where it was raised: a worker's of a pool, as text."""
    if not type(cause).__name__.endswith("RemoteTraceback"):
        return []
    found: Frames = []
    before = f'  File "{work}{os.sep}'
    for line in str(cause).splitlines():
        path, _, rest = line.removeprefix(before).rpartition('", line ')
        number, _, function = rest.partition(", in ")
        if line.startswith(before) and number.isdecimal():
            found.append((path.replace(os.sep, "/"), int(number), function))
    return found


def caller(depth: int, work: str) -> Frames:
    """The caller's line, `depth` frames up, if it is the student's."""
    try:
        frame = sys._getframe(depth + 1)
    except ValueError:
        return []  # nobody's: the interpreter itself calls it at its end
    path = frame.f_code.co_filename
    return [(_name(path, work), frame.f_lineno, frame.f_code.co_name)] if path.startswith(work + os.sep) else []


def message_of(exception: BaseException) -> str:
    """The exception's own words, bounded."""
    try:
        said = exception.msg if isinstance(exception, SyntaxError) else str(exception)
    except Exception:
        return ""  # an exception that cannot say what it is
    return str(said)[:TEXT]


def names_near(exception: BaseException) -> tuple[str, list[str]]:
    """The name that is missing, and those that exist in its place: what a suggestion can be made of."""
    wrong = getattr(exception, "name", None)
    if not isinstance(exception, (NameError, AttributeError)) or not isinstance(wrong, str):
        return "", []
    try:
        known = _known(exception)
    except Exception:
        return "", []  # an object that cannot be looked at
    return wrong[:40], [name for name in known if isinstance(name, str) and len(name) <= 40][:NAMES]


def _known(exception: NameError | AttributeError) -> list[str]:
    if isinstance(exception, AttributeError):
        return [name for name in dir(exception.obj) if not name.startswith("_")]
    trace = exception.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return []
    frame = trace.tb_frame
    own = [f"self.{name}" for name in dir(frame.f_locals["self"])] if "self" in frame.f_locals else []
    return [*own, *frame.f_locals, *frame.f_globals, *frame.f_builtins]


def _name(path: str, work: str) -> str:
    return path[len(work) + 1 :].replace(os.sep, "/")
