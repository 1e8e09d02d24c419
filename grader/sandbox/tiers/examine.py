"""What every rung and every layer is worth on this machine: tried on the other side, for `grade doctor`."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

from grader.sandbox.starting.command import command
from grader.sandbox.tiers.process import PROCESS
from grader.sandbox.tiers.tier import Tier
from grader.worker.walls.layers import GREETING_S

HOLDS = "holds"


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found. A tier that holds has `holds`; else the reason why not."""

    tiers: dict[str, str]
    layers: dict[str, str]


def examined(tiers: Sequence[Tier]) -> Examined:
    """Try each of the tiers, and look at the layers."""
    if list(tiers) == [PROCESS]:
        return Examined({PROCESS.name: HOLDS}, {})
    words = command("probe", tempfile.gettempdir(), *(tier.name for tier in tiers))
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=GREETING_S, env={}, check=True)
        told = json.loads(done.stdout)
        return Examined(dict(told["tiers"]), dict(told["layers"]))
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as odd:
        return Examined({tier.name: f"it could not be tried ({type(odd).__name__})" for tier in tiers}, {})
