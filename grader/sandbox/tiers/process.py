"""Tier `process`: limits and process groups, on any system."""

from grader.sandbox.tiers.tier import Tier
from grader.worker.walls import layers

PROCESS = Tier(
    name=layers.PROCESS,
    stands_on="limits, a process group, a clean environment, a scratch folder",
    leaves_open="whatever the user who grades may do",
    to_have_it="",
    others_work="refused",
)
