"""Where judges come from: this machine, or a cluster. Nothing above knows which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from grader.batch.engine import Judges
from grader.batch.order import Brief
from grader.errors import UsageError


@contextmanager
def judges(
    briefs: Mapping[str, Brief], *, engine: str, scheduler: str | None, jobs: int, isolation: str | None
) -> Iterator[Judges]:
    """Open the judges of an engine. For `local` this process must have a single thread yet."""
    if engine == "dask":
        if scheduler is None:
            raise UsageError("--engine dask needs the address of a scheduler", hint="--scheduler tcp://host:8786")
        try:
            from grader.batch.cluster import Cluster
        except ImportError as absent:
            hint = 'pip install "coursework-grader[cluster]"'
            raise UsageError(f"the cluster engine is not installed ({absent.name})", hint=hint) from None
        with Cluster(briefs, scheduler, isolation=isolation) as cluster:
            yield cluster
        return
    from grader.batch.pool import Pool

    if scheduler is not None:
        raise UsageError("--scheduler is for --engine dask")
    with Pool(briefs, jobs=jobs, isolation=isolation) as pool:
        yield pool
