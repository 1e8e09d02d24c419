"""One worker in namespaces of its own: nothing of the machine is in sight, and nothing can stay behind."""

from __future__ import annotations

import os
import sys
from pathlib import Path

assert sys.platform != "win32"

from grader.worker.walls import confine, exposed, identity, namespaces, root, seccomp, syscalls
from grader.worker.walls.cgroup import Group
from grader.worker.walls.confine import Paths
from grader.worker.walls.exposure import exposure
from grader.worker.walls.layer import WallError, layer
from grader.worker.walls.room import Room


class Namespaced:
    """What stands around one worker: made by its keeper, entered by the worker."""

    stays = True
    """Whether several workers may stand behind it."""

    def __init__(self, paths: Paths, *, landlock: bool, groups: dict[str, Path]) -> None:
        as_root = os.geteuid() == 0
        self._paths, self._room, self._landlock, self._round = paths, Room(), landlock, 0
        with layer("identity"):
            self._user = identity.user_of_its_own(os.getpid()) if as_root else None
        with layer("cgroup"):
            self._group = Group(groups) if groups else None
        try:
            with layer("namespaces"):
                namespaces.separate(as_root=as_root)
            with layer("root"):
                self._exposed = exposure(reads=paths.reads, devices=paths.devices)
            with layer("identity"):
                identity.forget_bounding_set()
            with layer("filter"):
                seccomp.assembled(syscalls.column(), pretend=False, connect=True)
            with layer("namespaces"):
                self._guard = namespaces.Guard()
            self._await_birth()
        except WallError:
            self.clean()
            raise
        self.ours = frozenset({self._guard.pid})

    def furnish(self, room: Room) -> None:
        """How much room there will be."""
        self._room = room
        if self._group is not None:
            with layer("cgroup"):
                self._group.limit(memory_mb=room.memory_mb, tasks=room.tasks)

    def enter(self) -> Path:
        """In the worker: close the wall around this process; its scratch folder."""
        self._guard.forget()
        os.umask(0o022)
        user, group = (os.getuid(), os.getgid()) if self._user is None else (self._user, self._user)
        with layer("root"):
            namespaces.separate_mounts()
            room = self._room
            folder = root.change(user, group, exposed=self._exposed, mb=room.scratch_mb, files=room.scratch_files)
        confine.to_user(self._user)
        confine.reachable(())
        os.environ["PATH"] = exposed.PROGRAMS
        if self._landlock:
            writes = tuple(folder for folder in (root.SCRATCH, *root.PARTS.values()) if folder)
            confine.to_paths(Paths(("/",), writes, self._paths.devices))
        confine.to_calls(same_user=False)
        return folder

    def _await_birth(self) -> None:
        """In the keeper: the next child is born into the group."""
        if self._group is not None:
            with layer("cgroup"):
                self._group.enter()

    def born(self) -> None:
        """In the keeper, which has its child now."""
        if self._group is not None:
            self._group.leave()

    def fallen(self) -> bool:
        """Whether nobody can be born behind the wall any more."""
        return self._guard.is_gone()

    def swept(self) -> bool:
        """End everything behind the wall that may still run; whether nothing is left, so that the wall can stay."""
        return self._guard.sweep() and (self._group is None or self._group.unburdened())

    def again(self) -> None:
        """For the next worker of the same mould: who is born there is not to see how many were before."""
        self._guard.forget_numbers()

    def renew(self) -> None:
        """For the next worker: another user, and nothing of shared memory. The rest of what it sees, it makes itself."""
        self._round += 1
        if self._user is not None:
            self._user = identity.user_of_its_own(os.getpid(), self._round)
        namespaces.separate_shared_memory()
        self._await_birth()

    def kill(self) -> None:
        """End everything behind the wall at once."""
        self._guard.end()

    def over_limit(self) -> str | None:
        """Whether the kernel had to limit its memory; the scratch is limited by its file system."""
        return "memory" if self._group is not None and self._group.killed() else None

    def clean(self) -> None:
        """Nothing else is left: the scratch was memory, and went with its last process."""
        if self._group is not None:
            self._group.remove()
