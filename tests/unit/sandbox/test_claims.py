import http.client
import sys
import urllib.error

import pytest

from grader.intake.decode import NO_CODE, NO_TEXT
from grader.interleave.ending import ActorEnd
from grader.sandbox.claims import AnException, Claim, StudentError, Unreadable, given, student_error
from grader.sandbox.run import Run


def test_input_that_finds_nothing_is_explained():
    assert (
        "EOFError: EOF when reading a line: nobody types anything while a program is judged, and no line that it was given was left to read"
        == StudentError("EOFError", "EOF when reading a line").rationale
    )
    assert "EOFError: the pipe is empty" == StudentError("EOFError", "the pipe is empty").rationale


@pytest.mark.parametrize(
    ("type", "message", "said"),
    [
        ("URLError", "<urlopen error [Errno -3] Temporary failure in name resolution>", "there is no network"),
        ("gaierror", "[Errno -2] Name or service not known", "there is no network"),
        ("OSError", "[Errno 101] Network is unreachable", "there is no network"),
        ("PermissionError", "[Errno 13] Permission denied", "there is no network"),
        ("FileNotFoundError", "[Errno 2] No such file or directory: '/home/me/a.txt'", "only the program's own folder"),
        (
            "FileNotFoundError",
            "[Errno 2] No such file or directory: 'a.txt'",
            "no file of this name came with the program",
        ),
        ("FileNotFoundError", "[Errno 2] No such file or directory: 'plots/a.png'", "a folder has to be made"),
        (
            "FileNotFoundError",
            "[WinError 2] The system cannot find the file specified: 'a.txt'",
            "no file of this name came with the program",
        ),
        (
            "ImportError",
            "Cannot load backend 'TkAgg' which requires the 'tk' interactive framework, as 'headless' is currently running",
            "there is no screen",
        ),
        ("TclError", "no display name and no $DISPLAY environment variable", "there is no screen"),
        ("PermissionError", "[Errno 13] Permission denied: 'C:\\a.txt'", "only the program's own folder"),
        ("OSError", "[Errno 30] Read-only file system: '/usr/a.txt'", "only the program's own folder"),
    ],
)
def test_what_is_not_there_while_a_program_is_judged_is_named(type, message, said):
    assert said in StudentError(type, message).rationale


@pytest.mark.parametrize(
    ("type", "message"),
    [
        ("FileExistsError", "[Errno 17] File exists: 'a.txt'"),
        ("PermissionError", "[Errno 1] Operation not permitted"),
        ("ConnectionRefusedError", "[Errno 111] Connection refused"),
        ("KeyError", "'/home'"),
    ],
)
def test_what_has_other_reasons_is_left_as_it_is(type, message):
    assert f"{type}: {message}" == StudentError(type, message).rationale


def test_a_module_that_is_not_there_is_to_be_mended_first():
    missing = student_error("ModuleNotFoundError", "No module named 'add_helper'")

    assert missing.insists
    assert "Mend this first" in missing.hint
    assert missing.hint.startswith("add_helper is not there while a program is judged")
    assert "judged without those beside it" in missing.hint
    assert (
        "the module is called threading" in student_error("ModuleNotFoundError", "No module named 'Threading'").advice
    )


def test_what_is_gone_before_a_process_begins_is_explained():
    """A file that the program itself opens has a name, and a line."""
    gone = StudentError("FileNotFoundError", "[Errno 2] No such file or directory", actor="Process-1")

    assert gone.rationale.endswith(
        "what it was handed was gone, since the main program had ended already or let go of it"
    )
    assert (
        "what it was handed"
        not in StudentError("FileNotFoundError", "[Errno 2] No such file or directory: 'a'").rationale
    )


@pytest.mark.parametrize(("said", "code"), [("3", 3), ("", 0), ("None", 0), ("no way", 1), ("-1", 255)])
def test_a_program_that_leaves_is_told_in_a_sentence(said, code):
    assert f"The program ended with exit code {code}" == StudentError("SystemExit", said).rationale


