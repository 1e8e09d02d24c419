"""Judges on a cluster: a real scheduler, real workers, one of them killed in the middle of a batch."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from textwrap import dedent

import pytest

from grader.batch.cluster import Cluster, Sealed
from grader.batch.order import brief_of
from grader.errors import UsageError, WorkerError
from tests.sandbox.test_pool import WRONG, _outcome, an_order
from tests.support.courses import RIGHT, SLUG, a_course

pytestmark = pytest.mark.slow
PATIENCE_S = 60

SUITE = '''
    from grader.suite import points

    @points(1)
    def test_one_call_adds_one(submission):
        """CANARY-OF-THE-SUITE"""
        program = submission.load()
        program.increase()
        assert program.database_value == 1
    '''


class Machines:
    """A scheduler and workers, each a process."""

    def __init__(self, folder):
        self._folder = folder
        self.processes = []
        self.file = folder / "scheduler.json"
        self._start(
            "dask_scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1", "--scheduler-file", self.file
        )
        deadline = time.monotonic() + PATIENCE_S
        while not self.file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)

    @property
    def address(self):
        import json

        return json.loads(self.file.read_text())["address"]

    def worker(self, **environ):
        """One more worker, without a nanny who would start it again; its process."""
        words = [
            "--scheduler-file",
            self.file,
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
            "--host",
            "127.0.0.1",
        ]
        return self._start("dask_worker", *words, "--local-directory", self._folder, **environ)

    def _start(self, program, *words, **environ):
        log = (self._folder / f"{program}-{len(self.processes)}.log").open("wb")
        command = [sys.executable, "-m", f"distributed.cli.{program}", *map(str, words)]
        environ = {**os.environ, "DASK_LOGGING__DISTRIBUTED": "debug", "TMPDIR": str(self._folder), **environ}
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=self._folder, env=environ)
        log.close()
        self.processes.append(process)
        return process

    def logs(self):
        return "".join(path.read_text(errors="replace") for path in self._folder.glob("*.log"))

    def end(self):
        """The workers first: one that has lost its scheduler looks for it for a long time."""
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def machines(tmp_path):
    machines = Machines(tmp_path)
    yield machines
    machines.end()


@contextmanager
def a_cluster(tmp_path, machines, **more):
    course = a_course(tmp_path / "course", SUITE)
    brief = brief_of(course.title, course.exercise(SLUG))
    with Cluster({SLUG: brief}, machines.address, **more) as cluster:
        yield cluster


def wait_for(machines, count):
    from distributed import Client

    with Client(machines.address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=PATIENCE_S)


def test_a_batch_survives_the_loss_of_a_machine(tmp_path, machines):
    lost, _ = machines.worker(), machines.worker()
    wait_for(machines, 2)
    with a_cluster(tmp_path, machines) as cluster:
        assert 2 == cluster.jobs
        assert cluster.ground.isolation
        orders = [
            an_order(str(n), f"{dedent(RIGHT)}\n# CANARY-OF-A-STUDENT {n}\n" if n % 3 else WRONG) for n in range(24)
        ]
        futures = {order.key: cluster.submit(order) for order in orders}
        next(iter(futures.values())).result(PATIENCE_S)
        os.kill(lost.pid, signal.SIGKILL)
        found = {key: _outcome(future.result(PATIENCE_S)) for key, future in futures.items()}

    assert {str(n): "passed" if n % 3 else "failed" for n in range(24)} == found
    assert "CANARY" not in machines.logs()
    assert "grade-" in machines.logs(), "the logs were written"


def test_a_batch_ends_with_a_word_when_the_scheduler_is_lost(tmp_path, machines):
    scheduler, _ = *machines.processes, machines.worker()
    wait_for(machines, 1)
    with a_cluster(tmp_path, machines) as cluster:
        futures = [cluster.submit(an_order(str(n), f"{dedent(RIGHT)}\n# {n}\n")) for n in range(24)]
        futures[0].result(PATIENCE_S)
        os.kill(scheduler.pid, signal.SIGKILL)

        with pytest.raises(WorkerError, match="the connection to the Dask scheduler is lost"):
            futures[-1].result(PATIENCE_S)
        with pytest.raises(WorkerError, match="the connection to the Dask scheduler is lost"):
            cluster.submit(an_order("more", RIGHT))


@pytest.mark.long
def test_the_same_command_on_a_cluster(tmp_path, machines):
    from tests.acceptance.test_batch import batch, rows
    from tests.support.classes import on_disk

    machines.worker()
    wait_for(machines, 1)
    a_course(tmp_path / "course", SUITE)
    on_disk(tmp_path / "in", {"ada.py": RIGHT, "ben.py": WRONG, "cleo.txt": "?"})
    done = batch(tmp_path / "course", tmp_path, "--engine", "dask", "--scheduler", machines.address)

    assert 3 == done.returncode, done.stderr
    assert {"ada.py": "1", "ben.py": "0", "cleo.txt": ""} == {
        author: row["points"] for author, row in rows(tmp_path).items()
    }
    done = batch(tmp_path / "course", tmp_path)
    assert "0 different submissions to judge." in done.stderr, "here and there are the same ground"


def test_a_cluster_without_workers(tmp_path, machines):
    with pytest.raises(UsageError, match="the cluster has no workers"), a_cluster(tmp_path, machines):
        pass


def test_a_tier_that_the_machines_cannot_have(tmp_path, machines):
    machines.worker()
    wait_for(machines, 1)
    with pytest.raises(Exception, match="no-such-tier"), a_cluster(tmp_path, machines, isolation="no-such-tier"):
        pass


def test_no_cluster_at_all(tmp_path, monkeypatch):
    monkeypatch.setattr("grader.batch.cluster.CONNECT_S", 0.5)
    with pytest.raises(UsageError, match=r"there is no Dask scheduler at tcp://127\.0\.0\.1:1"):
        Cluster({}, "tcp://127.0.0.1:1")


def test_what_travels_does_not_show_itself():
    sealed = Sealed(b"CANARY" * 10)

    assert "bytes>" in repr(sealed) == str(sealed)
    assert "CANARY" not in repr(sealed) + repr(vars(sealed))
    assert b"CANARY" * 10 == sealed.data
