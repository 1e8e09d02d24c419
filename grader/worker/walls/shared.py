"""One worker in the machine's own file system: in a scratch folder, as a user of its own, behind Landlock, or both."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

assert sys.platform != "win32"

from grader.worker import abandoned, scratch
from grader.worker.walls import confine, exposed, identity
from grader.worker.walls.confine import Paths
from grader.worker.walls.domain import Domain
from grader.worker.walls.layer import WallError, layer
from grader.worker.walls.layers import Layers
from grader.worker.walls.room import Room, limit_tasks
from grader.worker.walls.usage import Usage

SHARED_MEMORY = "/dev/shm"


class Shared:
    """What stands around one worker: made by its keeper, entered by the worker, cleaned by the keeper."""

    ours: frozenset[int] = frozenset()
    stays = False

    def __init__(self, layers: Layers, paths: Paths, folder: Path) -> None:
        self._layers, self._paths, self._room, self._place = layers, paths, Room(), folder
        with layer("identity"):
            self._user = identity.user_of_its_own(os.getpid()) if layers.own_user else None
        with layer("landlock"):
            self._domain = Domain() if layers.same_user else None
        self._folder: Path | None = None

    def furnish(self, room: Room) -> None:
        """Make the scratch folder."""
        self._room = room
        with layer("scratch"):
            made = self._folder = scratch.make(str(self._place.parent), self._place.name)
            self._held = abandoned.hold(made)
            self._usage = Usage(str(made), self._user)
            if self._user is not None:
                for folder in (made, *made.iterdir()):
                    os.chown(folder, self._user, self._user)

    def enter(self) -> Path:
        """In the worker: close the wall around this process; its scratch folder."""
        folder = self._folder
        if folder is None:
            raise WallError("scratch: there is none")
        if self._layers == Layers():
            return folder
        os.umask(0o022)
        os.environ["PATH"] = exposed.PROGRAMS
        if self._user is not None:
            with layer("limits"):
                limit_tasks(self._room.tasks)
            with layer("identity"):
                identity.forget_bounding_set()
        confine.to_user(self._user)
        if self._user is not None:
            confine.reachable((*self._paths.reads, str(folder)))
        if self._layers.landlock:
            # Without a namespace of processes, whoever watches a program's children needs all of /proc.
            paths, writes = self._paths, tuple(filter(os.path.isdir, (str(folder), SHARED_MEMORY)))
            confine.to_paths(Paths((*paths.reads, "/proc"), writes, paths.devices, paths.lists))
        confine.to_calls(same_user=self._layers.same_user)
        return folder

    def born(self) -> None:
        """Nothing was waiting for it."""

    def fallen(self) -> bool:
        """It stands on nobody."""
        return False

    def swept(self) -> bool:
        """Without a namespace of processes nobody can say that nothing is left."""
        return False

    def again(self) -> None:
        """There is no mould."""

    def renew(self) -> None:
        """It stands around one worker only."""

    def kill(self) -> None:
        """End all that the worker has left at one stroke, wherever it hides and however fast it forks: by its own user,
        or, where it has none, by the domain that it cannot leave."""
        if self._domain is not None:
            self._domain.end()
        if self._user is not None:
            end_all_of(self._user)

    def over_limit(self) -> str | None:
        """`disk` when the scratch holds more bytes or files than it may."""
        if self._layers == Layers():
            return None
        return self._usage.beyond(self._room.scratch_mb, self._room.scratch_files)

    def clean(self) -> None:
        """Remove the scratch folder, and what the worker's own user left in shared memory."""
        if self._folder is not None:
            scratch.remove(self._folder)
            abandoned.let_go(self._held)
            self._usage.remove_shared()


def end_all_of(user: int) -> None:
    """End all processes of a user that no one has but one worker."""
    try:
        killer = os.fork()
    except OSError:
        return  # no process left to do it: the keeper ends those that it finds, one by one, and then tries again
    if killer == 0:
        _kill_all(user)
    os.waitpid(killer, 0)


def _kill_all(user: int) -> None:
    """As that user: kill whatever it may. As any other, this would be the end of the machine's work."""
    try:
        identity.become(user)
        if sys.platform == "linux" and user > 0 and {user} == set(os.getresuid()):
            os.kill(-1, signal.SIGKILL)
    finally:
        os._exit(0)
