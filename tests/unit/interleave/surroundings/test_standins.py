"""The stand-ins of a program's modules: there while it runs, and for good where nobody comes after it."""

import sys
from types import ModuleType

import pytest

from grader.interleave.models.patch import ModelModule
from grader.interleave.surroundings.standins import StandIns


@pytest.fixture(autouse=True)
def _modules_as_they_were():
    before = dict(sys.modules)
    yield
    sys.modules.clear()
    sys.modules.update(before)


def standins():
    return StandIns([ModelModule("queue", lambda _: {"Queue": "another"})])


def test_afterwards_everything_is_as_it_was():
    known = sys.modules["queue"]
    with standins().installed():
        assert "another" == sys.modules["queue"].Queue
        sys.modules["of the program"] = ModuleType("of the program")
        del sys.modules["json"]

    assert known is sys.modules["queue"]
    assert "json" in sys.modules
    assert "of the program" not in sys.modules


def test_where_nobody_comes_after_they_stay():
    with standins().installed(for_good=True):
        pass

    assert "another" == sys.modules["queue"].Queue


def test_a_stand_in_says_that_it_is_a_module():
    assert "<class 'module'>" == repr(type(standins().modules["queue"]))
