"""An exception as its author should see it: their frames only, with the suggestion that CPython would add."""

from __future__ import annotations

import linecache
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from opcode import opmap
from os.path import basename
from pathlib import PurePath
from sys import _getframe
from types import CodeType, FrameType, SimpleNamespace, TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from .ending import Trouble
from .instead import SCENARIOS
from .misspelt import suggestion
from .plainly import (
    FAILED,
    cause_of,
    context_of,
    full_kind_of,
    kind_of,
    library_kind_of,
    notes_on,
    pythons_kind_of,
    text_of,
    traceback_of,
)
from .twins import told

if TYPE_CHECKING:
    from .actor import Actor

Raised = TypeVar("Raised", bound=BaseException)
MARK = ".program"
"""A name among the builtins of the program's own modules, which no other frame has: what each of its files is called in stories."""
EVALUATED = "<string>"
"""The file of what the program evaluates: none."""
REALLY = SimpleNamespace(**{name: TracebackType.__dict__[name].__get__ for name in ("tb_frame", "tb_lasti", "tb_next")})
"""What a traceback says before anybody puts something else in its place: a program is not shown frames of ours."""
CALLING = ("<lambda>", "called", "call_outside", "_unpacked")
"""Functions of `instrument.outside` that call what the program wants called."""
PERFORMING = frozenset(
    {"sites.py", "contents.py", "iteration.py", "operators.py", "pairs.py", "loops.py", "builtin.py", "streams.py"}
)
"""Files of ours that do themselves what the program's text says, so that what fails there has failed for the program."""
MADE_UP = "<dataclass>"
"""The file of methods that the library made up for a class of the program's: nobody's lines."""
TOO_DEEP = "maximum recursion depth exceeded"
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_PLACE = tuple(SyntaxError.__dict__[name].__get__ for name in ("filename", "lineno"))
_MESSAGE = SyntaxError.__dict__["msg"].__get__
ELSEWHERE = "frames elsewhere"
"""Under this the traceback of another process, which is the cause of an exception, keeps what its frames were."""
OUT_OF_A_GENERATOR = (
    "generator raised StopIteration",
    "generator raised StopAsyncIteration",
    "coroutine raised StopIteration",
)
"""Whoever goes on with a generator is told so, up to Python 3.11 without its frames: what it raised is the cause."""
MOST_FRAMES = 30
"""At either end of a traceback."""
MOST_WITHIN = 3
"""Exceptions of a group that are told."""
_WITHIN = BaseExceptionGroup.__dict__["exceptions"].__get__
_LOOKING_UP = frozenset(opmap[name] for name in ("LOAD_FAST", "LOAD_FAST_CHECK", "DELETE_FAST") if name in opmap)


def is_student_frame(frame: FrameType) -> bool:
    """Whether the frame runs rewritten code of the program."""
    builtins = frame.f_builtins  # whatever the program says they are
    return type(builtins) is dict and MARK in builtins and frame.f_code.co_filename not in (MADE_UP, EVALUATED)


def caller(depth: int) -> FrameType:
    """The frame so many calls outwards from here."""
    return _getframe(depth)


def stack_of(actor: Actor) -> Iterator[FrameType]:
    """The frames of an actor, innermost first; of the one that runs, those of whoever asks are among them."""
    frame: FrameType | None = actor.greenlet.gr_frame or _getframe(1)
    while frame is not None:
        yield frame
        frame = frame.f_back


def meant(exception: Raised) -> Raised:
    """Mark an exception that a model raises on the program's behalf, though it looks like a fault of ours."""
    notes_on(exception)["meant"] = True
    return exception


def is_engine_fault(exception: BaseException) -> bool:
    """Whether an exception comes from the engine's own code and not from what the program did.

    Models and hooks raise on the program's behalf; there only what no model raises on purpose is suspect.
    """
    trace = traceback_of(exception)
    if trace is None or issubclass(type(exception), (SyntaxError, ImportError)) or "meant" in notes_on(exception):
        return False
    student = False
    while REALLY.tb_next(trace) is not None:
        student = student or is_student_frame(REALLY.tb_frame(trace))
        trace = REALLY.tb_next(trace)
    if is_student_frame(REALLY.tb_frame(trace)):
        return False
    path = PurePath(REALLY.tb_frame(trace).f_code.co_filename)
    own = PurePath(__file__).parent
    if own not in path.parents:
        return False
    if "models" in path.parts[len(own.parts) :]:
        unsaid = issubclass(type(exception), AssertionError) and not exception.args  # the library's own say something
        return unsaid or issubclass(type(exception), (NameError, KeyError))
    if path.name == "outside.py" and REALLY.tb_frame(trace).f_code.co_name in CALLING:
        return False  # what was called there has raised it
    if path.name in PERFORMING:
        return issubclass(type(exception), NameError) or not student
    return not issubclass(type(exception), (ValueError, RecursionError))