def test_a_file_that_is_not_utf_8_can_be_saved_as_such():
    def advised(message):
        return Unreadable("SyntaxError", message).advice

    assert "Save the file as UTF-8 in your editor." == advised("Non-UTF-8 code starting with …")
    assert advised(f"Non-UTF-8 code starting with …{NO_TEXT}") is None
    assert advised("invalid syntax") is None


@pytest.mark.parametrize(
    ("args", "stdin", "said", "told"),
    [
        (["3", "a b"], "", "Deadlock: nobody can go on.", 'It was given the arguments 3 "a b".'),
        (["3", "4"], "", "for the numbers 3 and 4 it prints 0", ""),
        (["3", "4"], "", "for the number 3 it prints 14", "It was given the arguments 3 4."),
        ([], "7\n8\n", "Deadlock: nobody can go on.", "It was given the input '7\\n8'."),
        ([], "7\n", "for 7 it prints 0", ""),
        ([], "", "it prints 0", ""),
        (["1" * 90], "", "it prints 0", f"It was given the arguments {'1' * 59}…."),
    ],
)
def test_what_a_program_was_given_is_said_where_the_sentence_does_not(args, stdin, said, told):
    assert given(args, stdin, said) == told


def test_a_name_that_the_program_made_up_stays_on_its_line():
    error = student_error("Odd\n\nline 6: all is well", "no", actor="Thread\nline 7")

    assert "Thread line 7 ended with Odd: no" == error.rationale


def test_a_process_whose_name_has_lines_is_told_on_one():
    actor = ActorEnd(name="A\nline 6", kind="process", status="finished", exit_code=3)
    run = Run("", "", 0, None, timed_out=False, duration=0, virtual_duration=0, actors=(actor,), leaked=())

    with pytest.raises(Claim, match=r"^A line 6 ended with exit code 3$"):
        run.must_end_well()


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "cannot import name 'thread' from 'threading' (/opt/python/lib/threading.py)",
            "cannot import name 'thread' from 'threading'",
        ),
        (
            "cannot import name 'a' from partially initialized module 'b' (most likely due to a circular import) (/x/b.py)",
            "cannot import name 'a' from partially initialized module 'b' (most likely due to a circular import)",
        ),
        ("cannot import name 'a' from 'b' (unknown location)", "cannot import name 'a' from 'b'"),
        ("it is (not) there", "it is (not) there"),
    ],
)
def test_where_a_module_lies_on_this_machine_is_nobodys_business(message, said):
    assert f"ImportError: {said}" == StudentError("ImportError", message).rationale


def test_a_notebook_without_code_is_not_told_that_python_cannot_read_it():
    assert "Is it the notebook that you meant, and is it saved?" == Unreadable("NotebookError", NO_CODE).hint


@pytest.mark.parametrize("kind", [http.client.IncompleteRead, urllib.error.HTTPError, OSError])
def test_an_exception_of_the_library_can_be_shown_and_asked_like_any(kind):
    """Their own ways look for what a claim has not got."""
    error = student_error(kind.__name__, "no", library=f"{kind.__module__}.{kind.__name__}")

    assert f"{type(error).__name__}('no')" == repr(error)
    assert not hasattr(error, "__notes__")


@pytest.mark.parametrize("kind", ["StopIteration", "StopAsyncIteration", "ExceptionGroup", "KeyboardInterrupt"])
def test_what_would_mean_something_to_the_suite_is_none_of_pythons(kind):
    """That a loop is over, or that somebody ends the grading, is not the program's to say."""
    assert (StudentError if kind == "KeyboardInterrupt" else AnException) is type(
        student_error(kind, "no", pythons=kind)
    )
    assert isinstance(student_error("Odd", "no", pythons="ValueError"), ValueError)


def test_what_stands_for_a_module_that_may_not_be_imported_has_no_exceptions(monkeypatch):
    monkeypatch.setitem(sys.modules, "curses", None)

    assert AnException is type(student_error("error", "no", library="curses.error"))
