"""What `multiprocessing` logs by: a logger of its own in each process. Spawned children log as their parent did.

What the package itself would write there at the levels INFO and DEBUG is not written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final

from ...actor import current_actor

_NAME: Final = "multiprocessing"
_FORMAT: Final = "[%(levelname)s/%(processName)s] %(message)s"
_KEY: Final = "multiprocessing.log"


def get_logger() -> Any:
    """The package's logger; what it logs goes to no other."""
    logger = _logging().getLogger(_NAME)
    if "logger" not in (known := _known()):
        known["logger"], logger.propagate = logger, 0
    return logger


def log_to_stderr(level: int | None = None) -> Any:
    """Write to stderr what is logged there."""
    actor, logging, logger = current_actor(), _logging(), get_logger()
    if not actor.is_alone_at_home():
        actor.run.escape("multiprocessing.log_to_stderr()")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    logger.addHandler(handler)
    if level:
        logger.setLevel(level)
    _known()["to stderr"] = True
    return logger


def handed_to_spawned() -> Callable[[], None]:
    """For a child that the running process spawns: what it does first of all to log as its parent does now."""
    known = _known()
    heard, level = "to stderr" in known, known["logger"].getEffectiveLevel() if "logger" in known else None

    def prepare() -> None:
        if heard:
            log_to_stderr()
        if level is not None:
            get_logger().setLevel(level)

    return prepare


def _logging() -> Any:
    """The program's `logging`, which stands there while it runs."""
    return sys.modules["logging"]


def _known() -> dict[str, Any]:
    found: dict[str, Any] = current_actor().process.keep(_KEY, dict)
    return found
