"""Every way in which the student's side can end a check, as exceptions that say what happened and where.

::

    Claim                     rationale, location, hint; where an exploration found it: witness, explored
    ├── StudentError          the student's code raised                     -> failed
    │   ├── AnException         which `except Exception` catches, as it does not what `sys.exit` raises
    │   ├── Unreadable          Python cannot read the file: nothing of it ran
    │   ├── Exhausted           an iterator has nothing more to give, which is also the StopIteration
    │   └── MissingAttribute …  which is also the AttributeError, ValueError, … that was raised
    ├── TimedOut              endless loop, step, CPU or wall limit         -> timed_out
    │   └── Deadlocked          nobody can go on                            -> failed
    ├── Crashed               the worker died: signal, os._exit, memory     -> crashed
    └── PromiseBroken         some order breaks what a suite promised       -> failed

All of it is *claimed* by the student's process: plain data, bounded, and never more than that.
"""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeGuard

from grader.intake.decode import NO_CODE, NO_TEXT
from grader.report import Explored, Location, Witness
from grader.sandbox.pointers import absent, advice
from grader.typed import as_typed

_SHORT = 400
GIVEN, _GIVEN = "It was given", 60
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
_WHERE_FROM = re.compile(r"^(cannot import name '\w+' from (?:partially initialized module )?'[\w.]+'.*) \([^()]*\)$")
"""Behind what cannot be imported stands where the module's file lies on this machine, which is nobody's business."""
_GUARD = 'Put what starts processes under `if __name__ == "__main__":`, since each child imports the file again.'

_MEND_FIRST = "Mend this first: without it the program does not come far enough for anything else."
_FOLDERS = " in the following directories:"
"""Behind this Tcl tells where on the machine it has looked for itself."""
TOO_EARLY = "Mend this first: your program does not come to what this check looks at."
NO_SUCH = "your file has no "
"""How it is said that a name is missing which a suite asks for."""
_GONE = "[Errno 2] No such file or directory"
"""What a new process says that finds no lock or memory under the name it was given, before any line of its own."""


def in_short(message: str) -> str:
    """A message on one line: its first paragraph, bounded, and without addresses, which differ each time."""
    paragraph = message.strip().partition("\n\n")[0]
    line = _ADDRESS.sub("0x…", " ".join(paragraph.split()))
    return line if len(line) <= _SHORT else line[: _SHORT - 1] + "…"


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of a student's traceback."""

    location: Location
    function: str


class Claim(BaseException):
    """What the student's side did instead of answering; an Exception, unless the student's code raised what is none."""

    advice: str | None = None
    """What to try, where it is an error that one knows."""
    insists = False
    """Its hint is for this very case, so that a check's general one is of no use beside it."""
    explains = False
    """Its advice says why it came so, in whatever order, so that a check's general hint is of no use beside it."""

    def __init__(
        self,
        rationale: str,
        *,
        location: Location | None = None,
        hint: str | None = None,
        witness: Witness | None = None,
        explored: Explored | None = None,
    ) -> None:
        super().__init__(rationale)
        self.rationale = rationale
        self.location = location
        self.hint = hint
        self.witness = witness
        self.explored = explored

    def __str__(self) -> str:
        return self.rationale

    def __repr__(self) -> str:
        """As that of any exception, and not of the library's that it may be as well, which shows what a claim has not got."""
        return BaseException.__repr__(self)

    def come_too_early(self) -> None:
        """Say that it came before anything that the check looks at, so that no hint of the check's fits."""
        if not self.insists:
            self.hint = "\n".join(filter(None, (TOO_EARLY, self.hint)))
            self.insists = True

    def add(self, remark: str) -> None:
        """Say a sentence more about what happened; a deadlock goes on below it with who waits for whom."""
        self.rationale = with_remark(self.rationale, remark)


def with_remark(said: str, remark: str) -> str:
    """What is said, its first line as a sentence, and a sentence behind it."""
    first, *more = said.split("\n")
    stop = "" if first.endswith(("?", "!")) else "."
    return "\n".join([f"{first.rstrip('.')}{stop} {remark}".strip(), *more])


