"""How much of the machine one worker may take."""

from __future__ import annotations

import resource
from dataclasses import dataclass

SCRATCH_MB = 64
SCRATCH_FILES = 4096
SPARE_TASKS = 64


@dataclass(frozen=True, slots=True)
class Room:
    """Bounds that the wall itself keeps; time, memory and output are the worker's and its keeper's."""

    actors: int = 64
    scratch_mb: int = SCRATCH_MB
    scratch_files: int = SCRATCH_FILES

    def limit_tasks(self) -> None:
        """Bound processes and threads of this user; only where no one else's are counted with them."""
        most = 4 * self.actors + SPARE_TASKS
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
