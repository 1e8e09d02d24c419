"""Which tier holds here: not what versions promise, but what happens.

In a forked child the whole wall of a tier is put up, and the process behind it tries what must fail. The tier
counts only when every trial fails as it must; otherwise the reason says what is missing.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

assert sys.platform != "win32"

from grader.worker import scratch
from grader.worker.walls import cgroup, identity, landlock, namespaces, seccomp, syscalls
from grader.worker.walls.layer import WallError
from grader.worker.walls.layers import LADDER, TRIAL_S, Layers
from grader.worker.walls.room import Room
from grader.worker.walls.wall import Wall

HOLDS = "holds"


def strongest(
    tiers: Sequence[str], folder: str, meanwhile: Callable[[], object] = lambda: None
) -> tuple[Wall | None, dict[str, str]]:
    """The wall of the first tier that holds, and why those before it do not. A trial mostly waits for the kernel,
    so there is something to do `meanwhile`."""
    reasons: dict[str, str] = {}
    for tier in tiers:
        wall = Wall(tier, folder)
        found = tried(wall, meanwhile)
        if found.startswith("cgroup: ") and wall.without_groups():
            found = tried(wall)  # they seemed to be ours to make, and are not: memory is watched instead
        if found == HOLDS:
            return wall, reasons
        reasons[tier] = found
    return None, reasons


def everything(tiers: Sequence[str], folder: str) -> dict[str, dict[str, str]]:
    """Each tier (`holds`, or what is missing), and each layer on its own (in words): for whoever looks after the
    machine."""
    layers = {"landlock": _landlock(), "filter": _filter(), "cgroup": _cgroup()}
    return {"tiers": {tier: tried(Wall(tier, folder)) for tier in tiers}, "layers": layers}


def _landlock() -> str:
    try:
        return f"version {landlock.version()}"
    except OSError as missing:
        return f"no: {missing.strerror}"


def _filter() -> str:
    try:
        return f"known for this processor ({len(seccomp.program(syscalls.column()))} instructions)"
    except OSError as missing:
        return f"no: {missing.strerror}"


def _cgroup() -> str:
    found = cgroup.homes()
    return f"limits on {' and '.join(found)}" if found else "not ours to use: memory is watched instead"


def tried(wall: Wall, meanwhile: Callable[[], object] = lambda: None) -> str:
    """`holds`, or what is missing."""
    layers = LADDER[wall.tier]
    if layers == Layers():
        return HOLDS
    if layers.own_user and os.geteuid() != 0:
        return "only root can give workers a user of their own"
    if layers.own_user and (lacking := identity.lacking()):
        return f"root lacks capabilities here: {', '.join(lacking)}"
    if layers.same_user and os.geteuid() == 0:
        return "not for root: its workers would be root"
    told, tell = os.pipe()
    place = Path(wall.folder, scratch.name())  # which is looked for, should this process be killed (`worker.abandoned`)
    place.mkdir(mode=0o700)
    secret = place / "secret"
    secret.touch(mode=0o600)
    keeper = os.fork()
    if keeper == 0:
        os.close(told)
        _keep(wall, str(secret), tell)
    os.close(tell)
    try:
        meanwhile()
        answer = _answer(told)
    finally:
        os.close(told)
        ended = _end(keeper)
        scratch.remove(place)
    return answer or _silent(ended)


def _keep(wall: Wall, secret: str, tell: int) -> NoReturn:
    """Be the keeper of a worker that runs no student's code, but tries the wall from inside."""
    try:
        os.setsid()
        enclosure = wall.around()
        enclosure.furnish(Room())
        keeper = os.getpid()
        try:
            worker = os.fork()
            if worker == 0:
                _try(lambda: _inside(enclosure.enter, LADDER[wall.tier], keeper, secret), tell)
            ended = os.waitpid(worker, 0)[1]
            if ended:
                os.write(tell, _silent(ended).encode())
            enclosure.kill()
        finally:
            enclosure.clean()
    except WallError as missing:
        os.write(tell, str(missing).encode())
    except BaseException as odd:
        os.write(tell, f"{type(odd).__name__}: {odd}".encode())
    finally:
        os._exit(0)


def _try(trial: Callable[[], str], tell: int) -> NoReturn:
    try:
        os.write(tell, trial().encode())
    except WallError as missing:
        os.write(tell, str(missing).encode())
    except BaseException as odd:
        os.write(tell, f"{type(odd).__name__}: {odd}".encode())
    finally:
        os._exit(0)


def _inside(enter: Callable[[], object], layers: Layers, keeper: int, secret: str) -> str:
    """Everything that must not work behind the wall."""
    enter()
    trials: dict[str, Callable[[], object]] = {
        "a file of the grader can be read": lambda: os.close(os.open(secret, os.O_RDONLY)),
        "a file of the grader can be written": lambda: os.close(os.open(secret, os.O_WRONLY)),
        "the network can be reached": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
        "other processes can be signalled": lambda: os.kill(keeper, 0),
        "namespaces can be made": lambda: syscalls.call("unshare", namespaces.USER),
    }
    if layers.same_user:
        trials["sockets of others can be reached"] = lambda: _connect()
    if layers.namespaces:
        trials["other processes can be seen"] = lambda: os.stat(f"/proc/{keeper}")
    for what, trial in trials.items():
        if _works(trial):
            return what
    return HOLDS


def _connect() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as end:
        try:
            end.connect("/nowhere")
        except FileNotFoundError:
            return  # it would have been let through


def _works(trial: Callable[[], object]) -> bool:
    try:
        trial()
    except OSError:
        return False
    return True


def _answer(told: int) -> str:
    """What the child wrote before it ended, which may be nothing; it may not take for ever."""
    said = b""
    while select.select([told], [], [], TRIAL_S)[0]:
        part = os.read(told, 4096)
        if not part:
            return said.decode("utf-8", "replace")
        said += part
    return "the trial took too long"


def _end(keeper: int) -> int:
    """How it ended; by us, unless it had."""
    os.kill(keeper, signal.SIGKILL)
    return os.waitpid(keeper, 0)[1]


def _silent(ended: int) -> str:
    """What is said of a trial that ended so, without an answer."""
    if os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGSYS:
        return "a system call that it needs ends who makes it (SIGSYS), as SystemCallFilter= of a service does"
    return "the trial ended without an answer"
