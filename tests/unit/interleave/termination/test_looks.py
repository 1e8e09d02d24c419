"""What a model tells of itself is read, and so is told of every state that it may be in."""

import pytest

from tests.support.programs import explored, outputs

TOLD = """
    import threading
    from concurrent.futures import Future
    thing = {make}
    def one():
        {act}
    def two():
        text = {told}
        print([word for word in {words!r} if word in text])
    first, second = threading.Thread(target=one), threading.Thread(target=two)
    first.start(); second.start(); first.join(); second.join()
"""
WAYS = [
    ("threading.Lock()", "thing.acquire()", ["<locked", "unlocked"]),
    ("threading.RLock()", "thing.acquire()", ["<locked", "unlocked"]),
    ("threading.RLock()", "thing.acquire(); thing.acquire()", ["count=0", "count=1", "count=2"]),
    ("threading.Event()", "thing.set()", [": set", ": unset"]),
    ("threading.Semaphore(2)", "thing.acquire()", ["value=1", "value=2"]),
    ("threading.Semaphore(2)", "thing.release()", ["value=2", "value=3"]),
    ("threading.Barrier(2)", "thing.abort()", ["broken", "waiters"]),
    ("threading.Condition()", "thing.acquire()", ["<locked", "unlocked"]),
    ("Future()", "thing.set_result(1)", ["pending", "finished"]),
    ("threading.Thread(target=len)", "thing.start()", ["initial", "started", "stopped"]),
    ("threading.Thread(target=len)", "thing.name = 'x'", ["(x", "(Thread-1"]),
    ("threading.Thread(target=len)", "thing.daemon = True", ["daemon", "initial)"]),
]


@pytest.mark.parametrize("told", ["f'{thing}'", "str([thing])"])
@pytest.mark.parametrize(("make", "act", "words"), WAYS)
def test_what_is_told_of_a_model_depends_on_what_others_did(make, act, words, told):
    if make.startswith("threading.Thread"):
        make = "threading.Thread(target=len, args=('',))"

    found = explored(TOLD.format(make=make, act=act, told=told, words=words))

    assert {word for word in words if any(f"{word!r}" in said for said in outputs(found))} == set(words)
    assert found.exhaustive


def test_a_thread_that_is_printed_may_have_stopped():
    found = explored("import threading\nt = threading.Thread(target=int)\nt.start()\nprint('stopped' in repr(t))\n")

    assert {"False\n", "True\n"} == outputs(found)


def test_a_lock_that_nobody_prints_costs_no_order_more():
    text = """
        import threading
        lock = threading.RLock()
        def work():
            with lock: {}
        ts = [threading.Thread(target=work) for _ in range(2)]
        for t in ts: t.start()
        for t in ts: t.join()
    """
    once, twice = text.format("pass"), text.format("lock.acquire(); lock.release()")

    assert explored(once).schedules == explored(twice).schedules
