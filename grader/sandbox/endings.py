"""From what the other side told to claims: troubles, endings, and the deaths of workers, in words for a student."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import assert_never

from grader.course.model import Limits
from grader.errors import LostError, WorkerError
from grader.intake import Submission
from grader.interleave.ending import CALL, NO_MORE_INPUT, ActorEnd, Ending, Trouble
from grader.report import Location
from grader.sandbox import claims
from grader.sandbox.claims import (
    AnException,
    Claim,
    Crashed,
    Deadlocked,
    Frame,
    StudentError,
    TimedOut,
)
from grader.sandbox.pointers import advice, everyday, held_up, loops, unnamed
from grader.sandbox.starting import last_words
from grader.sandbox.starting.launch import Fate
from grader.worker.stuck import BY_OTHERS
from grader.worker.walls import cgroup
from grader.worker.walls.layers import SCRATCH_FILES, SCRATCH_MB

_LINE = re.compile(r"\bline (\d{1,9})\b")
_MISSING = re.compile(r"^module '\w+' has no attribute ('\w+')")
"""How Python tells a suite that a function it asks for is not there."""
_NOT_DEFINED = re.compile(r"^name ('\w+') is not defined")
_TRACE_LINE = re.compile(r'^  File "[^"\n]*?/work/([^"\n]+)", line (\d+) in ', re.MULTILINE)


NOBODY = "Deadlock: nobody can go on."
ENDLESS = "The program does not come to an end."
BUSY = "the machine was too busy: a worker had waited for the processor for most of its time"


def student_error(
    trouble: Trouble, submission: Submission, actor: str | None = None, kind: type[StudentError] | None = None
) -> StudentError:
    """The student's exception as a claim; `kind`: its class, where it is one of the program's own."""
    files = names_of(submission)
    theirs = ((file, line, name) for file, line, name in trouble.frames if file in files)
    frames = tuple(Frame(submission.locate(line, file), name) for file, line, name in theirs)
    claim = _raised(trouble, frames, actor, kind)
    file, line = trouble.made_at
    if not frames and file in files:  # no line of its own has raised it, so what it was made with has
        claim.location = submission.locate(line, file)
    if claim.location is not None:
        text = partial(_call_at, claim.location, submission)
        known = advice.for_line(trouble.type, trouble.message, text) if frames else None
        known = known or advice.for_letters(trouble.message, text)
        claim.advice = known or claim.advice or advice.for_arguments(trouble.message, text)
    if trouble.type == "AttributeError":
        claim.advice = claim.advice or unnamed.of_an_object(trouble.message, submission)
    if isinstance(claim, claims.MissingModule) and claim.location is not None:
        lies = unnamed.of_a_module(trouble.message, claim.location.file, submission)
        if lies:
            claim.is_there(lies)
    name = _NOT_DEFINED.match(trouble.message) if trouble.type == "NameError" else None
    if name and frames and frames[-1].location.file == submission.entry:
        in_passing = frames[-1].function == "<module>"
        place = unnamed.told(name[1].strip("'"), trouble.frames[-1][1], submission, in_passing=in_passing)
        claim.advice = place or claim.advice
    return claim


def _call_at(place: Location, submission: Submission) -> str:
    """The text of a line, and of those after it up to where its brackets are closed."""
    lines: list[str] = []
    numbered = submission.numbered()
    while (at := (place.file, place.cell, place.line + len(lines))) in numbered:
        lines.append(numbered[at])
        text = "\n".join(lines)
        if text.count("(") <= text.count(")"):
            break
    return "\n".join(lines)


def _raised(
    trouble: Trouble, frames: tuple[Frame, ...], actor: str | None, kind: type[StudentError] | None
) -> StudentError:
    missing = None if frames else _NOT_DEFINED.match(trouble.message)
    if missing is not None and any(file == CALL for file, _, _ in trouble.frames):  # a call that the suite asks for
        return claims.student_error("AttributeError", f"{claims.NO_SUCH}{missing[1]}")
    message = trouble.message if frames else _MISSING.sub(rf"{claims.NO_SUCH}\1", trouble.message)
    return claims.student_error(
        trouble.type, message, frames, actor=actor, pythons=trouble.pythons, library=trouble.library, kind=kind
    )


def names_of(submission: Submission) -> set[str]:
    """What its files may be called in stories."""
    return {*submission.files, *(PurePosixPath(name).name for name in submission.files)}


def said(text: str, submission: Submission) -> str:
    """Words of the engine, with lines as the author counts them: "(cell 4, line 3)" in a notebook."""

    def place(match: re.Match[str]) -> str:
        found = submission.locate(int(match[1]))
        return match[0] if found.cell is None else f"cell {found.cell}, line {found.line}"

    return _LINE.sub(place, text)


def claim_of(ending: Ending, submission: Submission) -> Claim | None:
    """The claim that an ending stands for; None for one that simply finished."""
    where = standing(ending.actors, submission)
    match ending.kind:
        case "finished":
            return None
        case "deadlock":
            return deadlocked(said(ending.detail, submission), where)
        case "livelock" | "timed_out":
            return without_end(said(ending.detail, submission) or ENDLESS, ending.actors, submission)
        case "exception":
            for actor in ending.actors:
                if actor.trouble is not None and actor.trouble.type == "SystemExit":
                    return ended_itself(ending, submission, actor)
                if actor.trouble is not None:
                    return student_error(actor.trouble, submission, name_of(actor.name))
            return AnException("Exception", said(ending.detail, submission))
        case "engine_fault":
            return None  # no claim about the program at all
        case unknown:
            assert_never(unknown)


def without_end(
    detail: str, actors: Sequence[ActorEnd], submission: Submission, where: Location | None = None
) -> TimedOut:
    """The claim that a program does not come to its end; `where` it stood, if its actors do not tell."""
    line = standing_line(actors)
    claim = TimedOut(detail, location=standing(actors, submission) or where)
    claim.advice = loops.told((line,), submission) if line else None
    if NO_MORE_INPUT in detail:
        claim.advice = everyday.OUT_OF_THE_LOOP
    return claim


def error_before(ending: Ending, submission: Submission) -> StudentError | None:
    """The error with which somebody left, where others then waited, or went round, for ever: it explains that."""
    for actor in ending.actors if ending.kind in ("deadlock", "livelock", "timed_out") else ():
        if actor.trouble is not None and actor.trouble.type != "SystemExit":
            return student_error(actor.trouble, submission, name_of(actor.name))
    return None


def deadlocked(detail: str, where: Location | None) -> Deadlocked:
    """The claim that nobody can go on, with a line for each who waits."""
    parts = (f"{part}." for part in detail.splitlines())
    claim = Deadlocked("\n".join([NOBODY, *parts]), location=where)
    claim.advice = held_up.for_wait(detail)
    claim.explains = claim.advice is not None
    claim.advice = claim.advice or held_up.for_what_never_comes(detail)
    return claim


def only_under(start_method: str) -> str:
    """What is said of a trouble that fork does not know."""
    return f"This happens under {start_method}, not under fork."


def ended_itself(ending: Ending, submission: Submission, leaver: ActorEnd) -> StudentError:
    """The program left by `sys.exit` or `os._exit`, before it had done what it was asked."""
    raised = leaver.trouble.frames[-1:] if leaver.trouble else ()
    line = raised[0][1] if raised else leaver.line
    frames = (Frame(submission.locate(line), ""),) if line else ()
    return AnException("SystemExit", str(ending.exit_code), frames)


def of_a_dead_worker(fate: Fate, late: bool, limits: Limits, submission: Submission) -> Claim | WorkerError:
    """Why a worker did not answer."""
    claim = _of_a_dead_worker(fate, late, limits, submission)
    if isinstance(claim, TimedOut):
        claim.advice = _loop_of(fate, submission)
    return claim


def _of_a_dead_worker(fate: Fate, late: bool, limits: Limits, submission: Submission) -> Claim | WorkerError:
    where = last_line(fate.words, submission)
    if late or fate.starved:
        return WorkerError(BUSY, hint="Judge it again when the machine has less to do.")
    if fate.expired:
        return endless(fate, submission)
    if fate.limit == "memory":
        return full(limits, where)
    if fate.limit == "processes":
        return Crashed(f"Your program started more than {limits.actors} threads and processes.", location=where)
    if fate.limit == "disk":
        return Crashed(
            f"Your program wrote more than {SCRATCH_MB} MB, or more than {SCRATCH_FILES} files.", location=where
        )
    if fate.limit == "stopped":
        return Crashed("Your program stopped its own process, or the one that watches it (SIGSTOP).", location=where)
    if fate.signal is not None and fate.by_us:
        return Crashed("It closed its connection to the grader and went on, and was ended.", location=where)
    if fate.signal is not None:
        return _of_a_signal_to_a_worker(fate, limits, submission)
    if fate.exit_code is None:
        return LostError(f"a worker is gone and nothing is known of how: {fate.words[-400:]}")
    return Crashed(f"It ended the whole process with code {fate.exit_code} (os._exit?).", location=where)


def _of_a_signal_to_a_worker(fate: Fate, limits: Limits, submission: Submission) -> Claim | WorkerError:
    """Whoever may have sent it: the program says so before it does (`stuck`), and the kernel does so to who goes on after
    all processor time is spent. Otherwise it was nobody that we know."""
    assert fate.signal is not None
    where, sent = last_line(fate.words, submission), last_words.read(fate.words).sent
    if fate.signal in sent:
        return of_a_signal(fate.signal, limits, _innermost(sent[fate.signal], submission))
    if fate.signal not in BY_OTHERS:
        return of_a_signal(fate.signal, limits, where)
    if fate.processor_s > limits.time_s:
        return _out_of_time(limits, where)
    return ended_from_outside(fate.signal)


def ended_from_outside(number: int) -> LostError:
    """A process of the program's got a signal of which neither the program nor a limit of ours is known to be the cause."""
    spent_mb = cgroup.spent_mb() if _signal_name(number) == "SIGKILL" else None
    if spent_mb is not None:
        return LostError(
            f"the program's process was ended by the kernel: the memory that may be used here ({spent_mb} MB) was spent",
            hint="Give it more: what the exercise allows a program (memory_mb in exercise.toml) has to fit in beside the grader.",
        )
    return LostError(
        f"the program's process was ended from outside ({_signal_name(number)})",
        hint="Was this machine out of memory? Judge it again. If it ends so every time, the program itself may do it: it ended the "
        "processes around its own, or used a shell; then nobody is left who could tell.",
    )


