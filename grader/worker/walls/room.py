"""How much of the machine one worker may take."""

from __future__ import annotations

import resource
import sys
from dataclasses import dataclass

assert sys.platform != "win32"

from grader.worker.walls.layers import SCRATCH_FILES, SCRATCH_MB

SPARE_TASKS = 64


@dataclass(frozen=True, slots=True)
class Room:
    """Bounds that the wall itself keeps; time, memory and output are the worker's and its keeper's."""

    actors: int = 64
    memory_mb: int = 4096
    """Beyond this the kernel ends what asks for more, where it can be told to; the keeper looks earlier."""
    scratch_mb: int = SCRATCH_MB
    scratch_files: int = SCRATCH_FILES

    @property
    def tasks(self) -> int:
        """Processes and threads."""
        return 4 * self.actors + SPARE_TASKS


def limit_tasks(most: int) -> None:
    """Bound processes and threads of this user; only where no one else's are counted with them."""
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
