"""`threading.Event`: whom `set` finds waiting has been woken, whatever comes after."""

import pytest

from grader.interleave.program import Script
from tests.support.brute_force import every_schedule, outline
from tests.support.programs import explored, outputs, program, timed

PULSED = """
    import threading, time
    event = threading.Event()
    def wait():
        print({wait})
    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.1)
    {pulses}
    thread.join()
"""


def pulsed(wait="event.wait()", pulses=1):
    return PULSED.format(wait=wait, pulses="event.set(); event.clear(); " * pulses)


def test_who_waits_is_woken_though_clear_follows_at_once():
    assert "True\n" == timed(pulsed()).stdout


def test_who_comes_later_is_not_woken():
    found = explored(pulsed())

    assert {"finished", "deadlock"} == {end.ending.kind for end in found.endings}
    assert found.exhaustive


def test_a_limited_wait_says_whether_it_was_woken():
    assert "True\n" == timed(pulsed("event.wait(0.2)")).stdout
    assert "False\n" == timed(pulsed("event.wait(0.05)")).stdout
    assert {"True\n", "False\n"} == outputs(explored(pulsed("event.wait(0.05)")))


def test_a_wait_is_one_act_where_nothing_is_cleared():
    """What nobody clears stays set: to begin to wait is no act then, and costs no orders."""
    text = """
        import threading
        event = threading.Event()
        thread = threading.Thread(target=event.wait)
        thread.start()
        event.set()
        thread.join()
    """

    assert explored(text).schedules < explored(text + "    event.clear()").schedules


@pytest.mark.parametrize("wait", ["event.wait()", "event.wait(), event.wait()", "event.wait(1), event.is_set()"])
@pytest.mark.parametrize("pulses", [1, 2])
def test_a_proof_has_every_ending(wait, pulses):
    """Who was woken and has not gone on yet may go on before or after all that comes next."""
    text = pulsed(wait, pulses)
    everything = every_schedule(program(text), Script(), limit=20_000)
    found = explored(text)

    assert everything.complete
    assert found.exhaustive
    assert set(everything.found) == {outline(end.ending) for end in found.endings}
