"""From a worker's account of a run to a `Run`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import msgspec

from grader.course.model import Limits
from grader.errors import BeyondError, TamperingError, WorkerError
from grader.intake import Submission
from grader.interleave.ending import TOO_LONG, ActorEnd, Escape
from grader.report import Location
from grader.sandbox import endings
from grader.sandbox.claims import Claim, Crashed, StudentError, TimedOut
from grader.sandbox.pointers.advice import comes_of_no_start
from grader.sandbox.run import Run
from grader.worker import values
from grader.worker.walls.forbidden import NO_CONNECTION
from grader.worker.wire import WireError

Kind = Literal[
    "finished",
    "exception",
    "deadlock",
    "livelock",
    "timed_out",
    "over_limit",
    "starved",
    "engine_fault",
    "ended_from_outside",
    "unheard",
    "forged",
]


class Account(msgspec.Struct, frozen=True):
    """A run as the worker tells it."""

    kind: Kind
    stdout: str
    stderr: str
    exit_code: int | None
    signal: int | None
    duration: float
    virtual_duration: float
    actors: tuple[ActorEnd, ...]
    leaked: tuple[str, ...]
    simulated: bool
    escapes: tuple[Escape, ...]
    detail: str

    @property
    def controlled(self) -> bool:
        """Whether a simulation can be believed."""
        return self.kind != "engine_fault" and not self.escapes

    @property
    def cut_off(self) -> bool:
        """Whether it was followed until it was too long, and nothing else was amiss."""
        return self.kind == "timed_out" and [escape.what for escape in self.escapes] == [TOO_LONG]

    def reasons(self) -> tuple[Escape, ...]:
        """Why it cannot."""
        if self.kind == "engine_fault":
            return (*self.escapes, Escape("", 0, f"something that its simulation cannot follow ({self.detail})"))
        return self.escapes


def account_in(answer: dict[str, Any]) -> Account:
    """The account in a worker's answer; TamperingError for anything else."""
    try:
        return msgspec.convert(answer["run"], Account)
    except (msgspec.ValidationError, KeyError) as odd:
        raise TamperingError(f"a run is not told as a worker tells it: {odd}") from odd


def files_in(answer: dict[str, Any]) -> dict[str, bytes]:
    """The files in a worker's answer."""
    try:
        files = {str(name): values.decode(data) for name, data in answer["files"].items()}
    except (WireError, KeyError, AttributeError) as odd:
        raise TamperingError(f"files arrived that are none: {odd}") from odd
    return {name: data for name, data in files.items() if type(data) is bytes}


def read(
    account: Account,
    files: dict[str, bytes],
    submission: Submission,
    limits: Limits,
    escapes: tuple[Escape, ...] = (),
) -> Run:
    """The run that an account tells of; `escapes`: why it was not simulated. WorkerError where the machine was so busy
    that nothing can be said."""
    if account.kind == "starved":
        raise WorkerError(endings.BUSY, hint="Judge it again when the machine has less to do.")
    if account.kind == "ended_from_outside":
        raise endings.ended_from_outside(account.signal or 0)
    if account.kind == "forged":
        raise TamperingError(f"what the processes of a run tell was forged: {account.detail}")
    if account.kind == "unheard":
        raise BeyondError("the program goes past the connection by which its processes tell what becomes of them")
    main = next((actor for actor in account.actors if actor.kind == "main"), None)
    stood = submission.locate(main.line) if main is not None and main.line else None
    troubles = tuple(_troubles(account, stood, submission, limits))
    return Run(
        stdout=account.stdout,
        stderr=account.stderr,
        exit_code=account.exit_code,
        signal=account.signal,
        timed_out=any(isinstance(trouble, TimedOut) for trouble in troubles),
        duration=account.duration,
        virtual_duration=account.virtual_duration,
        actors=account.actors,
        leaked=account.leaked,
        files=files,
        simulated=account.simulated,
        escapes=escapes or account.escapes,
        troubles=troubles,
        left_at=stood,
        early=endings.said(account.detail, submission) if account.kind == "finished" else "",
    )


def blamed_on(start_method: str, run: Run, under_fork: Run) -> Run:
    """The run, where what the same run under fork knows nothing of is told as the start method's."""
    if under_fork.simulated != run.simulated or under_fork.timed_out:
        return run  # then they are not to be compared, word by word
    everywhere = {(trouble.rationale, trouble.location) for trouble in under_fork.troubles}
    for trouble in run.troubles:
        if (trouble.rationale, trouble.location) not in everywhere:
            trouble.add(endings.only_under(start_method))
            if isinstance(trouble, StudentError) and comes_of_no_start(trouble.type, trouble.message):
                trouble.advice = None  # it is started under fork: what begins by importing the file skips that
    return run


def endless_as_well(simulated: Run) -> Run:
    """What a simulation that was cut off has shown of a program that came to no end in life, either."""
    for trouble in simulated.troubles:
        if isinstance(trouble, TimedOut):
            trouble.add("Nor did it come to an end when it ran for real.")
    return replace(simulated, escapes=())


def lacked_connections(run: Run) -> bool:
    """Whether something in it was refused a connection by the wall."""
    refusal = f"[Errno {NO_CONNECTION}]"
    return refusal in run.stderr or any(refusal in trouble.rationale for trouble in run.troubles)


def cut_short(endless: Claim) -> Run:
    """The run of a program that had to be ended without an account."""
    return Run(
        stdout="",
        stderr="",
        exit_code=None,
        signal=None,
        timed_out=True,
        duration=0.0,
        virtual_duration=0.0,
        actors=(),
        leaked=(),
        troubles=(endless,),
        left_at=endless.location,
    )


def _troubles(account: Account, where: Location | None, submission: Submission, limits: Limits) -> list[Claim]:
    found: list[Claim] = [
        endings.student_error(actor.trouble, submission, None if actor.kind == "main" else actor.name)
        for actor in account.actors
        if actor.trouble is not None
    ]
    stands = endings.standing(account.actors, submission) or where
    detail = endings.said(account.detail, submission)
    match account.kind:
        case "deadlock":
            found.append(endings.deadlocked(detail, stands))
        case "livelock" | "timed_out":
            found.append(endings.without_end(detail or endings.ENDLESS, account.actors, submission, where))
        case "over_limit":
            found.append(Crashed(detail, location=where))
    if account.signal is not None:
        found.append(endings.of_a_signal(account.signal, limits, where))
    return found
