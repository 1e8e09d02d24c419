import pytest

from grader.sandbox.claims import StudentError, Unreadable


def test_input_that_finds_nothing_is_explained():
    assert (
        "EOFError: EOF when reading a line: nobody types anything while a program is judged"
        == StudentError("EOFError", "EOF when reading a line").rationale
    )
    assert "EOFError: the pipe is empty" == StudentError("EOFError", "the pipe is empty").rationale


def test_what_is_gone_before_a_process_begins_is_explained():
    """A file that the program itself opens has a name, and a line."""
    gone = StudentError("FileNotFoundError", "[Errno 2] No such file or directory", actor="Process-1")

    assert gone.rationale.endswith("what it was handed was gone, since the main program had ended already")
    assert "handed" not in StudentError("FileNotFoundError", "[Errno 2] No such file or directory: 'a'").rationale


@pytest.mark.parametrize(("said", "code"), [("3", 3), ("", 0), ("None", 0), ("no way", 1), ("-1", 255)])
def test_a_program_that_leaves_is_told_in_a_sentence(said, code):
    assert f"The program ended with exit code {code}" == StudentError("SystemExit", said).rationale


def test_a_file_that_is_not_utf_8_can_be_saved_as_such():
    assert "Save the file as UTF-8 in your editor." in Unreadable("SyntaxError", "Non-UTF-8 code starting with …").hint
    assert "UTF-8" not in Unreadable("SyntaxError", "invalid syntax").hint
