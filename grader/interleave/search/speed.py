"""How fast this machine is, beside those on which it was measured what steps cost."""

from __future__ import annotations

import time

ROUNDS = 20_000
USUAL_S = 0.0003
"""What so many rounds of a loop take where a step that is ours takes 30 to 60 µs."""


def slowness() -> float:
    """How many times slower it is now, by processor time; 1 where it is no slower. On a virtual machine that counts what others took of it, too."""
    began = time.process_time()
    for _ in range(ROUNDS):
        pass
    return max(1.0, (time.process_time() - began) / USUAL_S)
