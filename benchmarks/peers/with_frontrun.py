"""One program under frontrun: `frontrun python with_frontrun.py`, the job on standard input."""

from __future__ import annotations

from functools import partial
from typing import Any

import frontrun
from scripts import Job, NotSplittable, Script, Split


def main() -> None:
    """Explore with DPOR, unbounded, and say what frontrun says."""
    job = Job.read()
    limits: dict[str, Any] = {
        "preemption_bound": None, "max_executions": job.schedules, "total_timeout": job.seconds, "reproduce_on_failure": 0,
    }  # fmt: skip
    if job.variant == "script":
        script = Script(job)
        result = frontrun.explore(setup=object, workers=[script], invariant=lambda _: True, **limits)
    else:
        try:
            split = Split(job)
        except NotSplittable:
            return job.answer("inapplicable")
        workers = [partial(split.work, which=n) for n in range(split.workers)]
        result = frontrun.explore(setup=split.make, workers=workers, invariant=split.right, **limits)
    verdict = {True: "holds", False: "found", None: "inconclusive"}[result.property_holds]
    detail = result.inconclusive_reason or result.explanation or ""
    return job.answer(verdict, result.num_explored, detail=detail)


if __name__ == "__main__":
    main()
