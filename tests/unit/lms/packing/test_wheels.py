"""Wheels: what cannot be had is said."""

import os
from types import SimpleNamespace

import pytest

from grader.errors import GraderError, UsageError
from grader.lms.packing import ourselves
from grader.lms.packing.wheels import fetched


def test_a_version_of_python_is_two_numbers():
    for odd in ("3", "3.x", "3.12.1", "three"):
        with pytest.raises(UsageError, match="is no version of Python"):
            fetched("x.whl", b"", odd, {})


def test_without_an_index_pip_says_so():
    with pytest.raises(
        GraderError, match="pip could not fetch the wheels: ERROR: No matching distribution found"
    ) as said:
        fetched(*ourselves.wheel(), "3.11", {**os.environ, "PIP_NO_INDEX": "1"})
    assert "Is there a way to an index from here?" == said.value.hint


def test_an_installation_without_metadata_makes_no_wheel(monkeypatch):
    broken = SimpleNamespace(version="1", read_text=lambda _: None)
    monkeypatch.setattr(ourselves, "distribution", lambda _: broken)

    with pytest.raises(GraderError, match="this installation of the grader has no METADATA"):
        ourselves.wheel()
