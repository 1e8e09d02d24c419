"""Tier `uid`: root on an old kernel."""

from grader.sandbox.tiers.tier import Tier
from grader.worker.walls import layers

UID = Tier(
    name=layers.UID,
    stands_on="a user of its own for each worker; system call filter",
    leaves_open="every file that all users may read, names of other processes, sockets that everybody may use",
    to_have_it="Run as root, with an interpreter that every user can read.",
    others_work="refused",
)
