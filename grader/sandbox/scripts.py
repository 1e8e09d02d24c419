"""The whole program run as a script: simulated where that can be believed, else for real."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

from grader.course.model import Limits
from grader.errors import WorkerError
from grader.intake import Submission
from grader.interleave.ending import Escape
from grader.sandbox import orders, runs
from grader.sandbox.claims import Claim, Crashed, StudentError, TimedOut
from grader.sandbox.conversations import Conversations, Once
from grader.sandbox.orders import Order
from grader.sandbox.run import Run
from grader.sandbox.starting.launch import Launcher
from grader.worker.walls.layers import LANDLOCK

Clock = Literal["virtual", "scaled", "real"]


class Scripts:
    """The runs of one check."""

    def __init__(
        self, launcher: Launcher, conversations: Conversations, submission: Submission, limits: Limits
    ) -> None:
        self._launcher = launcher
        self._conversations = conversations
        self._submission = submission
        self._limits = limits

    def run(self, order: Order, clock: Clock) -> Run:
        """Run it; whether the start method is to blame for an error of a program with processes, fork can tell."""
        run_it = self._simulate if clock == "virtual" else partial(self._really, clock=clock)
        run, method = run_it(order), order["start_method"]
        endless = any(type(trouble) is TimedOut for trouble in run.troubles)
        if method == "fork" or endless or not run.troubles or all(actor.kind != "process" for actor in run.actors):
            return run
        try:
            return runs.blamed_on(method, run, run_it(orders.under_fork(order)))
        except (Claim, WorkerError) as unknown:  # nobody asked how it runs under fork, so nothing follows from that
            self._conversations.forget(unknown)
            return run

    def ends_in_life(self, explored: Order) -> bool:
        """Whether a script that was to be explored, and is too long for that, comes to an end when it runs for real: for want of
        memory comes who goes on for ever."""
        if explored["target"]["kind"] != "script" or "instead" in explored:
            return False
        try:
            order = orders.run(explored["args"], explored["stdin"], explored["start_method"])
            run = self._really(order, "scaled")
        except (Claim, WorkerError) as unknown:  # then it is told as it was explored
            self._conversations.forget(unknown)
            return False
        return not run.timed_out and not any(map(_is_no_end, run.troubles))

    def _simulate(self, order: Order) -> Run:
        """Run it simulated; if that cannot be believed, or the worker died of it, for real."""
        try:
            answer = self._conversations.answer(Once({**order, "clock": "virtual"}, self._limits.time_s))
        except Claim as claim:
            died = claim
        else:
            account = runs.account_in(answer)
            if account.controlled:
                return self._read(answer)
            run = self._really(order, "scaled", account.reasons())
            return runs.endless_as_well(self._read(answer)) if account.cut_off and run.timed_out else run
        # The run tells of it from here on, so it is nothing that a suite could have swallowed; nor is it told beside what that says.
        self._conversations.forget(died)
        if type(died) is TimedOut:  # busy without an end: a real run would only be busy again
            return runs.cut_short(died)
        return self._really(order, "scaled", (Escape("", 0, f"something that ended its simulation ({died})"),))

    def _really(self, order: Order, clock: Clock, escapes: tuple[Escape, ...] = ()) -> Run:
        limits = self._limits
        order = {**order, "clock": clock}
        answer = self._conversations.answer(Once(order, limits.time_s, stacks=limits.actors, may_sleep=True))
        run = self._read(answer, escapes)
        if self._launcher.isolation() == LANDLOCK and runs.lacked_connections(run):
            raise WorkerError(
                "the program connects its processes by sockets (forkserver, Manager), which isolation landlock refuses",
                hint="`grade doctor` says what a stronger tier needs.",
            )
        return run

    def _read(self, answer: dict[str, Any], escapes: tuple[Escape, ...] = ()) -> Run:
        return runs.read(runs.account_in(answer), runs.files_in(answer), self._submission, self._limits, escapes)


def _is_no_end(trouble: Claim) -> bool:
    return isinstance(trouble, Crashed) or (isinstance(trouble, StudentError) and trouble.type == "MemoryError")
