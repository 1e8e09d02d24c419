"""Messages to and from one worker: who does not answer, and why."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from grader.course.model import Limits
from grader.errors import LostError, TamperingError, WorkerError
from grader.intake import Submission
from grader.sandbox import endings, reading
from grader.sandbox.claims import Deadlocked
from grader.sandbox.starting.beginning import beginning as beginning_of
from grader.sandbox.starting.launch import SETTLE_S, Beginning, Beside, Launcher
from grader.worker.seal import KEY_BYTES, Keyed
from grader.worker.watching import only_watches
from grader.worker.wire import MessageTooLong, WireClosed, WireError, WireTimeout

LOOK_S = 1.0
ASLEEP_S = 3.0
STARVED = 5
"""How many times as long as its own time a worker may take on the wall."""
BEFORE_ANYTHING_RUNS = ("read",)
"""Jobs that run nothing of the program: they need no seal, and leave the worker as good as new."""
Message = dict[str, Any]
Hear = Callable[[], Message]
"""Waits for the answer to what was asked, and gives it."""


class LetGo(Exception):
    """Something was asked of a worker after its check."""


class AskedAside(Exception):
    """Two threads of a suite would hear each other's answers, and whatever they find proves nothing of the program."""


class Exchange:
    """One worker with the submission in it. `over` says why nothing can be sent any more."""

    def __init__(
        self, launcher: Launcher, submission: Submission, limits: Limits, *, cpu_s: float, stacks: int,
        beside: Beside | None = None,
    ) -> None:  # fmt: skip
        self._submission = submission
        self._limits = limits
        self._cpu_s = cpu_s
        self._launcher = launcher
        self._watches = False
        """Whether it only watches the program now, whose processor time is limited in other processes."""
        self.over: BaseException | None = None
        self.aside: AskedAside | None = None
        """That it was asked by another thread, which may have kept that to itself."""
        self._thread = threading.get_ident()
        self.pid: int | None = None
        """The worker's process, as it says; None as long as nothing was asked of it but to read."""
        self._busy = False
        """It is at something that was not heard yet."""
        beginning = beginning_of(submission, limits, stacks=stacks)
        again = launcher.again(beginning, beside) if not stacks else None
        begun = launcher.begun(limits, beginning) if again is None else None
        self._line = again or begun or launcher.launch(limits)
        if again is None:
            self._hand_over(beginning, sent=begun is not None)

    def send(self, message: Message, *, own_s: float | None, may_sleep: bool, parting: bool = False) -> Message:
        """Send one message and wait for the answer. `parting`: the worker has done its work and must still be there."""
        return self.ask(message, own_s=own_s, may_sleep=may_sleep, parting=parting)()

    def ask(self, message: Message, *, own_s: float | None, may_sleep: bool, parting: bool = False) -> Hear:
        """Send one message; what to call for the answer, which the worker is at from here on."""
        if self.over is not None:
            raise self.over
        if threading.get_ident() != self._thread:
            self.aside = AskedAside(
                "a thread of the suite's own asks the program; on threads it is called by submission.explore(threads=[…])"
            )
            raise self.aside
        if self.pid is None and message["job"] not in BEFORE_ANYTHING_RUNS:
            self._agree_on_a_key()
        # Processor time limits a busy program, and its own time one that is not busy. The wall clock is a net below
        # both: who falls into it may only have waited for the machine.
        own_s, self._watches = own_s or 2 * self._cpu_s + 3, only_watches(message)
        deadline = self._line.deadline(own_s * STARVED, own_s)
        with self._answering(parting):
            self._line.channel.send(message | {"own_s": own_s}, deadline)
        self._busy = True
        return partial(self._hear, deadline, None if may_sleep else own_s, parting)

    def _hear(self, deadline: float | None, own_s: float | None, parting: bool) -> Message:
        """Wait for the answer. `own_s`: how long the worker may be awake for it; None where it may sleep."""
        with self._answering(parting):
            if deadline is not None and own_s is not None:
                self._watch(deadline, own_s)
            answer = self._line.channel.receive(deadline)
        self._busy = False
        return self._unsuspicious(answer)

    @contextmanager
    def _answering(self, parting: bool) -> Iterator[None]:
        """Say what it means where nothing sound comes over the wire."""
        try:
            yield
        except MessageTooLong as large:
            raise self.end(WorkerError(f"a submission cannot be asked that: {large}")) from large
        except WireError as forged:
            raise self.end(TamperingError(f"on the wire: {forged}")) from forged
        except (WireClosed, WireTimeout) as silent:
            raise self._gone(late=isinstance(silent, WireTimeout), parting=parting) from None

    def _gone(self, *, late: bool, parting: bool) -> BaseException:
        """The worker did not answer, or not in time. One that had given every answer has no reason of its own to be
        gone, but for a limit, or a machine that is too busy."""
        fate = self._line.end(silent=not late)
        fate = replace(fate, processor_s=0.0) if self._watches else fate
        if parting and not (late or fate.starved or fate.limit):
            self.over = TamperingError("a worker left before it was let go")
        else:
            self.over = endings.of_a_dead_worker(fate, late, self._limits, self._submission)
        return self.over

    def _unsuspicious(self, answer: Message) -> Message:
        """The answer of a worker that noticed nothing."""
        notices = answer.get("notices", [])
        if type(notices) is not list or notices:
            raise self.end(TamperingError(_words_for([str(notice)[:200] for notice in notices[:5]])))
        return answer

    def end(self, reason: BaseException) -> BaseException:
        """End the worker for a reason, and remember it."""
        if self.over is None:
            self._line.end()
        self.over = reason
        return reason

    def let_go(self) -> None:
        """The worker is done with."""
        if self.over is None:
            self.over = LetGo("this worker has been let go")
            self._line.let_go(unused=self.pid is None, busy=self._busy)

    def _hand_over(self, beginning: Beginning, *, sent: bool) -> None:
        """Hand over the submission, by value."""
        deadline = self._line.deadline(SETTLE_S)
        try:
            if not sent:
                self._line.channel.send(beginning, deadline)
            laid = self._line.channel.receive(deadline) == {"laid": True}
        except (MessageTooLong, WireClosed, WireError, WireTimeout):
            laid = False
        if not laid:
            fate = self._line.end(silent=True)
            if fate.wall:
                raise WorkerError(f"the wall around a worker could not be built: {fate.wall}")
            why = self._launcher.complaint() or f"{fate.words}{fate}"
            raise LostError(f"the worker ended before it began: {why}")
        self._hear_reading(deadline)
        if not beginning["stacks"]:
            self._line.holds(beginning)

    def _agree_on_a_key(self) -> None:
        """Give the worker a key and its time; from then on every frame is sealed. The text is being rewritten until then,
        which may be more than a hostile one lets anybody do."""
        deadline = self._line.deadline(SETTLE_S)
        try:
            key = secrets.token_bytes(KEY_BYTES)
            self._line.channel.send({"key": key.hex(), "time_s": self._cpu_s}, deadline)
            self._line.channel.seal(Keyed(key, of_worker=False))
            self.pid = self._line.channel.receive(deadline).get("ready")
        except (WireClosed, WireError, WireTimeout) as silent:
            late = isinstance(silent, WireTimeout)
            self.over = reading.of_a_dead_reader(self._line.end(silent=not late), late, self._submission)
            raise self.over from None
        if self.pid is None:
            raise self.end(TamperingError("on the wire: something else than that a worker is ready"))

    def _hear_reading(self, deadline: float | None) -> None:
        """Hear whether Python accepts the text: a hostile one may end whoever reads it."""
        try:
            told = self._line.channel.receive(deadline)
        except (WireClosed, WireError, WireTimeout) as silent:
            late = isinstance(silent, WireTimeout)
            raise reading.of_a_dead_reader(self._line.end(silent=not late), late, self._submission) from None
        if "refused" not in told:
            raise self.end(TamperingError("on the wire: something else than whether the program can be read"))
        if told["refused"] is not None:
            self._line.let_go()
            raise reading.refused(told["refused"], self._submission)

    def _watch(self, deadline: float, own_s: float) -> None:
        """Wait for the answer; a worker that is fast asleep will never give one, nor one that only looks around."""
        before: float | None = None
        while not self._line.channel.ready(min(deadline, time.monotonic() + LOOK_S)):
            if time.monotonic() >= deadline:
                return
            seen = self._line.look()
            before = seen.own_s if before is None else before
            if seen.asleep_s > ASLEEP_S:
                where = endings.last_line(self._line.end().words, self._submission)
                self.over = Deadlocked("Nothing in your program moved any more.", location=where)
                raise self.over
            if seen.own_s - before > own_s:
                self.over = endings.endless(self._line.end(), self._submission)
                raise self.over


def _words_for(notices: list[str]) -> str:
    """What a person is told of what a worker noticed. Who does what honest tools do as well is accused of nothing."""
    if notices and all(notice.startswith("uses ") for notice in notices):
        return f"the program {'; '.join(notices)}, by which one can also listen to the grader; whether it does, a person has to say"
    return f"the program reached for the grader's own code: {'; '.join(notices)}"
