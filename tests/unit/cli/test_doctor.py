"""What `grade doctor` finds."""

import os
import stat
import sys

import pytest

from grader.cli import doctor
from grader.cli.doctor import Finding, interpreters
from grader.interleave import checked
from grader.sandbox import tiers
from tests.unit.cli.test_console import a_console


def test_this_machine_is_described():
    console, out, _ = a_console(terminal=False)

    assert 0 == doctor.doctor(console)
    text = "".join(out.getvalue().split())
    for said in ("this interpreter", sys.executable, "isolation", "process", "start methods", "spawn", "cores"):
        assert said.replace(" ", "") in text


def test_what_is_missing_is_an_error_with_advice(monkeypatch):
    monkeypatch.setattr(doctor, "NEEDED", ("json", "no_such_library"))
    console, out, _ = a_console(terminal=False, encoding="ascii")

    assert 3 == doctor.doctor(console)
    assert "NO   libraries" in out.getvalue()
    assert "missing: no_such_library" in out.getvalue()
    assert "pip install coursework-grader" in " ".join(out.getvalue().split())


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for an interpreter")
def test_interpreters_are_those_that_answer_to_their_name(tmp_path):
    for name, answer in (("python3.12", "3.12.7"), ("python3.13", "pyenv: command not found")):
        fake = tmp_path / name
        fake.write_text(f"#!/bin/sh\necho {answer}\n")
        fake.chmod(fake.stat().st_mode | stat.S_IXUSR)

    assert ["3.12.7"] == interpreters(str(tmp_path), tmp_path)


def test_an_interpreter_that_cannot_run_does_not_answer(tmp_path):
    (tmp_path / "python3.12").write_text("no program")

    assert [] == interpreters(str(tmp_path), tmp_path)


def test_a_folder_of_the_path_that_nobody_may_look_into_has_no_interpreter(tmp_path):
    cannot_be_looked_at = str(tmp_path / ("a" * 300))
    assert [] == interpreters(os.pathsep.join([cannot_be_looked_at, str(tmp_path)]), tmp_path)


def test_without_fork_workers_are_said_to_be_slower(monkeypatch):
    monkeypatch.setattr(tiers, "forks", lambda: False)

    (warm,) = [finding for finding in doctor.examined() if finding.name == "warm workers"]
    assert ("no", True) == (warm.answer, "slower" in warm.advice)


def test_where_there_are_no_walls_it_is_said_where_there_are(monkeypatch):
    monkeypatch.setattr(tiers, "possible", lambda: (tiers.PROCESS,))

    (wall,) = [finding for finding in doctor.examined() if finding.name == "isolation"]
    assert (None, True) == (wall.good, "WSL 2" in wall.advice)


def test_an_interpreter_that_nobody_compared_is_told(monkeypatch):
    monkeypatch.setattr(checked, "VERSIONS", ((3, 1), (3, 2)))

    (mine,) = [finding for finding in doctor.examined() if finding.name == "this interpreter"]
    assert (None, True) == (mine.good, "compared with Python 3.1 to 3.2" in mine.advice)


def test_a_finding_is_good_unless_said_otherwise():
    assert Finding("x", "y").good
