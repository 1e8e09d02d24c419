"""A control group for one worker: a hard limit on the memory and the tasks of its whole tree, kept by the kernel.

Only where this machine lets us make one: version 2 with its controllers delegated, or version 1 as root. Without
it the keeper's look at the tree, twenty times a second, is what limits it; with it a tree that grows faster than
anybody looks, or that leaves the keeper no processor, is limited as well.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

_MB = 1024 * 1024
_NO_LIMIT = 1 << 60
"""Version 1 has a number for it, a little above."""
_TOP = Path("/sys/fs/cgroup")
_FILES = {
    True: ("memory.max", "memory.events", "memory.current"),
    False: ("memory.limit_in_bytes", "memory.oom_control", "memory.usage_in_bytes"),
}
"""Where the limit on memory is written, its use of force is counted, and what is used stands, in version 2 and 1."""
CONTROLLERS = ("memory", "pids")
REMOVAL_S = 1.0
LITTLE_MB = 8
"""More than an empty group is charged with (under half of one), and too little for the next worker to miss."""


def homes() -> dict[str, Path]:
    """For each controller, the folder in which we may make groups; empty unless both have one."""
    own = _own("", _TOP)
    for folder in [] if own is None else [own, own.parent]:
        if set(CONTROLLERS) <= set(_words(folder / "cgroup.subtree_control")) and _ours(folder):
            return dict.fromkeys(CONTROLLERS, folder)
    found = {name: _own(name, _TOP / name) for name in CONTROLLERS}
    writable = {name: folder for name, folder in found.items() if folder is not None and _ours(folder)}
    return writable if len(writable) == len(CONTROLLERS) else {}


def spent_mb(top: Path = _TOP) -> int | None:
    """What may be used of memory in this container, if the kernel has ended a process in it for want of more."""
    for own, there in (("", top), ("memory", top / "memory")):
        folder = _own(own, there) or there  # version 1 shows a container its own groups as the first ones
        for limit, events, _ in _FILES.values():
            allowed = "".join(_words(folder / limit))
            if allowed.isdecimal() and int(allowed) < _NO_LIMIT and _counted("oom_kill", folder / events):
                return int(allowed) // _MB
    return None


def sweep(homes: dict[str, Path]) -> None:
    """Remove the groups of keepers that were killed before they could; an empty group is all that can be removed."""
    ours = _name("")
    for folder in dict.fromkeys(homes.values()):
        for group in folder.glob(f"{ours}[0-9]*"):
            if not Path("/proc", group.name.removeprefix(ours)).exists():
                _removed(group)


def _name(keeper: int | str) -> str:
    """What the group of a keeper is called. Numbers of processes mean something in their namespace alone, and containers may share
    the tree of groups: in another one, a keeper of that number is not ours, nor is it dead if it is not in sight."""
    return f"grade-{os.stat('/proc/self/ns/pid').st_ino}-{keeper}"


class Group:
    """The group of one worker, in each hierarchy. Its keeper makes it and goes in, so that the worker is born in it, and
    then goes out again: a change of groups takes the kernel some 10 ms, which so nobody waits for."""

    def __init__(self, homes: dict[str, Path]) -> None:
        name = _name(os.getpid())
        self._homes = tuple(dict.fromkeys(homes.values()))
        self._folders = [folder / name for folder in self._homes]
        self._came_from = [_place_of_ours(folder) for folder in self._homes]
        for folder in self._folders:
            folder.mkdir(exist_ok=True)
        memory, self._tasks = homes["memory"] / name, homes["pids"] / name / "pids.max"
        self._failures = memory / "memory.failcnt"
        files = _FILES[(memory / "memory.max").exists()]
        self._memory, self._events, self._used = (memory / file for file in files)

    def limit(self, *, memory_mb: int, tasks: int) -> None:
        """How much there will be."""
        self._memory.write_text(str(memory_mb * _MB))
        self._tasks.write_text(str(tasks))

    def enter(self) -> None:
        """Put this process, and all that it will start, into the group."""
        for folder in self._folders:
            (folder / "cgroup.procs").write_text("0")

    def leave(self) -> None:
        """Take this process back to where it was; if it must stay, the group does, too, which costs little."""
        for folder in self._came_from:
            with contextlib.suppress(OSError):
                (folder / "cgroup.procs").write_text("0")

    def killed(self) -> bool:
        """Whether the kernel ended a process of the group for the group's memory: not where the whole machine has none left,
        which counts as such an end as well."""
        return _counted("oom_kill", self._events) and self._reached_its_limit()

    def _reached_its_limit(self) -> bool:
        if self._failures.exists():  # version 1
            return _words(self._failures) != ["0"]
        return _counted("oom", self._events)

    def unburdened(self) -> bool:
        """Whether nothing that was done in it is still charged to it: a file system in memory goes some time after the
        last process that could see it."""
        used = _words(self._used)
        return bool(used) and int(used[0]) < LITTLE_MB * _MB

    def remove(self) -> None:
        """Remove the group; everything else in it is dead by now, but the kernel may need a moment to believe it."""
        self.leave()
        deadline = time.monotonic() + REMOVAL_S
        for folder in self._folders:
            while not _removed(folder) and time.monotonic() < deadline:
                time.sleep(0.005)


def _counted(name: str, file: Path) -> bool:
    words = _words(file)
    return name in words and words[words.index(name) + 1] != "0"


def _removed(folder: Path) -> bool:
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False  # still busy; an empty group that stays costs little
    return True


def _place_of_ours(home: Path) -> Path:
    """The group of this process in the hierarchy of `home`: in version 2 that cannot be `home`, since whoever has groups to share
    memory among has no processes."""
    return _own("", _TOP) or home if (home / "cgroup.controllers").exists() else home


def _own(controller: str, top: Path) -> Path | None:
    """Our own group in a hierarchy."""
    for line in _lines(Path("/proc/self/cgroup")):
        _, names, path = line.split(":", 2)
        if controller in names.split(",") and (top / path.strip("/") / "cgroup.procs").exists():
            return top / path.strip("/")
    return None


def _ours(folder: Path) -> bool:
    return os.access(folder, os.W_OK) and os.access(folder / "cgroup.procs", os.W_OK)


def _words(path: Path) -> list[str]:
    return [word for line in _lines(path) for word in line.split()]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        return []
