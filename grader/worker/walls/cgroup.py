"""A control group for one worker: a hard limit on the memory and the tasks of its whole tree, kept by the kernel.

Only where this machine lets us make one: version 2 with its controllers delegated (a systemd user's own groups, a service with
`Delegate=yes`) or as root, or version 1 as root. Without it the keeper's look at the tree, twenty times a second, is what limits it; with it a tree that grows faster than
anybody looks, or that leaves the keeper no processor, is limited as well.
"""

from __future__ import annotations

import contextlib
import os
import sys
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
SESSION, TRIES = "graders", 10
"""Where the processes go of a group that is to share its controllers; how often they are looked for, since they fork."""
REMOVAL_S = 1.0
LITTLE_MB = 8
"""More than an empty group is charged with (under half of one), and too little for the next worker to miss."""


def homes() -> dict[str, Path]:
    """For each controller, the folder in which we may make groups; empty unless both have one."""
    own = _own("", _TOP)
    if own is not None and (home := home_of(own)) is not None:
        return dict.fromkeys(CONTROLLERS, home)
    found = {name: _own(name, _TOP / name) for name in CONTROLLERS}
    writable = {name: folder for name, folder in found.items() if folder is not None and _ours(folder)}
    return writable if len(writable) == len(CONTROLLERS) else {}


def home_of(own: Path) -> Path | None:
    """In version 2: where groups may be made by who is in `own`. Beside it not if it has a limit on memory, which would not
    hold there any more; in it if it was delegated, and then it holds for all of them."""
    for folder in (own, own.parent):
        if folder != own and _words(own / "memory.max") not in ([], ["max"]):
            return None
        if _ours(folder) and (_shares(folder) or (_is_delegated(folder) and _begins_to_share(folder))):
            return folder
    return None


def _shares(folder: Path) -> bool:
    return set(CONTROLLERS) <= set(_words(folder / "cgroup.subtree_control"))


def _is_delegated(folder: Path) -> bool:
    """Whether systemd has left this group to who is in it, and looks no further."""
    if sys.platform != "linux":
        return False
    try:
        return os.getxattr(folder, "user.delegate") == b"1"
    except OSError:
        return False


def _begins_to_share(folder: Path) -> bool:
    """Have a group share its controllers among those below it, if it has them. Who does has no processes: they go below, too."""
    if not set(CONTROLLERS) <= set(_words(folder / "cgroup.controllers")):
        return False
    for _ in range(TRIES):
        with contextlib.suppress(OSError):
            for process in _words(folder / "cgroup.procs"):
                (folder / SESSION).mkdir(exist_ok=True)
                with contextlib.suppress(ProcessLookupError):
                    (folder / SESSION / "cgroup.procs").write_text(process)
            (folder / "cgroup.subtree_control").write_text(" ".join(f"+{name}" for name in CONTROLLERS))
            return True
    return False


def spent_mb(top: Path = _TOP) -> int | None:
    """What may be used of memory in this container or service, if the kernel has ended a process in it for want of more."""
    own = _own("", top) or top
    for folder in (own, *own.parents):  # a limit holds for all below
        events = folder / "memory.events.local"  # others count the ends that limits below brought
        if (spent := _allowed_mb(folder / "memory.max")) and _counted("oom", events):
            return spent
        if folder == top:
            break
    # Version 1 shows a container its own groups as the first ones.
    folder = _own("memory", top / "memory") or top / "memory"
    limit, events, _ = (folder / file for file in _FILES[False])
    return _allowed_mb(limit) if _counted("oom_kill", events) else None


def _allowed_mb(limit: Path) -> int | None:
    allowed = "".join(_words(limit))
    return int(allowed) // _MB if allowed.isdecimal() and int(allowed) < _NO_LIMIT else None


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
        self._failures, self._swap = memory / "memory.failcnt", memory / "memory.swap.max"
        files = _FILES[(memory / "memory.max").exists()]
        self._memory, self._events, self._used = (memory / file for file in files)

    def limit(self, *, memory_mb: int, tasks: int) -> None:
        """How much there will be. What is swapped out would not count."""
        self._memory.write_text(str(memory_mb * _MB))
        if self._swap.exists():
            self._swap.write_text("0")
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