def where_now() -> tuple[str, int]:
    """File and line of the student's code that runs now; ('', 0) if none does."""
    frame: FrameType | None = _getframe(1)
    return where(frame)


def where(frame: FrameType | None) -> tuple[str, int]:
    """File and line of the innermost student's frame from here outwards."""
    while frame is not None:
        if is_student_frame(frame):
            return file_of(frame), frame.f_lineno
        frame = frame.f_back
    return "", 0


def way_to(frame: FrameType | None) -> tuple[tuple[str, int], ...]:
    """The same of all student's frames, the innermost first, each place once: how often a function has called itself is of no account."""
    places: dict[tuple[str, int], None] = {}
    while frame is not None:
        if is_student_frame(frame):
            places[file_of(frame), frame.f_lineno] = None
        frame = frame.f_back
    return tuple(places)


def file_of(frame: FrameType) -> str:
    """What the file of the program is called whose frame this is: by its last name, where it alone has it."""
    path = frame.f_code.co_filename
    called: str | None = frame.f_builtins[MARK].get(path)
    return called or basename(path)


def where_it_stands(frame: FrameType | None) -> int | None:
    """The line of the program, and not of a scenario that calls it, from here outwards."""
    while frame is not None:
        if is_student_frame(frame) and basename(frame.f_code.co_filename) != SCENARIOS:
            return frame.f_lineno
        frame = frame.f_back
    return None


def trouble_of(exception: BaseException) -> Trouble:
    """Tell an exception with the student's frames only; those of another process, where it was raised, come last."""
    cause, message = cause_of(exception), message_of(exception)
    elsewhere = notes_on(cause).get(ELSEWHERE, ()) if cause is not None else ()
    if cause is not None and message.endswith(OUT_OF_A_GENERATOR):
        elsewhere = frames_of(cause)
    frames = frames_of(exception)
    frames = (*frames, *(frame for frame in elsewhere if frame not in frames))
    return Trouble(
        kind_of(exception),
        message,
        frames,
        pythons=pythons_kind_of(type(exception)),
        library=library_kind_of(exception),
    )


def note_trouble(actor: Actor, exception: BaseException) -> None:
    """Remember in words what has ended an actor: the exception itself would keep alive all that its frames hold."""
    run = actor.run
    told(actor)
    muted, run.muted = run.muted, True  # the program's own `__str__` takes no turns
    try:
        actor.trouble = replace(trouble_of(exception), made_at=actor.made_at)
    finally:
        run.muted = muted


def frames_of(exception: BaseException) -> tuple[tuple[str, int, str], ...]:
    """(file, line, function) of the student's frames, outermost first; of very many the first and the last. Where an endless
    recursion comes to its end, in the program or in what notices its steps, is chance: of that the first alone."""
    first, last = list[TracebackType](), deque[TracebackType](maxlen=MOST_FRAMES)
    trace = traceback_of(exception)
    while trace is not None:
        if is_student_frame(REALLY.tb_frame(trace)):
            (first if len(first) < MOST_FRAMES else last).append(trace)
        trace = REALLY.tb_next(trace)
    if issubclass(type(exception), RecursionError):
        last.clear()
    found = [_told(trace, exception) for trace in (*first, *last)]
    if issubclass(type(exception), SyntaxError):
        file, line = (part(exception) for part in _PLACE)
        if type(file) is str and file and type(line) is int and line:
            found.append((PurePath(file).name, line, "<module>"))
    return tuple(found)


def _told(trace: TracebackType, exception: BaseException) -> tuple[str, int, str]:
    frame = REALLY.tb_frame(trace)
    return file_of(frame), _line_of(trace, exception), frame.f_code.co_name


def where_raised(exception: BaseException) -> int | None:
    """The innermost line of the student's at which it was raised."""
    return next((line for _, line, _ in reversed(frames_of(exception))), None)


def had_more(exception: BaseException) -> bool:
    """Whether the program goes on below a line that the exception came through: it may do more than it did."""
    trace, below = traceback_of(exception), False
    while trace is not None:
        below = below or _goes_on_below(REALLY.tb_frame(trace), trace.tb_lineno)
        trace = REALLY.tb_next(trace)
    return below