def given(args: Sequence[str], stdin: str, said: str) -> str:
    """What the program was given when something went wrong, for a sentence that does not say so itself."""
    if args and not all(re.search(rf"(?<![\w.]){re.escape(word)}(?![\w.])", said) for word in args):
        return f"{GIVEN} the arguments {_cut(as_typed(*args))}."
    if stdin and not args and stdin.strip() not in said:
        return f"{GIVEN} the input {_cut(repr(stdin.strip()))}."
    return ""


def _cut(text: str) -> str:
    return text if len(text) <= _GIVEN else f"{text[: _GIVEN - 1]}…"


def with_place(said: str, place: Location | None) -> str:
    """What is said, with its line: "KeyError: 'south' (line 19)"."""
    first, *more = said.split("\n")
    return "\n".join([f"{first.rstrip('.')}{place_of(place)}", *more])


def place_of(location: Location | None) -> str:
    """Where, in brackets: " (cell 4, line 3)"; nothing for None."""
    if location is None:
        return ""
    cell = f"cell {location.cell}, " if location.cell is not None else ""
    return f" ({cell}line {location.line})"


class StudentError(Claim):
    """The student's code raised: the exception's type and message, and the student's own frames only. Where the exception itself is still there,
    the rest is asked of it."""

    _object: Any = None
    """The handle of it."""

    def __init__(self, type: str, message: str, frames: tuple[Frame, ...] = (), *, actor: str | None = None) -> None:
        short = _WHERE_FROM.sub(r"\1", in_short(message)) if type == "ImportError" else in_short(message)
        short = short.partition(_FOLDERS)[0]
        if remark := absent.remark(type, short):
            short = f"{short}: {remark}"
        if type == "FileNotFoundError" and short == _GONE and not frames:
            short = f"{short}: what it was handed was gone, since the main program had ended already or let go of it"
        kind = in_short(type)  # which the program may have made up, as it may its threads' names
        said = f"{kind}: {short}" if short else kind
        if type == "SystemExit":
            said = left_with(_exit_code(short))
        super().__init__(
            f"{in_short(actor)} ended with {said}" if actor and type != "SystemExit" else said,
            location=frames[-1].location if frames else None,
            hint=_GUARD if "bootstrapping phase" in short else None,
        )
        self.advice = advice.for_error(type, short)
        self.type = type
        self.message = message
        self.frames = frames
        BaseException.args.__set__(self, (message,))  # type: ignore[attr-defined]

    def __str__(self) -> str:
        """As in one process; what a student is told is the `rationale`."""
        return self.message

    @property
    def _args(self) -> tuple[Any, ...]:
        """What it was made with, as far as that can be told."""
        found: tuple[Any, ...] = (self.message,) if self._object is None else self._object.args
        return found

    args = _args

    def __getattr__(self, name: str) -> Any:
        if self._object is None or (name.startswith("__") and name.endswith("__")):
            raise AttributeError(f"{self.type!r} object has no attribute {name!r}")
        return getattr(self._object, name)


def left_with(code: int | None) -> str:
    """What `sys.exit` and `os._exit` did, in a sentence."""
    return f"The program ended with exit code {code}"


def _exit_code(said: str) -> int:
    """What leaving with `said` comes to: nothing is 0, and what is no number is printed and means 1."""
    return int(said) & 0xFF if re.fullmatch(r"-?\d{1,9}", said) else int(said not in ("", "None"))


class AnException(StudentError, Exception):
    """What the student's code raised is an Exception."""


class Exhausted(StudentError, StopIteration):
    """An iterator of the student's has nothing more to give: for a loop of the suite's its end, and where one more was asked for
    than comes, the student's."""

    def __init__(self, frames: tuple[Frame, ...] = ()) -> None:
        super().__init__("StopIteration", "nothing more comes", frames)


class Unreadable(AnException):
    """Python cannot read the file, so nothing of it ran: what a check hints at is of no use before that is mended."""

    insists = True

    def __init__(self, type: str, message: str, frames: tuple[Frame, ...] = ()) -> None:
        super().__init__(type, message, frames)
        if message == NO_CODE:
            self.hint = "Is it the notebook that you meant, and is it saved?"
            return
        if message.startswith("Non-UTF-8") and NO_TEXT not in message:
            self.advice = "Save the file as UTF-8 in your editor."
        self.hint = "Nothing of your program has run yet, because Python cannot read it. Mend this first."


