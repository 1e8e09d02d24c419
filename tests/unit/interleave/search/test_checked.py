"""What a claim says of interpreters that nobody compared it with."""

import sys

import pytest

from grader.interleave.search import checked
from tests.support.programs import explored


@pytest.mark.parametrize("version", checked.VERSIONS)
def test_nothing_is_said_of_an_interpreter_that_was_compared(version):
    assert () == checked.reservations(version, free=False)


def test_one_that_was_not_is_named():
    assert ("the explorer was compared with Python 3.11 to 3.15, and this is 3.16",) == checked.reservations(
        (3, 16), free=False
    )


def test_a_free_threaded_build_is_more_than_steps_one_after_the_other():
    (said,) = checked.reservations((3, 13), free=True)

    assert "free-threaded" in said


def test_a_claim_names_it(monkeypatch):
    monkeypatch.setattr(checked, "VERSIONS", ((3, 1), (3, 2)))

    assert f"compared with Python 3.1 to 3.2, and this is 3.{sys.version_info[1]}" in explored("print(1)").proved