def full(limits: Limits, where: Location | None = None) -> Crashed:
    """A program that took more memory than it may."""
    return Crashed(f"Your program used more than {limits.memory_mb} MB of memory.", location=where)


def endless(fate: Fate, submission: Submission) -> TimedOut:
    """A program that was given its time and did not come to an end."""
    claim = TimedOut(
        "Your program did not come to an end, and was stopped.", location=last_line(fate.words, submission)
    )
    claim.advice = _loop_of(fate, submission)
    return claim


def _loop_of(fate: Fate, submission: Submission) -> str | None:
    """What to try where a worker did not come to an end: about the innermost loop of its module that it stood in."""
    stood = _stood(last_words.read(fate.words).standing, submission)
    return loops.told((line for name, line in stood if name == submission.module), submission)


def of_a_signal(number: int, limits: Limits, where: Location | None) -> Claim:
    """What a signal that ended a process says about the program."""
    if number in CPU_SIGNALS:
        return _out_of_time(limits, where)
    if number == signal.SIGSEGV:
        hint = "Does a function call itself without an end?"
        return Crashed("The interpreter crashed (segmentation fault).", location=where, hint=hint)
    return Crashed(f"Its process was killed ({_signal_name(number)}).", location=where)


def _out_of_time(limits: Limits, where: Location | None) -> TimedOut:
    return TimedOut(still_busy(limits), location=where)


