"""Tier `landlock`: an ordinary user where no namespaces are allowed."""

from grader.sandbox.tiers.tier import Tier
from grader.worker.walls import layers

LANDLOCK = Tier(
    name=layers.LANDLOCK,
    stands_on="Landlock, signals and abstract sockets included; system call filter; no connections at all",
    leaves_open=(
        "names of other processes, existence and size of files, what is left in /dev/shm; "
        "forkserver and Manager do not work inside"
    ),
    to_have_it="A kernel whose Landlock keeps signals in (6.12), switched on.",
    others_work="warned",
)
