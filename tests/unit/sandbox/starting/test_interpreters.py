"""Other interpreters of this machine."""

import os
import sys
import sysconfig
from pathlib import Path

import pytest

from grader.errors import AbsentError
from grader.sandbox.starting import interpreters
from tests.support.systems import runs_scripts

OWN = "{}.{}".format(*sys.version_info[:2]) + "t" * bool(sysconfig.get_config_var("Py_GIL_DISABLED"))


@pytest.fixture
def found_on_path(tmp_path, monkeypatch):
    """Put something on the path that answers to the name of a version."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)

    def put(version, *lines, below=""):
        folder = tmp_path / below
        folder.mkdir(parents=True, exist_ok=True)
        shim = folder / ("python" if below else f"python{version}")
        shim.write_text("#!/bin/sh\n" + "".join(f"echo {line}\n" for line in lines))
        shim.chmod(0o755)
        return str(shim)

    return put


def test_this_one_is_always_there():
    assert sys.executable == interpreters.find(OWN)


@runs_scripts
def test_one_that_answers_to_its_name_and_can_work(found_on_path):
    assert found_on_path("3.98", "3.98", "can work") == interpreters.find("3.98")


@runs_scripts
def test_a_free_threaded_build_is_another_version(found_on_path):
    found_on_path("3.98t", "3.98", "can work")

    with pytest.raises(AbsentError, match=r"Python 3\.98t is not on this machine"):
        interpreters.find("3.98t")


@runs_scripts
def test_a_shim_that_does_not_answer_is_passed_over(found_on_path):
    found_on_path("3.98")
    managed = found_on_path("3.98", "3.98", "can work", below=".pyenv/versions/3.98.1/bin")

    assert managed == interpreters.find("3.98")


def test_who_has_no_home_is_told_that_there_is_none(tmp_path, monkeypatch):
    def nowhere():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(Path, "home", nowhere)

    assert [] == interpreters.others(["3.98"])
    assert not interpreters.is_here("3.98")


@runs_scripts
def test_one_that_lacks_what_a_worker_needs(found_on_path):
    found_on_path("3.98", "3.98")

    with pytest.raises(AbsentError, match=r"Python 3\.98 is on this machine, and lacks greenlet: pip install greenlet"):
        interpreters.find("3.98")


@runs_scripts
def test_one_whose_greenlet_crashes_without_the_lock(found_on_path):
    found_on_path("3.98t", "3.98t", "crashes")

    with pytest.raises(
        AbsentError, match=r"Python 3\.98t is on this machine, and its greenlet is not made for free-threaded builds: "
    ):
        interpreters.find("3.98t")


@runs_scripts
def test_the_launcher_of_windows_knows_where_one_is(found_on_path, tmp_path):
    managed = found_on_path("3.98", "3.98", "can work", below="Programs")
    (tmp_path / "py").write_text(f'#!/bin/sh\ntest "$1" = -3.98 && echo "{managed}"\n')
    (tmp_path / "py").chmod(0o755)

    assert managed == interpreters.find("3.98")
    with pytest.raises(AbsentError, match=r"Python 3\.97 is not on this machine"):
        interpreters.find("3.97")


@runs_scripts
def test_a_shim_in_front_hides_nobody(found_on_path, tmp_path, monkeypatch):
    found_on_path("3.98", "pyenv: command not found")
    behind = tmp_path / "behind"
    behind.mkdir()
    (tmp_path / "python3.98").rename(behind / "python3.98")
    real = found_on_path("3.98", "3.98", "can work")
    monkeypatch.setenv("PATH", f"{behind}{os.pathsep}{'a' * 300}{os.pathsep}{tmp_path}")

    assert real == interpreters.find("3.98")


@runs_scripts
def test_others_are_told_with_what_they_lack(found_on_path):
    found_on_path("3.96", "3.96", "can work")
    found_on_path("3.97", "3.97")

    assert ["3.96", "3.97 (lacks greenlet: pip install greenlet)"] == interpreters.others([OWN, "3.96", "3.97", "3.98"])


@runs_scripts
def test_one_that_cannot_be_asked(found_on_path):
    Path(found_on_path("3.98")).write_text("#!/no/such/interpreter\n")

    with pytest.raises(AbsentError, match=r"Python 3\.98 is not on this machine"):
        interpreters.find("3.98")