def still_busy(limits: Limits) -> str:
    """What is said of a program that has used all its time."""
    return f"Your program was still busy after {limits.time_s:g} s of processor time."


CPU_SIGNALS = {getattr(signal, "SIGXCPU", None)} - {None}
CRASHES = {getattr(signal, name, None) for name in ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGFPE", "SIGILL")} - {None}


def last_line(words: str, submission: Submission) -> Location | None:
    """The innermost line of the submission where a worker stood at last; not where it sent a signal, which is another
    matter."""
    return _innermost(last_words.read(words).standing, submission)


def _innermost(words: str, submission: Submission) -> Location | None:
    """The innermost line of the submission in tracebacks written by `faulthandler`."""
    return next((submission.locate(line, name) for name, line in _stood(words, submission)), None)


def _stood(words: str, submission: Submission) -> Iterator[tuple[str, int]]:
    """The lines of the submission in tracebacks written by `faulthandler`, the innermost first; the current thread's first, as
    it was written last."""
    known = {name.encode("ascii", "backslashreplace").decode(): name for name in submission.files}
    threads = re.split(r"^(?=Current thread|Thread 0x)", words, flags=re.MULTILINE)
    current = [text for text in threads if text.startswith("Current thread")]
    for text in (*reversed(current), *(text for text in threads if text not in current)):
        for name, line in _TRACE_LINE.findall(text):
            if name in known:
                yield known[name], int(line)


def standing(actors: Sequence[ActorEnd], submission: Submission) -> Location | None:
    """The line where one stands who does not come to an end. Who still goes on tells more than who waits, and a main
    thread that only waits for others least."""
    line = standing_line(actors)
    return submission.locate(line) if line else None


def standing_line(actors: Sequence[ActorEnd]) -> int | None:
    """That line of the module."""
    stuck = [actor for actor in actors if actor.line is not None and actor.status in ("blocked", "running")]
    stuck.sort(key=lambda actor: (actor.status == "blocked", actor.kind == "main"))
    return stuck[0].line or 1 if stuck else None


def name_of(actor: str) -> str | None:
    """What to call an actor in a sentence; the main one needs no name."""
    return None if actor in ("MainThread", "MainProcess", "main") else actor


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
