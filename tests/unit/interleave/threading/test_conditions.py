"""Conditions and semaphores: what they ask of the state of things when an act is done, and not before."""

import pytest

from tests.support.programs import explored, in_life, outputs
from tests.support.reduction import proved_of_two

CONDITION = "c = threading.Condition(threading.Lock()); told = []"
NOTIFIES = "try: c.notify(); told.append('notified')\n        except RuntimeError: told.append('refused')"


def test_who_notifies_without_the_lock_passes_for_its_owner_while_another_holds_it():
    assert {"['notified']", "['refused']"} == proved_of_two(NOTIFIES, "with c: pass", "told", CONDITION)


def test_a_lock_that_another_has_given_back_is_ours_no_more():
    one = "c.acquire()\n        " + NOTIFIES

    assert {"['notified']", "['refused']"} == proved_of_two(one, "c.release()", "told", CONDITION)


def test_who_waits_no_time_at_all_lets_the_lock_go_all_the_same():
    setup = "c = threading.Condition(); ready = []; told = []"
    one = "with c: told.extend([bool(ready), bool(c.wait_for(lambda: ready, timeout=0))])"
    found = proved_of_two(one, "with c: ready.append(1)", "told", setup)

    assert {"[False, False]", "[False, True]", "[True, True]"} == found


@pytest.mark.parametrize("module", ["threading", "multiprocessing"])
def test_who_waits_for_ever_on_a_condition_is_said_to_wait_for_a_notify(module):
    found = explored(f"""
        import {module}
        if __name__ == "__main__":
            done = {module}.Condition()
            with done:
                done.wait()
    """)

    assert "MainThread waits for a notify of done (line 6)" == found.endings[0].ending.detail


PERMITS = """
    import threading
    permits = threading.BoundedSemaphore(2)
    took, refused = [0, 0], []
    def gives(name):
        try: permits.release()
        except ValueError: refused.append(name)
    def takes(n):
        permits.acquire(); took[n] = 1
        gives(n)
    def meddles():
        seen = list(took)
        gives("m")
        print(seen, permits._value)
    ts = [threading.Thread(target=takes, args=(n,)) for n in (0, 1)] + [threading.Thread(target=meddles)]
    for t in ts: t.start()
    for t in ts: t.join()
    print(refused)
"""


def test_once_somebody_gives_back_what_another_took_the_order_of_all_counts():
    told = outputs(explored(PERMITS))

    assert {"[1, 1] 1\n[0]\n", "[1, 1] 1\n[1]\n"} <= told


def test_they_tell_themselves_as_in_life():
    text = """
import re, threading
class Mine(threading.Semaphore): pass
class Own(threading.Event): pass
for made in (threading.Semaphore(2), threading.BoundedSemaphore(3), Mine(), threading.Event(), Own(), threading.Barrier(2)):
    print(re.sub("0x[0-9a-f]+", "", repr(made)))
"""
    assert {in_life(text)} == outputs(explored(text))


@pytest.mark.parametrize(
    "wait",
    [
        "threading.Event().wait('3')",
        "threading.Semaphore(0).acquire(timeout='3')",
        "threading.Barrier(2).wait('3')",
        "t = threading.Timer('3', print); t.start(); t.join()",
    ],
)
def test_a_timeout_that_is_no_number_is_a_mistake_of_the_programs(wait):
    (found,) = explored(f"import threading\n{wait}").endings

    assert found.ending.kind == "exception"
    assert "TypeError" in found.ending.detail


def test_a_timer_may_have_no_time_at_all_or_no_end():
    text = "import threading\nt = threading.Timer({}, print, ['rings'])\nt.start()\n{}\nt.join()"

    assert {"rings\n"} == outputs(explored(text.format(-1, "")))
    assert ["deadlock"] == [one.ending.kind for one in explored(text.format(None, "")).endings]
