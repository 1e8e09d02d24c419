"""What `grade doctor` finds."""

import re
import sys
from importlib.metadata import packages_distributions, requires

from grader.cli import doctor
from grader.cli.doctor import Finding
from grader.interleave.search import checked
from grader.sandbox import tiers
from grader.sandbox.starting import interpreters
from tests.unit.cli.test_console import a_console


def found(name):
    """What is said of that; it is looked no further."""
    return next(finding for finding in doctor.examined() if finding.name == name)


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


def test_all_that_is_asked_for_is_looked_for():
    homes = packages_distributions()

    assert {_name(said) for said in requires("coursework-grader") if "extra ==" not in said} == {
        _name(home) for library in doctor.NEEDED for home in homes[library]
    }


def _name(said):
    """Of a distribution, as all of its spellings come to."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", said)[0]).lower()


def test_other_interpreters_are_named_with_what_they_lack(monkeypatch):
    monkeypatch.setattr(interpreters, "others", lambda versions: [f"{next(iter(versions))} (lacks greenlet)"])

    others = found("other interpreters")
    assert "3.11 (lacks greenlet)" == others.answer


def test_without_fork_workers_are_said_to_be_slower(monkeypatch):
    monkeypatch.setattr(tiers, "forks", lambda: False)

    warm = found("warm workers")
    assert ("no", True) == (warm.answer, "slower" in warm.advice)


def test_where_there_are_no_walls_it_is_said_where_there_are(monkeypatch):
    monkeypatch.setattr(tiers, "forks", lambda: False)

    wall = found("isolation")
    assert (None, True) == (wall.good, "WSL 2" in wall.advice)


def test_an_interpreter_that_nobody_compared_is_told(monkeypatch):
    monkeypatch.setattr(checked, "VERSIONS", ((3, 1), (3, 2)))

    mine = found("this interpreter")
    assert (None, True) == (mine.good, "compared with Python 3.1 to 3.2" in mine.advice)


def test_a_finding_is_good_unless_said_otherwise():
    assert Finding("x", "y").good
