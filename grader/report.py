"""The documents that leave the grader: reports and explorations, as frozen structs.

Their JSON form is a contract (`docs/design/report.md`): a schema name ends in a version, versions only grow,
and old documents stay readable. Everything here is data; what it *means* in points is decided in `score`.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Final, Literal

import msgspec

REPORT_SCHEMA: Final = "grader.report/1"
REPORTS_SCHEMA: Final = "grader.reports/1"
EXPLORATION_SCHEMA: Final = "grader.exploration/1"
CENT: Final = Decimal("0.01")


class Outcome(StrEnum):
    """How one check ended. `broken` is the suite's or our own fault, and withholds the grade."""

    PASSED = "passed"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    SKIPPED = "skipped"
    BROKEN = "broken"


class Visibility(StrEnum):
    """When a student may see a check (the four words of Gradescope)."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    AFTER_DUE_DATE = "after_due_date"
    AFTER_PUBLISHED = "after_published"


Fault = Literal["delivery", "course", "grader", "program", "review", "pending"]
"""Why a grade is withheld: what was handed in, the course's files, the grader or its machine, a person's look, or
hidden checks whose time has not come."""


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen record with keyword-only fields."""


class Location(Struct, frozen=True):
    """A line of the student's file. In a notebook `line` counts from the top of `cell`; both count from 1."""

    file: str
    line: int
    cell: int | None = None


class Step(Struct, frozen=True):
    """One step of one actor in a schedule, with what it read or wrote and the locks it held."""

    actor: str
    file: str
    line: int
    cell: int | None = None
    source: str = ""
    action: str = ""
    target: str = ""
    value: str | None = None
    holds: tuple[str, ...] = ()
    decisive: bool = False
    note: str = ""
    """What makes the step decisive, in words: "overwrites Thread-1's 1"."""


class Alone(Struct, frozen=True):
    """What `grade replay` is told beside a token, where the file alone is enough for it: what was observed, and the arguments."""

    observe: tuple[str, ...]
    args: tuple[str, ...]


class Witness(Struct, frozen=True):
    """The smallest schedule that breaks the promise; `token` replays it ('' where it is not the submission's own, or its reader
    has not got the check that this takes)."""

    token: str
    steps: tuple[Step, ...]
    alone: Alone | None = None
    """None where it takes the check that found it: its scenario, its calls, its input."""


class Explored(Struct, frozen=True):
    """How far the search behind a check went, in words that claim no more than is true."""

    schedules: int
    proved: str
    controlled: bool
    patient: bool = False
    """It rests on timeouts that are long enough: they fired only once nothing else could go on."""


NOTHING_TO_SAY = "What this check promises does not hold."
"""The rationale of a check whose suite says no more than its title."""


class CheckResult(Struct, frozen=True):
    """What one check found, and what it earned. `points` is None where it is broken, or skipped since it needs one that is."""

    id: str
    title: str
    outcome: Outcome
    points: float | None
    max_points: float
    visibility: Visibility = Visibility.VISIBLE
    bonus: bool = False
    rationale: str | None = None
    hint: str | None = None
    explanation: str | None = None
    """Why the right answer is right, whatever the outcome; only checks that are hidden at first have one."""
    location: Location | None = None
    witness: Witness | None = None
    explored: Explored | None = None
    needs: tuple[str, ...] = ()
    duration_s: float = 0.0
    detail: str | None = None
    """For instructors: the rewritten assert, or the suite's own traceback. Never shown to students."""


class SubmissionRef(Struct, frozen=True):
    """Which submission was judged."""

    digest: str
    entry: str


class SuiteRef(Struct, frozen=True):
    """Which suite judged it."""

    digest: str


class Environment(Struct, frozen=True):
    """What the student's code ran on."""

    python: str
    platform: str
    isolation: str
    cpus: int | None
    """None, and the others empty, where nothing ran."""


class RowResult(Struct, frozen=True):
    """One of the surroundings that a submission was judged in: an interpreter, a start method of processes."""

    python: str | None = None
    """The version asked for; None for the interpreter of `environment`."""
    start_method: str | None = None
    absent: str | None = None
    """Why nothing was judged there: this machine has not got it."""
    lost: tuple[str, ...] = ()
    """The checks, by id, that did not pass there."""


