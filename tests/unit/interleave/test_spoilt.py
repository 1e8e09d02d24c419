"""A run whose records somebody has exchanged is no run, and no fault of the engine's."""

import pytest

from grader.interleave import actor
from grader.interleave.explore import explore
from grader.interleave.program import Calls
from grader.interleave.run.run_state import KEPT, RunState, Spoilt
from grader.interleave.session import Session
from grader.interleave.timed import run_timed
from grader.worker import service
from tests.support.programs import program

TEXT = "import threading\nlock = threading.Lock()\ndef work():\n    with lock: spoil()\nwork()\n"


@pytest.fixture
def spoiling(monkeypatch):
    """The program has got at the run, and does something to it."""

    def begin(act):
        import builtins

        monkeypatch.setattr(builtins, "spoil", lambda: act(actor.current_actor().run), raising=False)
        return program(TEXT)

    return begin


@pytest.mark.parametrize("name", sorted(KEPT))
def test_whatever_a_run_keeps_is_of_its_kind_or_spoilt(spoiling, name):
    spoilt = spoiling(lambda run: setattr(run, name, 5.5))

    with pytest.raises(Spoilt, match=f"{name} of a run is no "):
        run_timed(spoilt)


def test_a_search_and_a_session_say_so_as_well(spoiling):
    spoilt = spoiling(lambda run: setattr(run, "trace", 5))

    with pytest.raises(Spoilt, match="trace of a run is no list"):
        explore(spoilt, Calls(("work", "work")))
    with pytest.raises(Spoilt, match="trace of a run is no list"), Session(spoilt) as session:
        session.module()


def test_a_worker_tells_it_as_interference(monkeypatch):
    def job(*_):
        raise Spoilt("trace of a run is no list any more")

    monkeypatch.setitem(service.JOBS, "search", job)

    answer = service._answer(None, {"job": "search"})
    assert ["what the engine keeps was replaced: trace of a run is no list any more"] == answer["notices"]


def test_nothing_is_spoilt_that_nobody_touched(spoiling):
    assert "finished" == run_timed(spoiling(RunState.must_be_whole)).kind
