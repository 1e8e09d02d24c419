"""How a command ends: in words and an exit code, never in a traceback."""

import io
import json
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.cli import conclude
from grader.cli.console import Console
from grader.errors import CourseError, DeliveryError, GraderError, Mistake, TamperingError, UsageError, WorkerError
from tests.unit.cli.test_console import a_console
from tests.unit.test_schemas import errors


def ended(error, *, verbose=False):
    console, out, err = a_console(terminal=False)

    def work(_console):
        raise error

    code = conclude.outcome(work, console, verbose=verbose)
    assert "" == out.getvalue()
    return code, err.getvalue()


def while_a_class_was_made():
    """Ctrl-C as Python 3.11 tells it."""
    told = RuntimeError("Error calling __set_name__")
    told.__cause__ = KeyboardInterrupt()
    return told


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("no"), 2),
        (CourseError([Mistake(Path("x.toml"), 1, "no")]), 2),
        (DeliveryError("no"), 3),
        (WorkerError("no"), 3),
        (TamperingError("no"), 3),
        (GraderError("no"), 3),
        (KeyboardInterrupt(), 130),
        (while_a_class_was_made(), 130),
        (ZeroDivisionError(), 3),
    ],
)
def test_every_error_has_its_exit_code(error, code):
    assert code == ended(error)[0]


@pytest.mark.parametrize(
    ("error", "code", "message", "hint"),
    [
        (UsageError("no exercise", hint="Did you mean x?"), 2, "no exercise", "Did you mean x?"),
        (KeyboardInterrupt(), 130, "Interrupted.", None),
        (PermissionError(13, "Permission denied", "new.py"), 3, "the grader itself failed (PermissionError)", None),
        (PermissionError(13, "Permission denied", __file__), 3, "the grader itself failed (PermissionError)", None),
        (PermissionError(1, "Operation not permitted"), 3, "the grader itself failed (PermissionError)", None),
        (ZeroDivisionError(), 3, "the grader itself failed (ZeroDivisionError)", None),
    ],
)
def test_a_program_that_waits_for_a_document_gets_one(error, code, message, hint):
    out = io.StringIO()
    console = Console(out, io.StringIO(), {}, json=True)

    def work(_console):
        raise error

    assert code == conclude.outcome(work, console, verbose=False)
    expected = {"schema": "grader.error/1", "exit_code": code, "message": message, "hint": hint, "mistakes": []}
    assert expected == json.loads(out.getvalue())
    assert [] == errors("error-1", expected)


@pytest.mark.parametrize("looked", [PermissionError(13, "Permission denied"), None])
def test_who_may_not_look_there_is_told_so(monkeypatch, looked):
    """Behind a closed folder nobody knows whether it is there; or it is, and cannot be read. Not a place where they only may not write."""

    class Place(type(Path())):
        def stat(self):
            if looked:
                raise looked

    monkeypatch.setattr(conclude, "Path", Place)
    monkeypatch.setattr(conclude, "os", SimpleNamespace(access=lambda *_: False, R_OK=4))
    code, said = ended(PermissionError(13, "Permission denied", "x.py"))

    assert (2, True) == (code, "x.py: Permission denied\n  You may not look there: name another place." in said)


def test_mistakes_of_a_course_are_told_to_programs_as_well():
    out = io.StringIO()
    conclude.outcome(
        lambda console: conclude_with(CourseError([Mistake(Path("x.toml"), 3, "no", "yes")])),
        Console(out, io.StringIO(), {}, json=True),
        verbose=False,
    )

    told = json.loads(out.getvalue())
    assert [{"path": "x.toml", "line": 3, "message": "no", "hint": "yes"}] == told["mistakes"]
    assert [] == errors("error-1", told)


def conclude_with(error):
    raise error


def test_what_was_documented_before_an_error_stays_the_only_document():
    out = io.StringIO()

    def work(console):
        console.document(b"{}")
        raise UsageError("too late")

    assert 2 == conclude.outcome(work, Console(out, io.StringIO(), {}, json=True), verbose=False)
    assert "{}\n" == out.getvalue()


def test_an_error_says_what_and_what_to_do():
    assert (2, "grade: no exercise\n  Did you mean x?\n") == ended(UsageError("no exercise", hint="Did you mean x?"))


def test_every_mistake_of_a_course_is_shown():
    here = Path.cwd()
    mistakes = [
        Mistake(here / "exercise.toml", 3, "`entry` is missing", "add one"),
        Mistake(Path("/else/course.toml"), None, "no title"),
    ]

    assert (
        "grade: 2 mistakes in the course's files:\n"
        "  exercise.toml:3: `entry` is missing (add one)\n"
        "  /else/course.toml: no title\n"
    ) == ended(CourseError(mistakes))[1]


def test_our_own_failure_is_owned_up_to():
    assert (
        "grade: the grader itself failed (ZeroDivisionError). Nothing was judged.\n"
        "  That is a fault of the grader, not of what it was given; -v shows where it lies.\n"
    ) == ended(ZeroDivisionError("secret of a suite"))[1]


def test_the_traceback_is_for_those_who_ask():
    assert "test_conclude.py" in ended(ZeroDivisionError("why"), verbose=True)[1]


def test_a_machine_that_fails_is_not_the_programs_fault():
    console, _, err = a_console(terminal=False)
    conclude.unexpected(console, WorkerError("no process could be started"), what="add-lock", verbose=False)

    assert (
        "grade: no process could be started\n"
        "  add-lock was not judged. That is this machine's or the grader's fault, not the program's.\n"
    ) == err.getvalue()


def test_a_folder_that_is_gone_is_said_to_be(monkeypatch):
    def gone():
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "cwd", gone)

    said = "grade: the folder that you are in has been deleted\n  Go to another one first.\n"
    assert (2, said) == ended(FileNotFoundError(2, "No such file or directory"))


def test_where_nothing_temporary_can_be_written_it_is_said_how_it_could(monkeypatch):
    def nowhere():
        raise FileNotFoundError(2, "No usable temporary directory found in ['/tmp', '/var/tmp', '/usr/tmp', '/']")

    monkeypatch.setattr(tempfile, "gettempdir", nowhere)

    said = (
        "grade: there is no folder for temporary files that can be written\n"
        "  Name one in TMPDIR; to a container that can only be read, give one by `--tmpfs /tmp`.\n"
    )
    assert (2, said) == ended(FileNotFoundError(2, "No usable temporary directory found"))