class Unseen(Struct, frozen=True):
    """The checks that the reader of a report may not see yet."""

    checks: int
    points: float | None
    """What they are worth together; None where that is not told, since some of them stay hidden."""


class Report(Struct, frozen=True):
    """All checks of one submission. `points` is null exactly when the outcome is `withheld`."""

    course: str
    exercise: str
    submission: SubmissionRef
    suite: SuiteRef
    outcome: Literal["judged", "withheld"]
    reason: str | None
    points: float | None
    max_points: float
    checks: tuple[CheckResult, ...]
    environment: Environment
    seed: int | None
    """None where no judge was asked, so that nothing was drawn."""
    duration_s: float
    author: str | None = None
    review: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    """Remarks for whoever reads the page: magics left out, code that escaped control, examples only."""
    fault: Fault | None = None
    """Whose fault a withheld grade is. Students read the reason only of `delivery` and `program`, which they can
    mend, and of `pending`."""
    rows: tuple[RowResult, ...] = ()
    """What it was judged in, where the exercise asks for more than one; a check passes where it passes in each."""
    unseen: Unseen | None = None
    """What is left out for this reader, and so out of `points` and `max_points` as well."""
    schema: Literal["grader.report/1"] = REPORT_SCHEMA


class Reports(Struct, frozen=True):
    """What `grade check --json` prints."""

    reports: tuple[Report, ...]
    schema: Literal["grader.reports/1"] = REPORTS_SCHEMA


class EndingRecord(Struct, frozen=True):
    """One way a program can end, with how many schedules ended so and one witness."""

    kind: Literal["finished", "deadlock", "exception", "livelock", "timed_out", "engine_fault"]
    stdout: str
    exit_code: int | None
    detail: str
    schedules: int
    witness: Witness | None
    values: dict[str, str] = {}
    """What each expression that was observed came to in the end, as it is written in Python."""
    repeated: bool = False
    """Whether its schedule was repeated in a worker of its own, and ended so again."""
    stderr: str = ""


class ExplorationRecord(Struct, frozen=True):
    """What `grade explore --json` prints."""

    file: str
    start_method: str
    atomicity: str
    exhaustive: bool
    proved: str
    controlled: bool
    schedules: int
    endings: tuple[EndingRecord, ...]
    faults: tuple[str, ...] = ()
    """Why some orders could not be followed to their end: ours to mend, and no ending of the program."""
    usual_start_method: str | None = None
    """How Python starts processes on this machine, where that was not explored and the program starts some and leaves it open."""
    in_any_order: bool = False
    """Several threads or processes printed, and the order of their lines made no other ending."""
    slip: str | None = None
    """A mistake that the text shows and that raises nothing, with its line, in sentences."""
    notices: tuple[str, ...] = ()
    """Remarks on what was handed in, as in a report."""
    schema: Literal["grader.exploration/1"] = EXPLORATION_SCHEMA


def exact(points: float) -> Decimal:
    """Points as they were decided, in hundredths: a report holds them as floats, which are the nearest to these."""
    return Decimal(str(points)).quantize(CENT, ROUND_HALF_UP)


def written(points: float | Decimal) -> str:
    """Points as everybody reads them, without needless decimals: 10, 2.5, 1234567.89."""
    return f"{(points if isinstance(points, Decimal) else exact(points)).normalize():f}"


def encode(document: Struct | dict[str, Any]) -> bytes:
    """Write a document as UTF-8 JSON; what UTF-8 cannot hold (a lone surrogate) becomes its Python escape."""
    try:
        return msgspec.json.encode(document)
    except UnicodeEncodeError:
        return msgspec.json.encode(_encodable(msgspec.to_builtins(document)))


def _encodable(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode()
        case dict():
            return {_encodable(key): _encodable(item) for key, item in value.items()}
        case list() | tuple():
            return [_encodable(item) for item in value]
        case _:
            return value


def decode(text: bytes) -> Report:
    """Read a stored report, of this or an older schema version."""
    return msgspec.json.decode(text, type=Report)
