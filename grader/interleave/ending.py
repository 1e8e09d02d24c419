"""How a schedule ended, and the steps that led there: plain data, ready for the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .instead import SCENARIOS

EndingKind = Literal["finished", "deadlock", "exception", "livelock", "timed_out", "engine_fault"]
CALL = "<call>"
"""The file, in a traceback, of a call that was asked for from outside of the program."""
NO_MORE_INPUT = "the program asks for input again and again, though there is no more"
NOT_AWAITED = "was called and not awaited, so it did nothing"
ITSELF, HAS_ENDED = "which it already holds itself", "holds, though it has ended"
"""Said, in `ActorEnd.doing`, of a lock that is waited for and that nobody will ever give back."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one actor: where it was, what it did to what, and which locks it held."""

    actor: str
    file: str
    """Base name of the student's file; lines count in the module text."""
    line: int
    source: str
    action: str
    """`reads`, `writes`, `acquires`, `waits for`, `releases`, `starts`, `joins`, `puts`, `gets`, `sleeps`, …"""
    target: str
    value: str | None = None
    holds: tuple[str, ...] = ()
    decisive: bool = False
    note: str = ""
    """What makes the step decisive, in words: "overwrites Thread-1's 1"."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An exception that ended an actor, told with the student's frames only."""

    type: str
    message: str
    """With CPython's suggestion, if any: "name 'Processes' is not defined. Did you mean: 'processes'?"."""
    frames: tuple[tuple[str, int, str], ...]
    """(file base name, line, function), outermost first."""
    made_at: tuple[str, int] = ("", 0)
    """File and line where the actor was made that it ended."""
    pythons: str = ""
    """The nearest of Python's own exceptions that `type` is made from, or is; "" where nobody knows."""
    library: str = ""
    """The nearest of the library's, under its full name; "" where there is none before that one."""


Status = Literal["finished", "exception", "blocked", "running", "killed", "daemon"]
"""What became of an actor."""


@dataclass(frozen=True, slots=True)
class ActorEnd:
    """What became of one actor."""

    name: str
    kind: Literal["main", "thread", "process"]
    status: Status
    exit_code: int | None = None
    """For processes, as `Process.exitcode` gives it."""
    trouble: Trouble | None = None
    line: int | None = None
    """Where it stood when it did not finish."""
    doing: str = ""
    """What it waited for, in words: "waits for lock_b, which Thread-2 holds (line 12)"."""
    daemon: bool = False
    process: str = "MainProcess"
    target: str = ""
    """What it was given to run (`square_numbers`, `Worker.run`); empty for nothing, as `target=f()` makes it."""
    called: tuple[str, ...] | None = None
    """The functions of the submission that it ran, by name (`increase`, `Clerk.run`); None in a real run."""
    alongside: int | None = None
    """How many others, started before it, could still be under way when it is started; None in a real run."""
    awaited: bool | None = None
    """Whether the last line that the main program prints must come after its end; None in a real run."""


@dataclass(frozen=True, slots=True)
class Escape:
    """Something the engine cannot control, so that nothing is proved: "line L uses X"."""

    file: str
    line: int
    what: str

    @property
    def told(self) -> str:
        """What it is and where: `line 7 uses os.fork`; without a line it is the program that does. No line of the suite's file is told:
        who reads it has another file before them."""
        place = f"line {self.line}" if self.line else "the program"
        where = "the check itself" if self.file == SCENARIOS else place
        return f"{where} uses {self.what}"


REMEMBERS = (
    "the program does something else when it is run again in the same interpreter. What one run leaves behind (in a module of the "
    "library, a setting of its process) must not matter to the next"
)
"""Said of a program of which nobody knows, then, whether it is the one that was searched."""
TOO_LONG = "more steps than its simulation follows"
"""What a program does that is cut off, and may have an end: then it runs for real."""
UNSTEADY = Escape("", 0, "something that is different every time")
"""What is said of a program that does something else where it should do the same again."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How one schedule of a program ended."""

    kind: EndingKind
    stdout: str = ""
    stderr: str = ""
    exit_code: int | None = None
    detail: str = ""
    """One sentence for people: the exception, who waits for whom, where the loop spins."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Observed expressions by name; live objects, encoded by the worker."""
    actors: tuple[ActorEnd, ...] = ()
    escapes: tuple[Escape, ...] = ()
    said: tuple[str, ...] = ()
    """What each actor printed, in its own order; empty where that was too long to be kept."""
    virtual_duration: float = 0.0
    """Seconds that passed on the virtual clock."""
    steps: int = 0
    begun: bool = True
    """Somebody else was started, or what was asked of the program was under way: it came further than its first lines."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A schedule with its story; the token replays it."""

    token: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class FoundEnding:
    """An ending, how many schedules ended so, and one witness."""

    ending: Ending
    schedules: int
    witness: Witness
    first: int = 0
    """The number of the schedule that first ended so, from 1."""


@dataclass(frozen=True, slots=True)
class Exploration:
    """Every distinct ending that was found, and what is thereby proved."""

    endings: tuple[FoundEnding, ...]
    exhaustive: bool
    proved: str
    """In words; claims no more than is true."""
    controlled: bool
    schedules: int
    escapes: tuple[Escape, ...] = ()
    patient: bool = False
    """Somebody waited for a limited time, and this was always long enough: it fired only once nothing else could go on."""
    in_any_order: bool = False
    """Several actors printed, and the order of their lines made no other ending."""
    cut_off: bool = False
    """The first order was not followed to its end, and nothing tells that it has none."""
    spent: bool = False
    """The first order took all the time that there was, and had not come to its end."""
    computing: float = 0.0
    """Seconds for which the program itself computes in each order, where that is why there was no time for more of them."""
