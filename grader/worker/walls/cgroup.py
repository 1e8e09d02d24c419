"""A control group for one worker: a hard limit on the memory and the tasks of its whole tree, by the kernel.

Only where this machine lets us make one: version 2 with the controllers delegated, or version 1 as root. Without
it the keeper's look at the tree, twenty times a second, is what limits it.
"""

from __future__ import annotations

import os
from pathlib import Path

_MB = 1024 * 1024
_TOP = Path("/sys/fs/cgroup")
_LIMITS_V2 = {"memory": "memory.max", "pids": "pids.max"}
_LIMITS_V1 = {"memory": "memory.limit_in_bytes", "pids": "pids.max"}


def homes() -> dict[str, Path]:
    """For each controller, the folder in which we may make groups; empty where we may not."""
    unified = _own("", _TOP)
    if unified is not None and {"memory", "pids"} <= set(_words(unified / "cgroup.subtree_control")):
        return dict.fromkeys(_LIMITS_V2, unified) if os.access(unified, os.W_OK) else {}
    found = {name: _own(name, _TOP / name) for name in _LIMITS_V1}
    return {name: folder for name, folder in found.items() if folder is not None and os.access(folder, os.W_OK)}


class Group:
    """The group of one worker, in each hierarchy; made by its keeper, entered by the worker."""

    def __init__(self, homes: dict[str, Path], name: str, *, memory_mb: int, tasks: int) -> None:
        self._folders = {folder / name for folder in homes.values()}
        for folder in self._folders:
            folder.mkdir()
        for controller, home in homes.items():
            unified = (home / "cgroup.controllers").exists()
            file = (_LIMITS_V2 if unified else _LIMITS_V1)[controller]
            limit = memory_mb * _MB if controller == "memory" else tasks
            (home / name / file).write_text(str(limit))

    def enter(self) -> None:
        """Put this process, and all that it will start, into the group."""
        for folder in self._folders:
            (folder / "cgroup.procs").write_text("0")

    def remove(self) -> None:
        """Remove the group; everything in it is dead by now, but the kernel may need a moment."""
        for folder in self._folders:
            try:
                folder.rmdir()
            except OSError:
                continue  # an empty group costs little; the system's own clean-up remains


def _own(controller: str, top: Path) -> Path | None:
    """Our own group in a hierarchy."""
    for line in _lines(Path("/proc/self/cgroup")):
        _, names, path = line.split(":", 2)
        if controller in names.split(",") and (top / "cgroup.procs").exists():
            return top / path.strip("/")
    return None


def _words(path: Path) -> list[str]:
    return [word for line in _lines(path) for word in line.split()]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        return []
