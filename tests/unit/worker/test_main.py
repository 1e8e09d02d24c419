"""Where the other side looks for modules."""

from importlib.machinery import EXTENSION_SUFFIXES

import pytest

from grader.worker.main import found_from


@pytest.fixture
def installed(tmp_path):
    """A folder that holds the grader, and what it needs."""

    def made_for(suffix):
        (tmp_path / "greenlet").mkdir()
        (tmp_path / "greenlet" / f"_greenlet{suffix}").touch()
        return tmp_path

    return made_for


def ourselves(folder):
    return str(folder / "grader" / "worker" / "main.py")


def test_what_we_need_is_found_where_somebody_installed_it_for_themselves_alone(installed):
    """`pip install --user`, which pip does by itself where it may not write elsewhere."""
    folder = installed(EXTENSION_SUFFIXES[0])

    assert ["lib", str(folder)] == found_from(ourselves(folder), ["lib"])


def test_what_is_made_for_another_interpreter_is_not_looked_for(installed):
    folder = installed(".cpython-26-other.so")

    assert ["lib"] == found_from(ourselves(folder), ["lib"])


def test_nothing_is_looked_for_twice(installed):
    folder = installed(EXTENSION_SUFFIXES[0])
    path = ["lib", str(folder)]

    assert path == found_from(ourselves(folder), path)
