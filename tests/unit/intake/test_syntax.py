"""What Python would refuse is told with CPython's own message and line."""

import pytest

from grader.intake import syntax
from grader.intake.decode import SourceProblem


def test_a_good_text_has_no_problem():
    assert None is syntax.problem("x = 1\nprint(x)\n", "x.py")


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
        ("x = 1\ny = '\0'\n", "SyntaxError", "source code cannot contain null bytes", 2),
    ],
)
def test_a_refusal_has_pythons_words_and_line(text, type_, message, line):
    assert SourceProblem(message, line, type_) == syntax.problem(text, "x.py")


def test_a_doubtful_escape_is_no_problem():
    assert None is syntax.problem(r"x = '\d'" + "\n", "x.py")


def test_a_lone_surrogate_is_a_problem_of_its_line():
    problem = syntax.problem("x = 1\ny = '\ud800'\n", "x.py")

    assert 2 == problem.line
    assert problem.message.startswith("(unicode error) 'utf-8' codec can't encode")


@pytest.mark.parametrize("text", ["-" * 100_000 + "1", "x" + ".a" * 100_000, "not " * 50_000 + "1"])
def test_code_that_is_nested_too_deeply_is_a_problem_and_no_crash(text):
    assert SourceProblem("the code is nested too deeply for Python to read") == syntax.problem(text, "x.py")


def test_a_number_with_too_many_digits_is_a_problem():
    assert "digits" in syntax.problem("x = " + "9" * 5000, "x.py").message


@pytest.mark.parametrize(
    "text",
    ["await f()\n", "async with f():\n    pass\n", "async for x in f():\n    pass\n", "[x async for x in f()]\n"],
)
def test_awaiting_at_the_top_is_recognised(text):
    assert syntax.awaits_at_top(syntax.problem(text, "x.py"))


def test_another_refusal_is_not_about_awaiting():
    assert not syntax.awaits_at_top(syntax.problem("return\n", "x.py"))


def test_future_imports_are_found_with_their_lines():
    text = '"""Doc."""\nfrom __future__ import (\n    annotations,\n)\nx = 1\n'

    assert ((2, 4, "from __future__ import annotations"),) == syntax.future_imports(text)


@pytest.mark.parametrize("text", ["x = '__future__'\n", "from __future__ import annotations; x = 1\n", "x = 1\n"])
def test_no_future_import_is_told_where_none_has_its_own_line(text):
    assert () == syntax.future_imports(text)
