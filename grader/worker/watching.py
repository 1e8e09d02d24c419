"""What a worker is asked for in which nothing of the program runs in its own process: it starts another, and watches."""

from __future__ import annotations

from typing import Any


def only_watches(request: dict[str, Any]) -> bool:
    """Whether it is that: then what the worker computes is not the program's doing, and grows with the time on the wall."""
    return bool(request["job"] == "run" and request["clock"] != "virtual")
