"""Who counts as left behind after a program's end, and in which order a run is made ready."""

from types import SimpleNamespace

import pytest

from grader.interleave.program import Program
from grader.worker.idle import Look
from grader.worker.limits import Bounds
from grader.worker.really import supervise

PROGRAM = SimpleNamespace(pid=1)


@pytest.fixture
def scene(monkeypatch):
    """`scene((second, living, own seconds), …)`: what each look shows; who is left behind, or the limit passed."""

    def play(*looks, most=9, slowness=1.0):
        told, now = iter(looks), [0.0, (), 0.0]

        def living(**_):
            now[:] = next(told)
            return [PROGRAM.pid, *now[1]]

        monkeypatch.setattr(supervise, "reaper", SimpleNamespace(living_descendants=living))
        monkeypatch.setattr(supervise, "Idleness", lambda: SimpleNamespace(look=lambda _: Look(0.0, now[2])))
        monkeypatch.setattr(supervise, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=lambda _: None))
        monkeypatch.setattr(supervise, "slowness", lambda: slowness)
        net = SimpleNamespace(crowded=lambda living: "processes" if len(living) > most else "")
        why, left = supervise._survivors(PROGRAM, net)
        return why or left

    return play


def test_nobody_is_left_of_a_program_that_was_alone(scene):
    assert () == scene((0.0, (), 0.0))


def test_who_waits_for_the_processor_is_waited_for(scene):
    """On a busy machine a tracker of multiprocessing's takes seconds to notice that it is over."""
    assert () == scene((0.0, (7,), 0.0), (3.0, (7,), 0.1), (9.0, (7,), 0.4), (12.0, (), 0.0))


def test_who_had_time_and_lives_on_is_left_behind(scene):
    assert (7, 8) == scene((0.0, (7, 8), 0.0), (0.6, (7, 8), 0.6))


def test_on_a_slow_machine_it_takes_more_time_of_ones_own_to_end(scene):
    """There the fork server of a program that had closed its pool was told to be still alive."""
    assert () == scene((0.0, (7,), 0.0), (0.9, (7,), 0.9), (2.0, (7,), 1.9), (2.1, (), 0.0), slowness=4.0)
    assert (7,) == scene((0.0, (7,), 0.0), (2.2, (7,), 2.1), slowness=4.0)


def test_not_even_the_busiest_machine_makes_it_wait_for_ever(scene):
    assert (7,) == scene((0.0, (7,), 0.0), (19.0, (7,), 0.0), (20.5, (7,), 0.0))


def test_who_outlives_the_program_may_not_be_more_than_a_program_may(scene):
    """Nobody looked any more, for as long as they were waited for."""
    assert "processes" == scene((0.0, (7, 8), 0.0), (0.1, (7, 8, 9), 0.1), most=2)


def test_who_hears_notes_is_there_before_there_are_threads(monkeypatch, tmp_path):
    """Making room for its descriptor takes ten milliseconds where there are."""
    made = []

    class Asked(Exception):
        pass

    def start(*_):
        raise Asked

    monkeypatch.setattr(supervise, "Hearing", lambda _: made.append("hearing"))
    monkeypatch.setattr(supervise, "Listener", lambda _: made.append("a thread"))
    monkeypatch.setattr(supervise, "_start", start)
    monkeypatch.setattr(supervise.system, "adopt_orphans", lambda: None)
    program = Program(folder="", entry="a.py", sources={})

    with pytest.raises(Asked):
        supervise.supervise(supervise.Order(program, Bounds(), tmp_path, 1.0, scaled=False))

    assert ["hearing", "a thread", "a thread"] == made
