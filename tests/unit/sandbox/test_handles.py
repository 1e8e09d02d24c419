"""What a handle makes of an answer that no worker of ours gives."""

import dataclasses

import pytest

from grader.sandbox.handles import DataHandle


class Told:
    """A conversation that answers each question so."""

    def __init__(self, answer):
        self._answer = answer

    def ask(self, verb, *_):
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


@pytest.mark.parametrize("names", [["x", "class", 3, "not a name", "x"], ["x"], ("x", b"y")])
def test_names_of_fields_that_are_none_are_left_out(names):
    point = DataHandle(Told(names), 1, "Point", "", None, "dataclass")

    assert ["x"] == [field.name for field in dataclasses.fields(point)]


def test_there_is_an_end_to_the_fields_of_an_object():
    names = [f"x{number}" for number in range(2_000)]

    assert 1_000 == len(dataclasses.fields(DataHandle(Told(names), 1, "Point", "", None, "dataclass")))


@pytest.mark.parametrize("answer", [3, None, OSError("gone")])
def test_of_data_that_does_not_say_what_it_holds_the_class_is_shown(answer):
    assert "<the submission's Point>" == repr(DataHandle(Told(answer), 1, "Point", "", None, "dataclass"))
