"""A real run from order to answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grader.interleave.ending import ActorEnd
from grader.interleave.program import Program
from grader.worker.evidence import plain
from grader.worker.limits import Bounds
from grader.worker.really import account
from grader.worker.really.supervise import SCALE, Observed, Order, supervise

_KINDS = {
    "": "finished",
    "idle": "deadlock",
    "limit": "timed_out",
    "busy": "timed_out",
    "memory": "over_limit",
    "processes": "over_limit",
    "starved": "starved",
    "unheard": "unheard",
}


def run(
    program: Program,
    bounds: Bounds,
    folder: Path,
    *,
    timeout: float | None,
    scaled: bool,
) -> dict[str, Any]:
    """Run the program for real; `timeout` counts where its time is real."""
    own_s = 3 * bounds.time_s + 5 if scaled else min(timeout or bounds.time_s, bounds.time_s)
    observed = supervise(Order(program, bounds, folder, own_s, scaled))
    told = account.told(folder / "told", observed)
    ends, outside = told.actors, told.ended_from_outside
    killed = told.code is not None and told.code < 0
    return {
        "kind": _kind(told, observed),
        "stdout": observed.stdout,
        "stderr": observed.stderr,
        "exit_code": None if killed else told.code,
        "signal": outside or (-told.code if killed and told.code is not None else None),
        "duration": observed.duration,
        "virtual_duration": observed.duration * (SCALE if scaled else 1),
        "actors": plain(ends),
        "leaked": _leaked(ends, observed),
        "simulated": False,
        "escapes": [],
        "detail": told.forged or _detail(ends, observed, bounds),
    }


def _kind(told: account.Told, observed: Observed) -> str:
    if told.forged:
        return "forged"
    if told.unheard:
        return "unheard"
    return _KINDS[observed.why] if told.ended_from_outside is None else "ended_from_outside"


def _leaked(ends: tuple[ActorEnd, ...], observed: Observed) -> list[str]:
    over = observed.code is not None or any(end.kind == "thread" and end.status == "blocked" for end in ends)
    alive = [end for end in ends if end.kind != "main" and end.status in ("running", "blocked")]
    named = [f"{end.name} (line {end.line})" if end.line else end.name for end in alive if over]
    unnamed = len(observed.left_behind) - sum(end.kind == "process" for end in alive)
    return named + ["a process that the program started"] * max(0, unnamed)


def _detail(ends: tuple[ActorEnd, ...], observed: Observed, bounds: Bounds) -> str:
    """Why the program did not end by itself, and where its actors stood; empty when it did."""
    what = {
        "idle": "nothing in your program moved any more",
        "limit": "your program did not come to an end",
        "busy": f"your program was still busy after {bounds.time_s:g} s of processor time",
        "memory": f"your program used more than {bounds.memory_mb} MB of memory",
        "processes": f"your program started more than {bounds.actors} processes",
    }.get(observed.why)
    if what is None:
        return ""
    stood = [f"{end.name} at line {end.line}" for end in ends if end.status in ("running", "blocked") and end.line]
    return f"{what}, so it was stopped ({', '.join(stood[:8])})" if stood else f"{what}, so it was stopped"
