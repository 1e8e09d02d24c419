"""One program under frontrun: `frontrun python with_frontrun.py`, the job on standard input."""

from __future__ import annotations

from functools import partial
from typing import Any

import frontrun
from scripts import Job, NotSplittable, Script, Split


def explored(job: Job) -> Any:
    """What frontrun says of the whole script as its only worker, or of its threads, one worker each."""
    limits: dict[str, Any] = {
        "preemption_bound": None,
        "max_executions": job.schedules,
        "total_timeout": job.seconds,
        "reproduce_on_failure": 0,
    }
    if job.variant == "script":
        return frontrun.explore(setup=object, workers=[Script(job)], invariant=lambda _: True, **limits)
    split = Split(job)
    workers = [partial(split.work, which=n) for n in range(split.workers)]
    return frontrun.explore(setup=split.make, workers=workers, invariant=split.right, **limits)


def main() -> None:
    """Explore with DPOR, unbounded, and say what frontrun says."""
    job = Job.read()
    try:
        result = explored(job)
    except NotSplittable:
        return job.answer("inapplicable")
    except Exception as error:
        if not job.raised(error):
            raise
        return job.answer("found", detail=repr(error))
    verdict = {True: "holds", False: "found", None: "inconclusive"}[result.property_holds]
    detail = result.inconclusive_reason or result.explanation or ""
    return job.answer(verdict, result.num_explored, detail=detail)


if __name__ == "__main__":
    main()