def has_more() -> bool:
    """The same of the line that runs now."""
    frame: FrameType | None = _getframe(1)
    while frame is not None and not _goes_on_below(frame, frame.f_lineno):
        frame = frame.f_back
    return frame is not None


def _goes_on_below(frame: FrameType, reached: int) -> bool:
    return is_student_frame(frame) and any(line and line > reached for *_, line in frame.f_code.co_lines())


def _line_of(trace: TracebackType, exception: BaseException) -> int:
    """The line that was reached, which for a local variable without a value may be one further than it says.

    CPython 3.11 runs some pairs of instructions as one, once they have run often enough, and then tells the line of the
    first of them; `value = total` and `valu += 1` are such a pair.
    """
    if REALLY.tb_next(trace) is None and issubclass(type(exception), UnboundLocalError):
        code = REALLY.tb_frame(trace).f_code
        for offset in (trace.tb_lasti, trace.tb_lasti + 2):
            name = _looked_up(code, offset)
            if name is not None and name not in REALLY.tb_frame(trace).f_locals:
                lines = (line for start, end, line in code.co_lines() if start <= offset < end)
                return next(lines, None) or trace.tb_lineno
    return trace.tb_lineno


def _looked_up(code: CodeType, offset: int) -> str | None:
    """The local variable that the instruction at this place looks up."""
    instruction = code.co_code[offset : offset + 2]
    if len(instruction) < 2 or instruction[0] not in _LOOKING_UP or instruction[1] >= len(code.co_varnames):
        return None
    return code.co_varnames[instruction[1]]


def message_of(exception: BaseException) -> str:
    """The message, with a suggestion for a misspelt name."""
    message = text_of(_MESSAGE(exception) if issubclass(type(exception), SyntaxError) else exception)
    if message is None:
        message = FAILED
    elif issubclass(type(exception), RecursionError) and message.startswith(TOO_DEEP):
        message = TOO_DEEP  # "… while calling a Python object": whose turn it was, is chance
    if issubclass(type(exception), BaseExceptionGroup):
        message += f": {'; '.join(map(_in_short, _WITHIN(exception)[:MOST_WITHIN]))}"
    hint = suggestion(exception, _innermost(traceback_of(exception)))
    if hint is None:
        return message
    return f"{message.removesuffix('.')}. {hint}"


def _in_short(exception: BaseException) -> str:
    """One of those in a group: its kind, its message, and where it was raised."""
    message, line = message_of(exception), where_raised(exception)
    return f"{kind_of(exception)}{message and ': '}{message}" + (f" (line {line})" if line else "")


def _innermost(trace: TracebackType | None) -> FrameType | None:
    found = None
    while trace is not None:
        if is_student_frame(REALLY.tb_frame(trace)):
            found = REALLY.tb_frame(trace)
        trace = REALLY.tb_next(trace)
    return found


def traceback_text(exception: BaseException, sources: Any = None) -> str:
    """The traceback that the program prints, student's frames and real lines only."""
    told, parts, before, joint = [exception], [_told_alone(exception, sources)], *_before(exception)
    while before is not None and all(before is not other for other in told):
        told.append(before)
        parts += [joint, _told_alone(before, sources)]
        before, joint = _before(before)
    return "".join(reversed(parts))


def _before(exception: BaseException) -> tuple[BaseException | None, str]:
    """What is told before it, and what is said between the two."""
    cause = cause_of(exception)
    if cause is not None:
        return cause, _CAUSE
    if issubclass(type(exception), RecursionError):
        return None, ""  # what was being handled where the stack came to its end may be ours
    return context_of(exception), _CONTEXT


def _told_alone(exception: BaseException, sources: Any) -> str:
    frames = frames_of(exception)
    parts = ["Traceback (most recent call last):\n"] if frames else []
    for file, line, function in frames:
        parts.append(f'  File "{file}", line {line}, in {function}\n')
        text = _line_text(sources or {}, file, line)
        if text:
            parts.append(f"    {text}\n")
    name, message = full_kind_of(exception), message_of(exception)
    parts.append(f"{name}: {message}\n" if message else f"{name}\n")
    return "".join(parts)


def _line_text(sources: Any, file: str, line: int) -> str:
    text = sources.get(file) or next((t for name, t in sources.items() if PurePath(name).name == file), None)
    if text is None:
        return linecache.getline(file, line).strip()
    lines = text.splitlines()
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""
