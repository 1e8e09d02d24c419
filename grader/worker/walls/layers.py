"""Which layers make which tier of the ladder. Pure data, shared by the two sides."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layers:
    """What stands around a worker of one tier, beside its limits and, in all but the last, the filter of system calls."""

    namespaces: bool = False
    own_user: bool = False
    """A user id of its own; only root can give one."""
    landlock: bool = False
    same_user: bool = False
    """The worker is the grader's own user: what Landlock leaves open is closed by the filter."""

    @property
    def swept_after(self) -> bool:
        """Workers share folders for everybody, and what one leaves there is known by its user and removed after its end:
        so they are there one at a time."""
        return self.own_user and not self.namespaces


SCRATCH_MB, SCRATCH_FILES = 64, 4096
"""What a worker may write."""
TRIAL_S = 30.0
"""How long nothing may be heard while a tier is tried: on a slow machine with much to do that takes seconds. Who ends is heard of at once."""
NAMESPACES, LANDLOCK_UID, LANDLOCK, UID, PROCESS = "namespaces", "landlock-uid", "landlock", "uid", "process"

LADDER: dict[str, Layers] = {
    NAMESPACES: Layers(namespaces=True),
    LANDLOCK_UID: Layers(own_user=True, landlock=True),
    LANDLOCK: Layers(landlock=True, same_user=True),
    UID: Layers(own_user=True),
    PROCESS: Layers(),
}
"""Strongest first: the one place that says which tiers there are, and in which order."""
GREETING_S = 60 + TRIAL_S * len(LADDER)
"""How long it may take until an interpreter has started and tried them all."""
