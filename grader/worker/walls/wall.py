"""The wall of one tier, as a zygote keeps it: everything that is the same for all its workers is found out once."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

assert sys.platform != "win32"

from grader.worker import reaper, scratch
from grader.worker.walls import cgroup, exposed, identity, landlock
from grader.worker.walls.confine import Paths
from grader.worker.walls.layers import LADDER, Layers
from grader.worker.walls.namespaced import Namespaced
from grader.worker.walls.shared import Shared, end_all_of
from grader.worker.walls.usage import Usage

Enclosure = Namespaced | Shared


class Wall:
    """Puts one tier's layers around workers; scratch folders on disk are made in `folder`."""

    def __init__(self, tier: str, folder: str) -> None:
        self.tier, self.folder = tier, folder
        self._place = self.reserve()
        self._layers = LADDER[tier]
        bare = self._layers == Layers()
        self._paths = Paths((), (), ())
        if not bare:
            self._paths = Paths(exposed.readable(), (), exposed.devices(), (exposed.package(),))
        self._groups = cgroup.homes() if self._layers.namespaces else {}
        cgroup.sweep(self._groups)
        self._landlock = not bare and _kernel_has_landlock()

    def hide_keeper(self) -> None:
        """In the zygote: its memory, and that of the keepers it forks, is not for the worker's eyes."""
        if self._layers != Layers():
            identity.be_unreadable()

    def without_groups(self) -> bool:
        """Do without control groups; False if there are none to do without."""
        had, self._groups = self._groups, {}
        return bool(had)

    def reserve(self) -> Path:
        """In the zygote, before it forks a keeper: where that one will make its scratch folder, if it makes any."""
        self._place = Path(self.folder, scratch.name())
        return self._place

    def around(self) -> Enclosure:
        """In the keeper of one worker: what will stand around it."""
        if self._layers.namespaces:
            return Namespaced(self._paths, landlock=self._landlock, groups=self._groups)
        return Shared(self._layers, self._paths, self._place)

    def bereft(self, keeper: int, place: Path, others: Collection[int]) -> None:
        """In the zygote: this keeper was killed, so nobody has ended what its worker started, nor removed its folder. Behind
        namespaces that ended with it; what has a user of its own is found by that; the rest by being our children now,
        and none of the `others`, who still keep theirs."""
        if self._layers.namespaces:
            return
        user = identity.user_of_its_own(keeper) if self._layers.own_user else None
        if user is not None:
            end_all_of(user)
        reaper.end_everything(spared={keeper, *others})
        if place.exists():
            scratch.remove(place)
        Usage(str(place), user).remove_shared()


def _kernel_has_landlock() -> bool:
    try:
        return landlock.version() >= 1
    except OSError:
        return False
