"""What a suite asked to be explored: with it and a token, a schedule can be run again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, get_args

import msgspec

from grader.errors import UsageError
from grader.interleave.program import Atomicity, Budget, StartMethod, Timeouts
from grader.report import Alone, Explored
from grader.sandbox.arguments import by_name, one_of, several, text, word, yes_or_no

STEPS = 1_000_000
"""Steps for which a run is simulated."""
Order = dict[str, Any]
"""What to explore and how, as a worker is told."""


def target(threads: Sequence[str] | None, script: bool, scenario: str | None, scenarios: str | None) -> Order:
    """What to run: calls on threads of their own, the script, or a scenario, alone or behind the script.

    UsageError where the suite asks for none of these or for too much, or has no `scenarios`, the text of its scenarios.py.
    """
    if (threads is not None) == (yes_or_no("script", script) or scenario is not None):
        raise UsageError("explore needs threads=[…], or script=True, scenario=… or both of these")
    if threads is not None:
        return {"kind": "calls", "threads": several("threads", threads, text)}
    if scenario is None:
        return {"kind": "script"}
    source = _needed(scenarios, f"scenario {scenario!r}")
    if not re.search(rf"\b{re.escape(text('scenario', scenario))}\b", source):
        raise UsageError(f"scenarios.py has no function {scenario!r}")
    return {"kind": "scenario", "name": scenario, "source": source, "after_script": script}


def surroundings(args: Sequence[str], stdin: str, start_method: StartMethod) -> Order:
    """What the program finds when it starts."""
    started = one_of("start_method", start_method, StartMethod)
    return {"args": several("args", args, word), "stdin": text("stdin", stdin), "start_method": started}


def run(args: Sequence[str], stdin: str, start_method: StartMethod) -> Order:
    """To run the whole program, as long as it takes; nothing else is asked."""
    return {
        "job": "run",
        "env": {},
        "timeout": None,
        "files": [],
        "computing": {},
        "steps": STEPS,
        **surroundings(args, stdin, start_method),
    }


def exchanged(instead: Mapping[str, str] | None, scenarios: str | None) -> Order:
    """Which functions of the program others stand in for; UsageError where there are no `scenarios` to make them."""
    if not instead:
        return {}
    return {"instead": {"calls": by_name("instead", instead, text), "source": _needed(scenarios, f"instead={instead}")}}


def _needed(scenarios: str | None, what: str) -> str:
    if scenarios is None:
        raise UsageError(f"{what} needs a file scenarios.py in the suite's folder")
    return scenarios


def search(
    atomicity: Atomicity, output_order: bool, timeouts: Timeouts, *, seed: int, schedules: int, seconds: float
) -> Order:
    """How to explore, and how far."""
    return {
        "atomicity": one_of("atomicity", atomicity, Atomicity),
        "output_order": yes_or_no("output_order", output_order),
        "timeouts": one_of("timeouts", timeouts, Timeouts),
        "seed": seed,
        "schedules": schedules,
        "steps": Budget().steps,
        "seconds": seconds,
    }


def as_far_as(before: Explored | None, now: Explored, *, aside: bool) -> Explored:
    """How far a check has searched, after one more search. What is done `aside`, to a program that was changed or with timeouts that
    fire at any time, says less than what was done before, and takes no premise from it."""
    if before is None:
        return now
    return before if aside else msgspec.structs.replace(now, patient=before.patient or now.patient)


def alone(order: Order) -> Alone | None:
    """How `grade replay` finds this again with nothing but the file; None where that takes the check that asked for it."""
    if order["target"]["kind"] != "script" or order["stdin"] or "instead" in order:
        return None
    return Alone(observe=tuple(order["target"]["observe"]), args=tuple(order["args"]))


def was_well_under_fork(order: Order, well: Sequence[Order]) -> bool:
    """Whether the same was found to go well under fork."""
    return order["start_method"] != "fork" and under_fork(order) in well


def under_fork(order: Order) -> Order:
    """The same under fork."""
    return {**order, "start_method": "fork"}


def script_orders(observe: Sequence[str] = (), args: Sequence[str] = (), stdin: str = "") -> Iterator[Order]:
    """Every order that `grade explore` may have given, as far as a token tells them apart."""
    modes = product(get_args(StartMethod), get_args(Atomicity), (False, True), get_args(Timeouts))
    for method, atomicity, output_order, timeouts in modes:
        budget = Budget()
        how = search(atomicity, output_order, timeouts, seed=0, schedules=budget.schedules, seconds=budget.seconds)
        target = {"kind": "script", "observe": several("observe", observe, text), "start": []}
        yield {"target": target, "search": how, **surroundings(args, stdin, method)}
