"""Files of an output folder, where nobody replaces one that is open."""

import threading

import pytest

from grader.batch import places
from grader.batch.places import alone, put
from grader.errors import GraderError


def test_one_publishes_at_a_time(tmp_path):
    order = []

    def other():
        with alone(tmp_path):
            order.append("other")

    with alone(tmp_path):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(3 * places.LOOK_S)
        order.append("first")
    thread.join()
    assert ["first", "other"] == order


def test_a_file_that_is_open_for_a_moment_is_replaced_when_it_is_closed(tmp_path):
    put(tmp_path / "grades.csv", b"old")
    held = (tmp_path / "grades.csv").open("rb")
    threading.Timer(0.3, held.close).start()

    put(tmp_path / "grades.csv", b"new")
    assert b"new" == (tmp_path / "grades.csv").read_bytes()


def test_one_that_stays_open_is_told_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "PATIENCE_S", 0.1)
    put(tmp_path / "grades.csv", b"old")
    with (
        (tmp_path / "grades.csv").open("rb"),
        pytest.raises(GraderError, match=r"grades\.csv cannot be written") as told,
    ):
        put(tmp_path / "grades.csv", b"new")

    assert "close it" in told.value.hint
    assert b"old" == (tmp_path / "grades.csv").read_bytes()
    assert ["grades.csv"] == [path.name for path in tmp_path.iterdir()]
