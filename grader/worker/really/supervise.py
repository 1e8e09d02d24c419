"""Start the program, watch its tree, end it when it must end; then leave the account to `account`."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from grader.interleave.program import Program
from grader.interleave.search.speed import slowness
from grader.worker import codes, reaper, stuck
from grader.worker.idle import Idleness
from grader.worker.limits import Bounds, in_time
from grader.worker.really.hearing import Hearing, Note
from grader.worker.really.inside.processes import program
from grader.worker.really.net import Net, Reason
from grader.worker.really.output import Listener
from grader.worker.systems import system

SCALE = 1000
LOOK_S = 0.02
FAREWELL_S, FAREWELL_WALL_S = 0.5, 20.0
"""How much time of their own, and how long on the wall, children may take to end after the program's own end, before they
count as left behind. Those of multiprocessing's own only notice when it is their turn on the processor, and on a slow machine they take
as much longer to end."""
WORDS_S, PAUSE_S = 2.0, 0.05
"""How long processes may take to say where they stand, and the pause by which they are known to have said it."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What the supervisor saw from outside."""

    stdout: str
    stderr: str
    code: int | None
    """As `subprocess` gives it; None when the program had to be ended."""
    why: Reason
    """Why it was ended, or '' for its own end."""
    duration: float
    left_behind: tuple[int, ...]
    """Processes that outlived the program."""
    notes: tuple[Note, ...] = ()
    """What its processes told of themselves."""


@dataclass(frozen=True, slots=True)
class Order:
    """How to run it."""

    program: Program
    bounds: Bounds
    folder: Path
    own_s: float
    """How much time may pass for it."""
    scaled: bool


def supervise(order: Order) -> Observed:
    """Run the program to its end, or to ours."""
    system.adopt_orphans()
    began = time.monotonic()
    with (order.folder / "stdin").open("w+b") as stdin:
        stdin.write(order.program.stdin.encode("utf-8", "surrogateescape"))
        stdin.seek(0)
        hearing, listeners = Hearing(order.folder / "told"), _listeners(order)
        process = _start(order, stdin, *listeners, hearing)
    net = Net(order.bounds, group=process.pid, own_s=order.own_s, scaled=order.scaled)
    why, left_behind = _until_over(process, net, hearing), tuple[int, ...]()
    duration = time.monotonic() - began
    if not why:
        why, left_behind = _survivors(process, net)
    family = reaper.descendants(group=process.pid) if why or left_behind else []
    if family:
        ask_where(family, order.folder / "told")
    code = None if why or (said := process.poll()) is None else codes.of_a_crash(said)
    process.kill()
    system.kill_group(process.pid)
    reaper.end_strays(family)
    reaper.end_everything()
    process.wait()
    if code == -codes.KILLED and system.most_child_mb() > order.bounds.memory_mb:
        code, why = None, "memory"  # the kernel was faster than we
    stdout, stderr = (listener.text() for listener in listeners)
    return Observed(stdout, stderr, code, why, duration, left_behind, hearing.notes())


def settings(order: Order, notes: int | str) -> dict[str, Any]:
    """What every Python process of this run is told at its beginning."""
    root = str(Path(__file__).resolve().parents[3])
    signals: tuple[int, int] | None = None
    if sys.platform != "win32" and stuck.DUMP_SIGNAL is not None:
        signals = int(stuck.DUMP_SIGNAL), int(signal.SIGXCPU)
    return {
        "root": root,
        "keep": [root] if root.endswith("site-packages") else [],
        "told": str(order.folder / "told"),
        "notes": notes,
        "work": str(order.folder / "work"),
        "signals": signals,
        "ending": sorted(stuck.BY_OTHERS),
        "cpus": order.program.cpus,
        "scale": SCALE if order.scaled else 1,
        "began": (time.time(), time.monotonic()),
        "start_method": order.program.start_method,
    }


def ask_where(pids: list[int], told: Path) -> None:
    """Have each process write where it stands into its words, and wait until they have: on a machine with much to do
    that takes a while."""
    if stuck.DUMP_SIGNAL is None:
        return
    words = [told / f"{pid}.words" for pid in pids]
    before = at_first = _sizes(words)
    for pid in pids:
        try:
            os.kill(pid, stuck.DUMP_SIGNAL)
        except ProcessLookupError:
            continue  # it ended meanwhile
    until = time.monotonic() + WORDS_S
    while time.monotonic() < until:
        time.sleep(PAUSE_S)
        now = _sizes(words)
        if now == before != at_first:
            return
        before = now


def _sizes(files: list[Path]) -> list[int]:
    return [file.stat().st_size if file.exists() else 0 for file in files]


def _listeners(order: Order) -> tuple[Listener, Listener]:
    """Made before the program runs: it may take every thread that there can be."""
    limit = order.bounds.output_kb * 1024
    return Listener(limit), Listener(limit)


def _start(
    order: Order, stdin: IO[bytes], stdout: Listener, stderr: Listener, hearing: Hearing
) -> subprocess.Popen[bytes]:
    path = str(order.folder / "work" / order.program.entry)
    command = program(settings(order, hearing.address), path, list(order.program.args))
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", command],
            stdin=stdin,
            stdout=stdout.writing,
            stderr=stderr.writing,
            cwd=order.folder / "work",
            start_new_session=True,
            preexec_fn=partial(_begin, os.getpid(), order.bounds.time_s) if sys.platform != "win32" else None,
            pass_fds=[hearing.address] if isinstance(hearing.address, int) else [],
        )
    finally:
        hearing.handed_over()
        stdout.handed_over()
        stderr.handed_over()


def _begin(supervisor: int, time_s: float) -> None:
    """In the program's process, before it is one: it ends with who watches it, and has less time on the processor, which
    is limited for it and all that it starts."""
    system.die_with_parent(supervisor)
    in_time(time_s, real=True)


def _until_over(process: subprocess.Popen[bytes], net: Net, hearing: Hearing) -> Reason:
    """Wait for the program's end; the reason when it must be ended instead."""
    alarm = os.pidfd_open(process.pid) if hasattr(os, "pidfd_open") else None
    try:
        while process.poll() is None:
            if hearing.over and not system.is_leaving(process.pid):
                return "unheard"  # nobody can tell anything any more, and it goes on
            reason = net.caught()
            if reason:
                return reason
            _wait(process, alarm, LOOK_S)
        return ""
    finally:
        if alarm is not None:
            os.close(alarm)


def _wait(process: subprocess.Popen[bytes], alarm: int | None, seconds: float) -> None:
    if alarm is not None:
        select.select([alarm], [], [], seconds)
        return
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def _survivors(process: subprocess.Popen[bytes], net: Net) -> tuple[Reason, tuple[int, ...]]:
    """The limit that descendants pass which go on after the program's end, or those that outlive it."""
    idleness, until, own_s = Idleness(), time.monotonic() + FAREWELL_WALL_S, FAREWELL_S * slowness()
    while True:
        living = [pid for pid in reaper.living_descendants(group=process.pid) if pid != process.pid]
        if crowded := net.crowded(living):
            return crowded, ()
        if not living or idleness.look(living).own_s > own_s or time.monotonic() > until:
            return "", tuple(living)
        time.sleep(0.005)
