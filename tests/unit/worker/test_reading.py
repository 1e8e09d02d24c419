"""What Python would refuse is told with CPython's own message and line."""

import pytest

from grader.worker import reading


def test_a_good_text_has_no_problem():
    assert None is reading.refusal("x = 1\nprint(x)\n", "x.py")


@pytest.mark.parametrize(
    ("text", "type_", "message", "line"),
    [
        ("x = (1,\n", "SyntaxError", "'(' was never closed", 1),
        ("if 1:\nx = 2\n", "IndentationError", "expected an indented block after 'if' statement on line 1", 2),
        ("if 1:\n\tx = 1\n        y = 2\n", "TabError", "inconsistent use of tabs and spaces in indentation", 3),
        ("x = 1\nreturn x\n", "SyntaxError", "'return' outside function", 2),
        (
            "x = 1\n\nwith Lock:\npass\n",
            "IndentationError",
            "expected an indented block after 'with' statement on line 3",
            4,
        ),
    ],
)
def test_a_refusal_has_pythons_words_and_line(text, type_, message, line):
    assert {"type": type_, "message": message, "line": line} == reading.refusal(text, "x.py")


def test_a_doubtful_escape_is_no_problem():
    assert None is reading.refusal(r"x = '\d'" + "\n", "x.py")


def test_a_lone_surrogate_is_a_problem_of_its_line():
    problem = reading.refusal("x = 1\ny = '\ud800'\n", "x.py")

    assert 2 == problem["line"]
    assert problem["message"].startswith("(unicode error) 'utf-8' codec can't encode")


@pytest.mark.parametrize("text", ["-" * 100_000 + "1", "x" + ".a" * 100_000, "not " * 50_000 + "1"])
def test_code_that_is_nested_too_deeply_is_a_problem_and_no_crash(text):
    assert "the code is too deeply nested, or too large, for Python to read" == reading.refusal(text, "x.py")["message"]


def test_a_number_with_too_many_digits_is_a_problem():
    assert "digits" in reading.refusal("x = " + "9" * 5000, "x.py")["message"]


def test_each_piece_must_stand_for_itself():
    """As cells do: a bracket closes in the piece that it opens in."""
    text = "# cell 1\nx = [1,\n# cell 2\n2]\n"

    assert None is reading.refusal(text, "x.py")
    assert 2 == reading.refusal(text, "x.py", [(2, 1), (4, 1)])["line"]


def test_a_refusal_of_a_piece_lies_within_it():
    assert 3 == reading.refusal("# cell 1\n\nif x:", "x.py", [(2, 2)])["line"]


def test_a_tree_that_is_too_deep_or_too_large_is_none():
    assert None is reading.tree("x;" * 60_000)
    assert None is reading.tree("x" + "+x" * 50_000)
