"""Threads that do the same come in one order where every order is gone through, unless something tells them apart."""

import pytest

from grader.interleave.program import Budget, Calls, Search
from grader.interleave.twins import INTERCHANGEABLE
from tests.support.programs import explored, outputs, program
from tests.support.reduction import proved_endings

pytestmark = pytest.mark.slow  # the same on every interpreter

MANY = """
    import threading, os, random, sys, time
    lock, n, seen = threading.Lock(), 0, []
    def work():
        global n
        {work}
    ts = [threading.Thread(target=work) for _ in range({number})]
    {start}
    print(n, seen)
"""
TOGETHER = "for t in ts: t.start()\n    for t in ts: t.join()"
SAFELY = "with lock: n += 1"


def many(work=SAFELY, start=TOGETHER, number=2):
    return MANY.format(work=work, start=start, number=number)


def printed(text, *, twins):
    """What it prints and how it ends, in all orders that the reduction finds, or with twins in one."""
    endings = proved_endings(program(text), Search(budget=Budget(schedules=3_000, seconds=30)), twins=twins)
    return {(ending.kind, ending.stdout) for ending in endings}


def test_as_many_as_there_may_be_take_one_order():
    found = explored(many(number=20))

    assert found.exhaustive
    assert found.schedules < 10
    assert {"20 []\n"} == set(outputs(found))
    assert INTERCHANGEABLE in found.proved


def test_what_they_do_after_their_first_act_comes_in_every_order():
    found = explored(many("n += 1", number=3))

    assert {"1 []\n", "2 []\n", "3 []\n"} == set(outputs(found))


def test_who_is_not_the_same_is_no_twin():
    text = many(number=3)

    for other in (
        text.replace("target=work", "target=lambda: work()"),
        text.replace("target=work) for _ in", "target=work, args=(i,)) for i in").replace("work():", "work(i):"),
        text.replace("target=work", "target=work, args=([],)").replace("work():", "work(i):"),
        text.replace("target=work", "target=work, kwargs={}")
        .replace("kwargs={}", "kwargs={'i': 1}")
        .replace("work():", "work(i):"),
    ):
        assert INTERCHANGEABLE not in explored(other).proved


@pytest.mark.parametrize(
    ("setup", "target"),
    [
        ("class Box:\n        def add(self): work()\n    box = Box()", "box.add"),
        ("", "work, args=()"),
        ("def give(a, b, c): work()\n    things = []", "give, args=(1000, 'x' * 3, things)"),
        ("def give(a, b, c): work()\n    many = int('1000')", "give, args=(many, 1, None)"),
    ],
)
def test_the_same_is_the_same_object(setup, target):
    text = many(number=3).replace("ts =", f"{setup}\n    ts =").replace("target=work", f"target={target}")

    assert INTERCHANGEABLE in explored(text).proved


def test_calls_of_a_suite_are_twins_where_their_text_is_the_same():
    text = "import threading\nn, lock = 0, threading.Lock()\ndef add(by):\n    global n\n    with lock: n += by\n"

    same = explored(text, Calls(("add(1)",) * 6))
    others = explored(text, Calls(("add(1)", "add(2)")))

    assert same.exhaustive
    assert INTERCHANGEABLE in same.proved
    assert INTERCHANGEABLE not in others.proved


@pytest.mark.parametrize(
    ("work", "start"),
    [
        ("seen.append(threading.current_thread().name)", TOGETHER),
        ("seen.append(threading.get_ident())", TOGETHER),
        ("seen.append(threading.get_native_id())", TOGETHER),
        ("seen.append(0); seen[0] and seen.append(1); seen[5 - len(seen)]", TOGETHER),
        ("lock.acquire(timeout=1)", TOGETHER),
        ("time.time()\n        with lock: n += 1", TOGETHER),
        ("threading.Thread(target=seen.append, args=(n,)).start(); n += 1", TOGETHER),
        (SAFELY, "for t in ts: t.start()\n    ts[1].join(); print(n)"),
        (SAFELY, "for t in ts: t.start()\n    ts[1].join(); print(ts[0].is_alive())"),
        (SAFELY, "for t in ts: t.start()\n    ts[1].join(1); print(n)"),
        (SAFELY, "for t in ts: t.start()\n    print(threading.active_count())"),
        (
            SAFELY,
            "for t in ts: t.start()\n    u = threading.Thread(target=lambda: (ts[1].join(), print(n))); u.start()",
        ),
        ("lock.acquire(); n += 1", "for t in ts: t.start()\n    ts[1].join(); print(n)"),
        ("seen.append(0); os._exit(len(seen))", TOGETHER),
        (
            "seen.append(0)\n        if len(seen) == 1:\n"
            "            try: ts[0].join()\n            except RuntimeError: n = 'myself'",
            TOGETHER,
        ),
        (
            "seen.append(0)\n        if len(seen) == 1: sys.exit()",
            "threading.excepthook = lambda args: print(args.thread is ts[0])\n    " + TOGETHER,
        ),
        ("print('here'); lock.acquire()", "for t in ts: t.daemon = True; t.start()\n    lock.acquire()"),
    ],
)
def test_what_tells_them_apart_brings_every_order_back(work, start):
    text = many(work, start)

    assert printed(text, twins=False) == printed(text, twins=True)


@pytest.mark.parametrize("told", ["arg is a", "id(arg) == id(a)"])
@pytest.mark.parametrize("equal", ["int('100000')", "''.join(['ab', 'cd'])", "float(3)"])
def test_what_is_only_equal_is_not_the_same(equal, told):
    text = f"""
        import threading
        seen = []
        a, b = [{equal} for _ in range(2)]
        def work(arg): seen.append({told})
        ts = [threading.Thread(target=work, args=(arg,)) for arg in (a, b)]
        for t in ts: t.start()
        for t in ts: t.join()
        print(seen)
    """

    assert 2 == len(printed(text, twins=True))


def test_who_was_told_apart_is_no_premise():
    found = explored(many("seen.append(threading.current_thread().name)"))

    assert found.exhaustive
    assert INTERCHANGEABLE not in found.proved
    assert 2 == len(outputs(found))


def test_twins_that_wait_for_ever_all_wait():
    """One that would begin after another that waits is not forgotten."""
    found = explored("""
        import queue, threading
        q = queue.Queue()
        ts = [threading.Thread(target=q.get) for _ in range(3)]
        def work(): q.get()
        ts = [threading.Thread(target=work) for _ in range(3)]
        for t in ts: t.start()
        print("waiting")
    """)

    (ending,) = found.endings
    assert "deadlock" == ending.ending.kind
    assert 3 == ending.ending.detail.count("waits for an item") or 3 == sum(
        actor.status == "blocked" for actor in ending.ending.actors if actor.kind == "thread"
    )


def test_sequential_ones_are_not_held_back_by_each_other():
    found = explored(many(start="for t in ts:\n        t.start()\n        t.join()", number=4))

    assert found.exhaustive
    assert {"4 []\n"} == set(outputs(found))