class MissingModule(AnException):
    """The program imports what is not there while it is judged."""

    insists = True

    def __init__(self, type: str, message: str, frames: tuple[Frame, ...] = (), *, actor: str | None = None) -> None:
        super().__init__(type, message, frames, actor=actor)
        not_there = None if self.advice else absent.module(type, in_short(message))
        self.hint = "\n".join(filter(None, (not_there, _MEND_FIRST)))

    def is_there(self, how: str) -> None:
        """Say that it was handed in, and how it is imported."""
        self.advice, self.hint = how, _MEND_FIRST


class MissingAttribute(StudentError, AttributeError):
    """The student's code has no such name, so that `hasattr` and `getattr` with a default work on handles. What a check hints at
    is about what is there."""

    def __init__(self, type: str, message: str, frames: tuple[Frame, ...] = (), *, actor: str | None = None) -> None:
        super().__init__(type, message, frames, actor=actor)
        if message.startswith(NO_SUCH):
            self.insists, self.hint = True, advice.ASKED_FOR


class _Unasked(BaseException):
    """Comes between a claim and another exception, which may want to be given more than a claim knows."""

    def __init__(self, *args: object) -> None:
        BaseException.__init__(self, *args)


def _also(kind: type[BaseException], first: type[StudentError]) -> type[StudentError]:
    """A class that is called as the one of Python's own is."""
    words = f"The student's code raised a {kind.__name__}, which is what this is too."
    asked = {name: property(partial(_asked, name)) for name in _FIELDS if hasattr(kind, name)}
    return type(kind.__name__, (first, _Unasked, kind), {"__doc__": words, "__module__": kind.__module__, **asked})


_FIELDS = ("errno", "strerror", "filename", "filename2", "code")
"""What Python's own exceptions hold besides their `args`, and a suite asks for."""


def _asked(name: str, error: StudentError) -> Any:
    return None if error._object is None else getattr(error._object, name)


def _is_a_kind(thing: object) -> TypeGuard[type[BaseException]]:
    """Whether it is one of Python's exceptions that a claim can be as well: not one that ends a loop of the suite's unheard, nor one that makes up attributes
    of what a claim has not got."""
    if not (isinstance(thing, type) and issubclass(thing, (Exception, SystemExit))) or hasattr(thing, "__getattr__"):
        return False
    return not issubclass(thing, (StopIteration, StopAsyncIteration, ExceptionGroup))


_KINDS: dict[str, type[StudentError]] = {
    kind.__name__: _also(kind, StudentError) for kind in filter(_is_a_kind, vars(builtins).values())
} | {
    "Exception": AnException,
    "AttributeError": MissingAttribute,
    "ModuleNotFoundError": MissingModule,
    **dict.fromkeys(("BaseException", "BaseExceptionGroup", "KeyboardInterrupt", "GeneratorExit"), StudentError),
}


def student_error(
    type: str,
    message: str,
    frames: tuple[Frame, ...] = (),
    *,
    actor: str | None = None,
    pythons: str = "",
    library: str = "",
    kind: type[StudentError] | None = None,
) -> StudentError:
    """The claim for an exception: a StudentError, and also the one of Python's own that it is or is made from (`pythons`), so
    that `pytest.raises(ValueError)` and the protocols of Python (`len`, iteration) work as they would here; the same of the `library`'s,
    where the suite has imported that: nobody else can ask for it. `kind`: the class, where it is known."""
    home, _, name = library.rpartition(".")
    kind = kind or kind_at(home, name, pythons or type)
    made: StudentError = builtins.type.__call__(kind, type, message, frames, actor=actor)
    return made


def kind_at(home: str, name: str, pythons: str) -> type[StudentError]:
    """The claim for an exception of the library's that stands there under that name, and is one of Python's own (`pythons`) or made from it."""
    kind = _KINDS.get(pythons, AnException)
    theirs = vars(sys.modules.get(home) or builtins).get(name)
    if home == "builtins" or home.partition(".")[0] not in sys.stdlib_module_names or not _is_a_kind(theirs):
        return kind
    return _also(theirs, StudentError if issubclass(kind, theirs) else kind)


class TimedOut(Claim, Exception):
    """The student's code did not come to an end within its limits."""


class Deadlocked(TimedOut):
    """Every actor waits for another."""


class Crashed(Claim, Exception):
    """The worker died under the student's code."""


class PromiseBroken(Claim, AssertionError):
    """Some order of the steps breaks what the suite promised; `witness` tells the story."""

    insists = True
