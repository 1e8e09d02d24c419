"""What computing takes where functions are said to cost time: one call at a time in each interpreter, on so many cores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.interleave.run.cores import Cores
from grader.interleave.timed import run_timed
from tests.support.programs import program

PROGRAM = """
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Pool, Process
from threading import Thread
import time

def compute(n=0):
    return n * n

def wait(n):
    time.sleep(1)

if __name__ == "__main__":
    WORK
"""


def seconds(work: str, cpus: int = 3, **computing: float) -> float:
    text = PROGRAM.replace("WORK", work.replace("\n", "\n    "))
    ending = run_timed(program(text, cpus=cpus), computing=computing or {"compute": 1.0})
    assert "finished" == ending.kind, ending.detail
    return ending.virtual_duration


@pytest.mark.parametrize(
    ("work", "takes"),
    [
        ("for n in range(6): compute(n)", 6),
        ("with ThreadPoolExecutor(6) as pool: list(pool.map(compute, range(6)))", 6),  # the GIL
        ("with ThreadPoolExecutor(6) as pool: list(pool.map(wait, range(6)))", 1),  # waiting needs none
        ("with ProcessPoolExecutor(3) as pool: list(pool.map(compute, range(6)))", 2),
        ("with Pool(3) as pool: pool.map(compute, range(7))", 3),
        ("with Pool(2) as pool: pool.map(compute, range(6))", 3),
        ("with Pool(6) as pool: pool.map(compute, range(6))", 2),  # more processes than cores gain nothing
        ("with Pool(3) as pool: [pool.apply(compute) for n in range(6)]", 6),  # each waits for the one before
        ("for n in range(6): Process(target=compute).start()", 2),
        ("for n in range(2): p = Process(target=compute); p.start(); p.join()", 2),
    ],
)
def test_what_threads_and_processes_gain(work, takes):
    assert takes == pytest.approx(seconds(work), abs=0.01)


def test_each_function_has_its_own_price():
    assert 2.5 == pytest.approx(seconds("compute()\ncompute()\nwait(1)", compute=0.75), abs=0.01)
    assert 0 == pytest.approx(seconds("compute()", other=5.0), abs=0.01)


def test_a_thread_that_waits_lets_another_compute():
    work = "t = Thread(target=wait, args=(1,)); t.start()\ncompute()\nt.join()"

    assert 1 == pytest.approx(seconds(work), abs=0.01)


def test_one_core_is_one_core():
    assert 3 == pytest.approx(seconds("for n in range(3): Process(target=compute).start()", cpus=1), abs=0.01)


@given(st.permutations([0, 0, 0, 1, 1, 1, 2, 2]))
def test_processes_that_have_a_core_each_do_not_wait_for_one_another(calls):
    """However many threads of each ask at once."""
    cores = Cores({"compute": 1.0}, 3)
    over = [(process, cores.take("compute", process, 0.0)) for process in calls]

    assert sorted(over) == [(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.sampled_from("ab"))), st.integers(1, 3))
def test_no_more_compute_at_once_than_there_are_cores_and_one_of_each_interpreter(calls, number):
    cores, now, done = Cores({"a": 1.0, "b": 3.0}, number), 0, []
    for process, later, function in calls:
        now += later
        over = cores.take(function, process, now)
        done.append((over - cores.costs[function], over, process))
        assert now <= done[-1][0]

    for begins, _, process in done:
        others = [other for start, end, other in done if start <= begins < end]
        assert len(others) <= number
        assert others.count(process) == 1
