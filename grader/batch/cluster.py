"""Judges on other machines: a Dask cluster, behind the same futures as the pool on this one.

Each Dask worker keeps a pool of judges of its own, as many as it has threads, with its own walls; what travels to it
are briefs and orders as bytes. Dask runs a task again when its worker dies, and results are keyed, so that one which
was judged twice is kept once. What Dask writes into logs and dashboards (names of tasks, their arguments when one fails)
holds no code of a suite and none of a student: names are digests, arguments do not show themselves, and tasks do not fail.
"""

from __future__ import annotations

import logging
import secrets
import zlib
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any, Self

import msgspec
from distributed import Client, WorkerPlugin, get_worker

from grader.batch.key import Ground
from grader.batch.order import Answer, Brief, Order
from grader.batch.pool import Pool
from grader.errors import GraderError, UsageError, WorkerError

CONNECT_S = 30.0


class Sealed:
    """Bytes that do not show themselves in anybody's log; packed, so that a log of whole messages cannot be read either.
    (Who may listen on the network is another matter: that is what Dask's TLS is for.)"""

    def __init__(self, data: bytes) -> None:
        self._packed = zlib.compress(data, 1)

    @property
    def data(self) -> bytes:
        """What was sealed."""
        return zlib.decompress(self._packed)

    def __repr__(self) -> str:
        return f"<{len(self._packed)} bytes>"


class Bench(WorkerPlugin):
    """The judges of one Dask worker; they come and go with it."""

    def __init__(self, name: str, briefs: Sealed, isolation: str | None) -> None:
        self.name, self._briefs, self._isolation = name, briefs, isolation
        self.pool: Pool | None = None

    def setup(self, worker: Any) -> None:
        """Start the judges: as programs, since a Dask worker has many threads and cannot be forked."""
        briefs = msgspec.msgpack.decode(self._briefs.data, type=dict[str, Brief])
        self.pool = Pool(briefs, jobs=worker.state.nthreads, isolation=self._isolation, fork=False)

    def teardown(self, worker: Any) -> None:
        """End them."""
        if self.pool is not None:
            self.pool.close(at_once=True)


def hear(name: str, order: Sealed) -> bytes:
    """Have an order heard by the judges of the worker that this runs in. Whatever goes wrong is an answer."""
    told = msgspec.msgpack.decode(order.data, type=Order)
    try:
        answer = _pool(get_worker(), name).submit(told).result()
    except Exception as error:
        answer = Answer(key=told.key, kind="failed", reason=f"{type(error).__name__}: {error}")
    return msgspec.msgpack.encode(answer)


def about(name: str, dask_worker: Any = None) -> dict[str, Any]:
    """What the judges of a worker stand on, or why there are none. Dask says which worker."""
    try:
        pool = _pool(dask_worker, name)
        return {**msgspec.to_builtins(pool.ground), "caution": pool.caution}
    except GraderError as error:
        return {"trouble": error.message, "hint": error.hint or ""}


def _pool(worker: Any, name: str) -> Pool:
    bench: Bench = worker.plugins[name]
    assert bench.pool is not None
    return bench.pool


class Cluster:
    """The judges of a whole cluster. A context manager."""

    def __init__(self, briefs: Mapping[str, Brief], scheduler: str, *, isolation: str | None = None) -> None:
        """Connect to the scheduler and set the judges up; UsageError where the cluster cannot do it."""
        self._name = f"grade-{secrets.token_hex(8)}"  # several batches may share a cluster
        self._client: Any
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # a lost scheduler is told by us
        try:
            self._client = Client(scheduler, timeout=CONNECT_S, set_as_default=False, name=self._name)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as absent:
            raise UsageError(
                f"there is no Dask scheduler at {scheduler}: {absent}", hint="Write one like tcp://host:8786."
            ) from None
        try:
            self._set_up(Sealed(msgspec.msgpack.encode(dict(briefs))), isolation)
        except BaseException:
            self._client.close()
            raise
        self._executor = self._client.get_executor(pure=False)

    def _set_up(self, briefs: Sealed, isolation: str | None) -> None:
        try:
            self._client.register_plugin(Bench(self._name, briefs, isolation), name=self._name)
            found = self._client.run(about, self._name)
        except ModuleNotFoundError as absent:
            raise UsageError(
                f"the workers of the cluster do not have {absent.name}",
                hint="Install coursework-grader[cluster] where they run, in the same version.",
            ) from None
        self.jobs = sum(self._client.nthreads().values())
        if not found:
            raise UsageError("the cluster has no workers", hint="Start some, then give the same command again.")
        troubles = {told["trouble"]: told["hint"] for told in found.values() if "trouble" in told}
        for trouble, hint in troubles.items():
            raise WorkerError(f"a worker of the cluster cannot judge: {trouble}", hint=hint or None)
        self.caution = next((told["caution"] for told in found.values() if told["caution"]), "")
        self.ground = _only({worker: _ground(told) for worker, told in found.items()})

    def submit(self, order: Order) -> Future[Answer]:
        """Have an order heard somewhere; Dask moves it elsewhere when that worker dies."""
        if self._client.status != "running":
            raise _lost()
        answer: Future[Answer] = Future()
        sealed = Sealed(msgspec.msgpack.encode(order))
        heard = self._executor.submit(hear, self._name, sealed)
        heard.add_done_callback(lambda done: _hand_over(done, answer, order))
        return answer

    def stop(self) -> None:
        """Which orders are being heard is known to the cluster alone: what is out, a few for each judge, is finished."""

    def close(self) -> None:
        """Let the cluster go; its workers stay for others, without our judges."""
        self._executor.shutdown(wait=False)
        if self._client.status == "running":
            self._client.unregister_worker_plugin(self._name)
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _ground(told: Mapping[str, Any]) -> Ground:
    return Ground(told["grader"], told["python"], told["platform"], told["isolation"], tuple(told["absent"]))


def _only(found: Mapping[str, Ground]) -> Ground:
    """What all workers stand on. Where they differ, equal submissions could get different results."""
    different = sorted({str(ground) for ground in found.values()})
    if len(different) > 1:
        raise UsageError(
            f"the workers of the cluster differ: {'; '.join(different)}",
            hint="Give them the same Python, the same grader and the same rights, or name one --isolation for all.",
        )
    return next(iter(found.values()))


def _lost() -> WorkerError:
    return WorkerError(
        "the connection to the Dask scheduler is lost",
        hint="What is judged is kept. When the scheduler is there again, give the same command again to go on.",
    )


def _hand_over(done: Future[bytes], answer: Future[Answer], order: Order) -> None:
    """The cluster's future becomes ours; what Dask gave up is an answer like any other. We cancel nothing there: Dask does, all at
    once, when it has lost its scheduler."""
    if done.cancelled():
        answer.set_exception(_lost())
        return
    error = done.exception()
    if error is None:
        answer.set_result(msgspec.msgpack.decode(done.result(), type=Answer))
    else:
        reason = f"the cluster gave it up ({type(error).__name__}: {error})"
        answer.set_result(Answer(key=order.key, kind="failed", reason=reason))
