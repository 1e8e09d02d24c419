"""Where the code begins after a magic's options."""

import pytest

from grader.intake.notebook.options import after_options

TIMEIT = "n:r:tcp:qov"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("f()", "f()"),
        ("-n 10 f()", "f()"),
        ("-n10 -r3 f()", "f()"),
        ("-qn 10 -o f()", "f()"),
        ("-q -- -f()", "-f()"),
        ("--long -q f()", "f()"),
        ("-f()", "-f()"),
        ("-x f()", "-x f()"),
        ("- f()", "- f()"),
        ("-n", ""),
        ("-n 'a b' f()", "f()"),
        ("-'open f()", "-'open f()"),
        ("", ""),
    ],
)
def test_options_are_passed_over_and_code_is_not(line, code):
    assert code == line[after_options(line, 0, len(line), TIMEIT) :]
