"""Records of the engine as plain JSON."""

from collections import OrderedDict
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path, PureWindowsPath
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from grader.worker import evidence


@dataclass(frozen=True)
class Inner:
    name: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class Outer:
    inner: Inner
    values: Any = None


class Pair(NamedTuple):
    one: int
    other: Inner


class Reading(float):
    """A number that is a class of its own."""


class Level(IntEnum):
    HIGH = 3


def test_records_are_told_field_by_field():
    told = evidence.plain(Outer(Inner("a", (1, 2)), {"x": 1}))

    assert {"inner": {"name": "a", "places": [1, 2]}, "values": {"x": 1}} == told


def test_whatever_is_a_sequence_or_a_mapping_is_told_as_one():
    inner = Inner("a", ())
    told = {"name": "a", "places": []}

    assert [1, told] == evidence.plain(Pair(1, inner))
    assert {"1": told} == evidence.plain(MappingProxyType({1: inner}))
    assert {"k": [told]} == evidence.plain(OrderedDict(k=[inner]))


def test_atoms_are_as_they_are():
    assert ["a", 1, 1.5, True, None, Level.HIGH] == evidence.plain(["a", 1, 1.5, True, None, Level.HIGH])
    assert float is type(evidence.plain(Reading(2.5)))


def test_observed_values_travel_as_values_do():
    told = evidence.plain(Outer(Inner("", ()), {"list": [1], "object": Level, "huge": list(range(300_000))}))

    assert ["l", 1] == told["values"]["list"]
    assert "h" == told["values"]["object"][0]
    assert ["R", "object"] == told["values"]["huge"][:2]


def test_the_scratch_folder_is_nowhere_in_what_is_told():
    scratch = Path("/tmp/grade-x1")
    said = {"a": ["at /tmp/grade-x1/work/p.py", {"b": "/tmp/grade-x1/work"}], "c": "/tmp/grade-x1/tmp/f", "d": 1}

    assert {"a": ["at p.py", {"b": "."}], "c": "~/tmp/f", "d": 1} == evidence.without(scratch, said)


@pytest.mark.parametrize("written", [str, PureWindowsPath.as_posix, lambda path: repr(str(path)).strip("'")])
def test_a_scratch_folder_of_windows_is_left_out_however_it_is_written(written):
    scratch = PureWindowsPath(r"C:\Users\Zoë\Temp\grade-0123456789ab")
    told = [written(path) for path in (scratch / "work" / "p.py", scratch / "work", scratch / "tmp")]

    assert ["p.py", ".", "~/tmp"] == evidence.without(scratch, told)
