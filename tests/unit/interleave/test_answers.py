"""The story of a pool says whose task was done first: no line of the program's does."""

from __future__ import annotations

import pytest

from grader.interleave.ending import Step
from tests.support.programs import explored, program, story

pytestmark = pytest.mark.slow  # the same on every interpreter

IN_THE_ORDER_OF_THE_ANSWERS = {
    "a pool of processes": (
        "from multiprocessing import Pool",
        "Pool(2)",
        "list(pool.imap_unordered(tenfold, [1, 2]))",
    ),
    "a pool of threads": (
        "from multiprocessing.pool import ThreadPool",
        "ThreadPool(2)",
        "list(pool.imap_unordered(tenfold, [1, 2]))",
    ),
    "an executor of threads": (
        "from concurrent.futures import ThreadPoolExecutor, as_completed",
        "ThreadPoolExecutor(2)",
        "[done.result() for done in as_completed([pool.submit(tenfold, 1), pool.submit(tenfold, 2)])]",
    ),
    "an executor of processes": (
        "from concurrent.futures import ProcessPoolExecutor, as_completed",
        "ProcessPoolExecutor(2)",
        "[done.result() for done in as_completed([pool.submit(tenfold, 1), pool.submit(tenfold, 2)])]",
    ),
}


def answers(steps: tuple[Step, ...]) -> list[str]:
    """Who gave one, in order."""
    return [step.actor for step in steps if step.action in ("returns", "finishes")]


@pytest.mark.parametrize(
    ("brought", "made", "asked"), IN_THE_ORDER_OF_THE_ANSWERS.values(), ids=IN_THE_ORDER_OF_THE_ANSWERS
)
def test_whose_task_is_done_first_is_told_by_the_name_of_the_worker(brought, made, asked):
    found = explored(f"""
        {brought}
        def tenfold(number):
            return 10 * number
        if __name__ == "__main__":
            with {made} as pool:
                print({asked})
    """)
    turned = next(one for one in found.endings if one.ending.stdout == "[20, 10]\n")
    told = answers(turned.witness.steps)

    assert 2 == len(told) == len(set(told))
    assert "MainThread" not in told


def test_what_a_worker_of_a_pool_returns_is_told():
    steps = story(
        program("""
        from multiprocessing import Pool
        def halved(number):
            return 10 // number
        if __name__ == "__main__":
            with Pool(2) as pool:
                for made in [pool.apply_async(halved, (5,)), pool.apply_async(halved, (0,))]:
                    try:
                        print(made.get())
                    except ZeroDivisionError:
                        print("no")
    """)
    )
    told = {step.value for step in steps if step.action == "returns"}

    assert {"2", "an error"} == told


def test_a_future_that_nobody_asks_is_not_told():
    found = explored("""
        from concurrent.futures import ThreadPoolExecutor
        total = 0
        def add(number):
            global total
            before = total
            total = before + number
        with ThreadPoolExecutor(2) as pool:
            for number in (1, 2):
                pool.submit(add, number)
        print(total)
    """)
    lost = [one for one in found.endings if one.ending.stdout != "3\n"]

    assert 2 == len(lost)
    assert [] == [who for one in lost for who in answers(one.witness.steps)]


def test_a_worker_that_the_end_of_its_pool_finds_idle_is_not_told_to_be_cut_off():
    found = explored("""
        from multiprocessing import Pool
        if __name__ == "__main__":
            with Pool(3) as pool:
                print(list(pool.imap_unordered(abs, [-1, 2])))
    """)
    actions = {step.action for one in found.endings for step in one.witness.steps}

    assert "returns" in actions
    assert actions.isdisjoint({"never begins", "is cut off"})


@pytest.mark.parametrize(
    ("brought", "made"),
    [
        ("from multiprocessing.pool import ThreadPool", "ThreadPool(2)"),
        ("from multiprocessing import Pool", "Pool(2)"),
    ],
    ids=["threads", "processes"],
)
def test_a_number_that_python_does_not_write_is_no_trouble(brought, made):
    """Whoever lets a pool work out factorials gets them."""
    found = explored(f"""
        {brought}
        from math import factorial
        if __name__ == "__main__":
            with {made} as pool:
                print([number % 7 for number in pool.map(factorial, [2000, 3000])])
    """)

    assert "[0, 0]\n" in {one.ending.stdout for one in found.endings}
    assert {"finished"} == {one.ending.kind for one in found.endings}


def test_a_variable_with_a_number_that_python_does_not_write_is_told_without_it():
    found = explored("""
        from threading import Thread
        big = 10**5000
        total = 0
        def add():
            global total
            before = total
            total = before + big
        threads = [Thread(target=add) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(total // big)
    """)

    assert {"1\n", "2\n"} == {one.ending.stdout for one in found.endings}
