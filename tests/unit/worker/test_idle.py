"""Asleep or only waiting for the processor."""

import subprocess
import sys
import time

from grader.worker import idle
from grader.worker.idle import Idleness
from grader.worker.systems.processes import Task
from tests.support.systems import tells_of_sleep


def asleep_after(code: str, seconds: float, enough: float = 1.0) -> float:
    """For how long a child that runs this code is said to be asleep, looked at all the while, or until it is enough."""
    idleness = Idleness()
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        asleep, until = 0.0, time.monotonic() + seconds
        while time.monotonic() < until and asleep < enough:
            asleep = idleness.look([process.pid]).asleep_s
            time.sleep(0.01)
        process.kill()
    return asleep


@tells_of_sleep
def test_who_waits_for_input_is_asleep():
    assert 0.2 <= asleep_after("print(flush=True); input()", seconds=30, enough=0.2)


def test_who_computes_is_not():
    assert 0.2 > asleep_after("print(flush=True)\nwhile True: pass", 0.5)


def test_who_wakes_up_now_and_then_is_not():
    assert 0.2 > asleep_after("import time\nprint(flush=True)\nwhile True: time.sleep(0.02)", 0.5)


def test_what_is_gone_is_not_asleep():
    assert 0.1 > Idleness().look([2**22 + 1]).asleep_s


@tells_of_sleep
def test_time_in_the_queue_is_nobodys_own_but_only_since_the_first_look(monkeypatch):
    clock, queued = [100.0], [7.0]
    monkeypatch.setattr(idle.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(idle.system, "tasks", lambda pid: [Task(False, 0, int(queued[0] * 1e9))])
    idleness = Idleness()

    assert 0.0 == idleness.look([1]).own_s
    clock[0], queued[0] = 103.0, 9.5
    assert 0.5 == idleness.look([1]).own_s


@tells_of_sleep
def test_who_was_stopped_is_asleep():
    stops = "import os, signal\nprint(flush=True)\nos.kill(os.getpid(), signal.SIGSTOP)"
    assert 0.2 <= asleep_after(stops, seconds=30, enough=0.2)


@tells_of_sleep
def test_who_waits_for_the_programs_own_does_not_wait_for_the_machine(monkeypatch):
    """Sixty that compute on two processors queue for fifty-eight seconds in each second: time passes all the same."""
    clock, tasks = [100.0], [Task(False, 0, 0)] * 60
    monkeypatch.setattr(idle.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(idle, "_CORES", 2)
    monkeypatch.setattr(idle.system, "tasks", lambda pid: tasks)
    idleness = Idleness()
    idleness.look([1])

    clock[0] = 130.0
    tasks[:] = [Task(False, 10**9, 29 * 10**9)] * 60
    assert 30.0 == idleness.look([1]).own_s
    tasks[:] = [Task(False, 10**8, 299 * 10**8)] * 60  # a machine that is busy with others
    clock[0] = 140.0
    assert 30.0 == idleness.look([1]).own_s, "what has passed has passed"


def test_where_no_queue_is_told_of_what_others_compute_is_nobodys_own_time(monkeypatch):
    """As on Windows: of two processors one was idle for a second, and the program computed for three."""
    now = 100.0
    monkeypatch.setattr(idle, "_CORES", 2)
    monkeypatch.setattr(idle.time, "monotonic", lambda: now)
    idleness = Idleness()
    assert 0 == idleness._look_at_the_machine([0.75, 0.25], 5.0).own_s
    now = 110.0
    assert 2 == idleness._look_at_the_machine([1.75, 2.25], 6.0).own_s
    assert 2 == idleness._look_at_the_machine([], 6.0).own_s  # they have ended
    assert 8.25 == idleness._look_at_the_machine([0.25, 9.0], 6.0).own_s  # no faster can one of them compute
    assert 10 == idleness._look_at_the_machine([4.0], 60.0).own_s
