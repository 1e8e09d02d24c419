"""What a suite asked to be explored: with it and a token, a schedule can be run again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, get_args

from grader.interleave.program import Atomicity, Budget, StartMethod

Order = dict[str, Any]
"""What to explore and how, as a worker is told."""


def script_orders() -> Iterator[Order]:
    """Every order that `explore(script=True)` may have given, as far as a token tells them apart."""
    for method, atomicity, output_order in product(get_args(StartMethod), get_args(Atomicity), (False, True)):
        budget = Budget()
        search = {
            "atomicity": atomicity,
            "output_order": output_order,
            "seed": 0,
            "schedules": budget.schedules,
            "steps": budget.steps,
            "seconds": budget.seconds,
        }
        target = {"kind": "script", "observe": [], "start": []}
        yield {"target": target, "search": search, "args": [], "stdin": "", "start_method": method}
