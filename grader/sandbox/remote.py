"""What suites see as `submission`: questions and orders to a program that runs somewhere else."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from grader.course.model import Limits
from grader.errors import BeyondError, UsageError, WorkerError
from grader.intake import Submission
from grader.intake.meant import holds_code
from grader.interleave.ending import Escape
from grader.interleave.program import Atomicity, Budget, StartMethod, Steps, Timeouts
from grader.report import Explored
from grader.sandbox import arguments, endings, explorations, orders, trials
from grader.sandbox.answers import Answers
from grader.sandbox.claims import Claim, StudentError, TimedOut
from grader.sandbox.conversations import Conversations, Once
from grader.sandbox.exploration import End, Exploration
from grader.sandbox.given import Given, read
from grader.sandbox.orders import Order
from grader.sandbox.pointers import shown, slips
from grader.sandbox.pointers.everyday import ASKS_TOO_EARLY
from grader.sandbox.pointers.slips import Slip
from grader.sandbox.run import Left, Run
from grader.sandbox.scripts import Clock, Scripts
from grader.sandbox.source import Source
from grader.sandbox.starting.launch import Launcher

SCHEDULES = Budget().schedules
SPARE_S = 5
"""Seconds of processor time beyond the program's own: its search has a clock of its own, and tells what it found."""


