"""What became of the whole program run as a script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.errors import BeyondError
from grader.interleave.ending import NOT_AWAITED, ActorEnd, Escape
from grader.report import Location
from grader.sandbox.claims import Claim, Deadlocked, StudentError, TimedOut, given, in_short, left_with, place_of
from grader.sandbox.pointers.came import COROUTINE
from grader.sandbox.printed import Printed

_SHOWN = 200
_NEVER_AWAITED = re.compile(r"RuntimeWarning: coroutine '([\w.<>]{1,80})' was never awaited")
_LINE = re.compile(r"\bline \d")


class Left(dict[str, bytes]):
    """The files that a program left, of those asked for. That one of them is not there is the program's doing."""

    def __init__(self, files: Mapping[str, bytes], asked: Sequence[str]) -> None:
        super().__init__(files)
        self._asked = asked

    def __missing__(self, name: str) -> bytes:
        if name in self._asked:
            raise Claim(f"the program leaves no file {name}")
        raise KeyError(f"{name} was not asked for: files=[…]")


@dataclass(frozen=True, repr=False)
class Run(Printed):
    """A program that ran as `__main__`, and everything that was noticed about it."""

    stdout: str
    stderr: str
    exit_code: int | None
    """None when it was killed, by a signal or because it did not end."""
    signal: int | None
    timed_out: bool
    duration: float
    """Seconds on the wall."""
    virtual_duration: float
    """Seconds on the program's own clock; the same where its time is real."""
    actors: tuple[ActorEnd, ...]
    leaked: tuple[str, ...]
    """Threads and processes that were still alive when the program was over."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The files asked for, as far as the program left them as regular files."""
    simulated: bool = True
    escapes: tuple[Escape, ...] = ()
    """What the simulation could not control; then the program ran for real."""
    left_at: Location | None = None
    """Where it called `sys.exit` or `os._exit`, or stood when it was ended."""
    early: str = ""
    """That it ended itself before all was done, in a sentence; it may have meant to."""
    troubles: tuple[Claim, ...] = ()
    """Everything that went wrong, the most telling first, also behind an exit code of 0."""
    args: tuple[str, ...] = ()
    """The arguments that it was given."""
    stdin: str = ""
    """The input."""
    sought: list[str] = field(default_factory=list, compare=False)
    """The functions by whose names the suite has asked who runs them."""

    @property
    def why_real(self) -> str:
        """What could not be simulated."""
        first = self.escapes[0] if self.escapes else Escape("", 0, "a clock that is real")
        return f"{first.what} (line {first.line})" if first.line else first.what

    def runners_of(self, function: str, kind: str) -> tuple[ActorEnd, ...]:
        """The actors of this kind (main, thread, process) that ran this function of the submission.

        BeyondError (nobody's points) where the program could not be simulated, so that nobody knows.
        """
        if not self.simulated:
            raise BeyondError(f"who runs {function}() cannot be seen: the program uses {self.why_real}")
        self.sought.append(function)
        return tuple(actor for actor in self.actors if actor.kind == kind and function in (actor.called or ()))

    def must_end_well(self) -> None:
        """Raise what went wrong, if anything did: an exception in any thread or process, a deadlock, an exit code that
        is not 0, a process that was cut off in the middle of its work (as those of a pool are not, when it closes)."""
        for trouble in self.troubles:
            remark = given(self.args, self.stdin, trouble.rationale)
            if remark not in trouble.rationale:  # another check may have asked the same
                trouble.add(remark)
            raise trouble
        if self.exit_code != 0:
            raise Claim(self._left(), location=self.left_at)
        for actor in self.actors:
            if actor.exit_code and not (actor.status in ("killed", "daemon") and actor.line is None):
                where = f" in line {actor.line}" if actor.line else ""
                raise Claim(f"{in_short(actor.name)} ended with exit code {actor.exit_code}{where}")

    def _left(self, where: str = "") -> str:
        """With which code it ended, and the last that it said of that: `argparse` tells there what it cannot take."""
        lines = self.stderr.split("\n") if self.left_at is not None else []
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")[:_SHOWN].rstrip(".")
        return f"{left_with(self.exit_code)}{where}" + (f", and said: {last}" if last else "")

    def __repr__(self) -> str:
        """In short, and the same every time: it ends up in reports."""
        ended = "timed out" if self.timed_out else f"exit code {self.exit_code}"
        printed = self.stdout if len(self.stdout) <= _SHOWN else f"{self.stdout[:_SHOWN]}…"
        return f"<run: {ended}, printed {printed!r}>"

    def explain(self) -> str:
        """What happened and where, in a sentence or few; empty when nothing went wrong."""
        alike = Counter(map(_what, self.troubles))
        first = {_what(trouble): trouble for trouble in reversed(self.troubles)}
        said = [_sentence(first[what]) + _others(number - 1) for what, number in alike.items()]
        alive = [
            name if number == 1 else f"{name} ({number} times)"
            for name, number in Counter(self.leaked).items()
            if not _is_told(name, self.troubles)
        ]
        if alive:
            said.append(f"Still alive at the end: {', '.join(alive)}.")
        if not self.troubles and self.exit_code:
            said.append(f"{self._left(place_of(self.left_at))}.")
        elif not self.troubles and self.early:
            said += [f"{line.rstrip('.')}." for line in self.early.splitlines()]
        if not self.troubles:
            said += self._not_awaited(said)
        return " ".join(said)

    def _not_awaited(self, said: list[str]) -> list[str]:
        """What to try with a coroutine that was not awaited; that it was, too, where only Python says so."""
        if any(NOT_AWAITED in sentence for sentence in said):
            return [COROUTINE]
        forgotten = _NEVER_AWAITED.search(self.stderr)
        return [] if forgotten is None else [f"{forgotten[1]}() {NOT_AWAITED}.", COROUTINE]


def _what(trouble: Claim) -> object:
    """What went wrong, whoever it happened to."""
    return (trouble.type, trouble.message, trouble.location) if isinstance(trouble, StudentError) else trouble.rationale


def _is_told(name: str, troubles: Sequence[Claim]) -> bool:
    """Whether one of these says already that this one does not come to its end."""
    short = name.partition(" (line ")[0]
    word = re.compile(rf"(?<![\w-]){re.escape(short)}(?![\w-])")
    return any(short and word.search(one.rationale) for one in troubles if isinstance(one, (Deadlocked, TimedOut)))


def _others(number: int) -> str:
    return f" The same happened to {number} more." if number else ""


def _sentence(trouble: Claim) -> str:
    said = trouble.rationale[:1].upper() + trouble.rationale[1:]
    where = "" if _LINE.search(said) else place_of(trouble.location)
    end = "" if said.endswith(("?", "!")) and not where else "."
    return f"{said.rstrip('.')}{where}{end}"
