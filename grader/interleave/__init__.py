"""The explorer: a student's unmodified program under a controlled scheduler.

`run_timed` runs it once on a virtual clock, `Session` keeps it for calls, `explore` searches its interleavings and
`replay` repeats one. Data types of the contracts are in `program` and `ending`.
"""

from .explore import explore, replay
from .session import Session, Stuck
from .timed import run_timed
from .token import BadToken
from .trouble import trouble_of

__all__ = ["BadToken", "Session", "Stuck", "explore", "replay", "run_timed", "trouble_of"]
