"""One program under interleave-test (Python 3.12 or later): the job on standard input."""

from __future__ import annotations

import interleave_test as it
from scripts import Job, Script


def main() -> None:
    """Search with the strategy the variant names; a bounded exhaustive search that ends without a failure `holds`."""
    job = Job.read()
    result = it.explore(
        Script(job), iterations=job.schedules, seed=0, strategy=job.variant, timeout=job.seconds, raise_on_failure=False,
    )  # fmt: skip
    if result.failure is not None:
        kind = "inconclusive" if result.failure.kind == "hang" else "found"
        return job.answer(kind, result.schedules_run, detail=str(result.failure)[:300])
    return job.answer("holds" if result.exhausted else "nothing", result.schedules_run)


if __name__ == "__main__":
    main()
