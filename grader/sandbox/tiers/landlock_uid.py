"""Tier `landlock-uid`: for root in a container that allows no namespaces."""

from grader.sandbox.tiers.tier import Tier
from grader.worker.walls import layers

LANDLOCK_UID = Tier(
    name=layers.LANDLOCK_UID,
    stands_on="a user of its own for each worker; Landlock; system call filter",
    leaves_open=(
        "names of other processes, existence and size of files, sockets in folders that everybody may use; "
        "before Linux 6.12 abstract sockets, too"
    ),
    to_have_it=(
        "Run as root, with the capabilities that Docker gives if nobody asks, on a kernel with Landlock (5.13, switched on), "
        "with an interpreter that every user can read: not one in a private home folder."
    ),
    others_work="yes",
)