class RemoteSubmission:
    """One check's view of a submission. Every `load`, `run` and `explore` starts afresh, in a worker of its own; what
    another check has run or explored in the same way is not done again (`answers`)."""

    def __init__(
        self,
        launcher: Launcher,
        submission: Submission,
        limits: Limits,
        *,
        start_method: StartMethod | None = None,
        seed: int = 0,
        scenarios: str | None = None,
        given: Path | None = None,
        answers: Answers | None = None,
    ) -> None:
        self._launcher = launcher
        self._answers = answers or Answers()
        self._conversations = Conversations(launcher, submission, limits, self._answers)
        self._scripts = Scripts(launcher, self._conversations, submission, limits)
        self._submission = submission
        self._limits = limits
        self._start_method: StartMethod = start_method or "spawn"
        self._seed = seed
        self._lot = Random(f"{seed} {submission.digest}")
        """For what is drawn by lot here; the same again for the same seed and submission."""
        self._scenarios = scenarios
        self._given_folder = given
        self._given: list[RemoteSubmission] = []
        self.source = Source(submission.source, self._read)
        self.runs: tuple[Run, ...] = ()
        """Every run of this check so far."""
        self.last_run: Run | None = None
        """What a check that then asserts something looks at; None where it loaded the program after that."""
        self.orders: tuple[Order, ...] = ()
        """What was explored so far: with it and a token, a schedule can be replayed."""
        self._well: list[Order] = []
        """What was explored and promised to go well, and did."""
        self.explored: Explored | None = None
        """How far the searches of this check went; the last one of the program as it was handed in."""

    @property
    def trouble(self) -> BaseException | None:
        """What ended a worker of this check before its time, or what the suite may not ask, though it may have caught it."""
        return self._conversations.trouble

    @property
    def escapes(self) -> tuple[Escape, ...]:
        """What could not be simulated in this check, and ran for real instead."""
        found = [escape for run in self.runs for escape in run.escapes]
        return tuple(dict.fromkeys([*found, *self._conversations.escapes]))

    @property
    def slip(self) -> Slip | None:
        """A mistake in the program that is seen and raises nothing."""
        try:
            found = slips.seen_in(self._submission, lambda: self.source.tree)
            if found is None and self.runs and not self.runs[-1].stdout.strip():
                found = shown.seen_in(self._submission, lambda: self.source.tree)
            return found
        except (Claim, WorkerError):
            return None  # it cannot be read, which is told elsewhere

    @property
    def missing(self) -> str | None:
        """A function of which this check asked who runs it, and which the file does not so much as name, in a sentence."""
        return slips.never_named((name for run in self.runs for name in run.sought), self._submission.source)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was handed in that could run."""
        return self._submission.problem is None and not holds_code(self._submission.source)

    @property
    def gives_away(self) -> bool:
        """Whether this check looked at what a given program does, which students are to foretell."""
        return bool(self._given)

    @property
    def virtual_time(self) -> float:
        """Seconds that have passed for the program loaded last, sleeping included."""
        clock = self._conversations.clock
        if clock is not None:
            return clock
        if self.escapes:
            raise BeyondError(f"there is no virtual time: the program uses {self.escapes[0].what}")
        raise UsageError("there is no virtual time: no program was loaded", hint="Say submission.load() before.")

    @property
    def stdout(self) -> str:
        """What the loaded program printed since the last look."""
        return self._conversations.printed("stdout")

    @property
    def stderr(self) -> str:
        """What the loaded program wrote to stderr since the last look."""
        return self._conversations.printed("stderr")

    def load(self) -> Any:
        """Import the submission without running its main block; a handle of the module."""
        self.last_run = None
        conversation = self._conversations.begin(self._limits.time_s)
        surroundings = orders.surroundings((), "", self._start_method)
        try:
            return conversation.value({"job": "load", "simulated": True, "steps": orders.STEPS, **surroundings})
        except Claim as early:
            early.come_too_early()
            if isinstance(early, StudentError) and early.type == "EOFError":
                early.advice = ASKS_TOO_EARLY
            raise

    def given(self, name: str) -> Given:
        """A program of the exercise's folder `given/`, run as students got it and without any file of theirs.

        Only a check that students do not see before the due date may ask for one: it knows what they are to foretell.
        """
        remote = RemoteSubmission(
            self._launcher, read(self._given_folder, name), self._limits, start_method=self._start_method,
            seed=self._seed, scenarios=self._scenarios, answers=self._answers,
        )  # fmt: skip
        self._given.append(remote)
        return Given(name, remote)

    def run(
        self,
        args: Sequence[str] = (),
        stdin: str = "",
        env: Mapping[str, str] | None = None,
        start_method: StartMethod | None = None,
        timeout: float | None = None,
        clock: Clock = "virtual",
        files: Sequence[str] = (),
        computing: Mapping[str, float] | None = None,
        instead: Mapping[str, str] | None = None,
    ) -> Run:
        """Run the whole program as a script.

        `clock`: `virtual` simulates it, threads, processes and time; `scaled` runs it for real, with sleeps a
        thousand times shorter; `real` changes nothing. `timeout` is in the program's own seconds, and means nothing
        where they are scaled. What the simulation cannot control runs scaled instead, and the run says so.

        `computing`: seconds of virtual time that each call of these functions computes, on as many cores as the
        exercise's `cpus`, one call at a time in each process. So `virtual_duration` tells what processes gain.
        BeyondError where it was not simulated.

        `instead`: functions of the program, and what the suite puts in their place: a call of a function in its
        `scenarios.py` that is given the program's own and gives another. So it shows whether what is printed comes from
        them. BeyondError where it was not simulated.
        """
        arguments.one_of("clock", clock, Clock)
        order = {
            **orders.run(args, stdin, start_method or self._start_method),
            "env": arguments.by_name("env", env, arguments.word),
            "timeout": None if timeout is None else arguments.above_nought("timeout", timeout),
            "files": arguments.several("files", files, arguments.text),
            "computing": arguments.by_name("computing", computing, arguments.above_nought),
            **orders.exchanged(instead, self._scenarios),
        }
        run = self._scripts.run(order, clock)
        run = replace(run, files=Left(run.files, order["files"]), args=tuple(order["args"]), stdin=order["stdin"])
        self.runs, self.last_run = (*self.runs, run), run
        if computing and not run.simulated:
            raise BeyondError(f"what computing takes cannot be measured: the program uses {run.why_real}")
        if instead and not run.simulated:
            raise BeyondError(f"no other function can be put in its place: the program uses {run.why_real}")
        return run

    def explore(
        self,
        threads: Sequence[str] | None = None,
        *,
        script: bool = False,
        scenario: str | None = None,
        observe: Sequence[str] = (),
        atomicity: Atomicity = "language",
        output_order: bool = False,
        timeouts: Timeouts = "last",
        schedules: int | None = None,
        start_method: StartMethod | None = None,
        start: Mapping[str, Any] | None = None,
        args: Sequence[str] = (),
        stdin: str = "",
        instead: Mapping[str, str] | None = None,
    ) -> Exploration:
        """Run the program in every order that matters: calls on threads of their own, the whole script, or a
        function of the suite's `scenarios.py`, which gets the module as it was imported, or, together with
        `script=True`, as the script left it. `observe`: expressions whose values each ending carries.

        `timeouts`: `last` lets them fire only once nothing else can go on, `any` at any time, however long they are.

        `start`: names of the module and what they are before the calls, plain values or functions that draw one from
        a `Random`; each ending says what it began with (`end.start`). A pass is confirmed by a few orders drawn by lot,
        which begin with other values. `instead`: as in `run`.
        """
        begins = arguments.by_name("start", start, lambda _, value: value)
        if begins and script and scenario is None:
            raise UsageError("a script begins with what it assigns itself: start= is for threads=[…] and scenario=…")
        drawn = [trials.drawn(begins, self._lot) for _ in range(1 + trials.NUMBER)]
        target = orders.target(threads, script, scenario, self._scenarios)
        order = {
            "target": target
            | {"observe": arguments.several("observe", observe, arguments.text), "start": trials.sent(drawn[0])},
            "search": orders.search(
                atomicity,
                output_order,
                timeouts,
                seed=self._seed,
                schedules=SCHEDULES if schedules is None else arguments.whole("schedules", schedules),
                seconds=self._limits.time_s,
            ),
            **orders.surroundings(args, stdin, start_method or self._start_method),
            **orders.exchanged(instead, self._scenarios),
        }
        self.orders = (*self.orders, *(trials.begun_with(start, order) for start in drawn[1:] if start), order)
        exploration = self._explored(order, drawn)
        self.explored = orders.as_far_as(self.explored, exploration.explored, aside=bool(instead) or timeouts == "any")
        return exploration

    def _explored(self, order: Order, drawn: Sequence[Mapping[str, Any]]) -> Exploration:
        """Search; what was cut off, and may have an end, is too long to be explored if it has one in life."""
        try:
            found = self._searched(order, drawn)
        except TimedOut as busy:
            if not self._scripts.ends_in_life(order):
                raise
            self._conversations.forget(busy)
            raise explorations.too_long() from busy
        if not (found.cut_off and self._scripts.ends_in_life(order)):
            return found
        return explorations.without_endless(found, order["search"]["steps"])

    def _searched(self, order: Order, drawn: Sequence[Mapping[str, Any]]) -> Exploration:
        """Search, and beside it run the few orders drawn by lot; `drawn`: what the search and each of those begins with."""
        asked = {"trials": [{"seed": self._lot.getrandbits(32), "start": trials.sent(start)} for start in drawn[1:]]}
        found, lots = self._conversations.answers(
            Once({"job": "explore", **order}, self._limits.time_s + SPARE_S, must=self._must_have_ended),
            Once({"job": "draw", **order, **asked}, self._limits.time_s + SPARE_S),
        )
        if "mistake" in found:
            raise UsageError(str(found["mistake"]))
        return explorations.exploration_in(
            found,
            lots,
            self._submission,
            order,
            starts=drawn,
            confirm=lambda end: self._again(order, end),
            remark=endings.only_under(order["start_method"]) if orders.was_well_under_fork(order, self._well) else "",
            kept=lambda: self._well.append(order),
        )

    def _must_have_ended(self, answer: dict[str, Any]) -> None:
        explorations.must_have_ended(answer, self._submission, self._limits)

    def replay(self, order: Order, token: str, *, telling: Steps = "every") -> End:
        """Run one schedule of something explored once more, and hear so many of its steps; UsageError where the token is of
        another."""
        asked = {"job": "replay", "token": token, "telling": telling, **order}
        answer = self._conversations.answer(Once(asked, self._limits.time_s + SPARE_S))
        if "bad_token" in answer:
            raise UsageError(str(answer["bad_token"]))
        target = order["target"]
        return explorations.end_in(answer, self._submission, trials.started(target["start"]))

    def _read(self) -> ast.Module:
        """The syntax tree of the submission, read in a worker."""
        conversation = self._conversations.begin(self._limits.time_s)
        try:
            return conversation.tree()
        finally:
            conversation.close()

    def _again(self, order: Order, end: End) -> End:
        telling: Steps = "none" if end.witness.steps else "some"
        try:
            return self.replay(trials.begun_with(end.start, order), end.witness.token, telling=telling)
        except UsageError as odd:  # the token is the worker's own, so no suite is to blame
            raise WorkerError(f"a witness could not be replayed: {odd.message}") from odd

    def close(self) -> None:
        """Let every worker of this check go."""
        self._conversations.close()
        for remote in self._given:
            remote.close()
