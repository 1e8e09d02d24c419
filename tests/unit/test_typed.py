"""Commands to be typed again, in any shell."""

import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.typed import as_typed
from tests.support.systems import needs


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["grade", "replay", "8170-3QJM", "a/b.py"], "grade replay 8170-3QJM a/b.py"),
        (["my file.py"], '"my file.py"'),
        (["Ada's.py"], '"Ada\'s.py"'),
        ([r"C:\Users\Zoë\a.py"], r'"C:\Users\Zoë\a.py"'),
        (["a(1).py", "x&y", ""], '"a(1).py" "x&y" ""'),
    ],
)
def test_quotes_are_those_that_every_shell_knows(words, line):
    assert line == as_typed(*words)
    assert words == shlex.split(line)


@given(st.lists(st.text()))
def test_a_shell_reads_what_was_meant(words):
    assert words == shlex.split(as_typed(*words))


@needs("os.fork")
@pytest.mark.parametrize("word", ["two\nlines", "goes \\\non", r"a\b c"])
def test_sh_itself_reads_what_was_meant(word):
    """It takes a backslash at the end of a line for a line that goes on."""
    assert word == subprocess.check_output(["sh", "-c", f"printf %s {as_typed(word)}"], text=True)


@pytest.mark.parametrize(
    ("word", "line"),
    [('say "hi"', r'"say \"hi\""'), ("$HOME", '"$HOME"'), ("ends with \\", '"ends with \\\\"'), (r"a\"b", r'"a\\\"b"')],
)
def test_where_only_double_quotes_are_known_they_are_used(word, line, monkeypatch):
    monkeypatch.setattr("os.name", "nt")

    assert line == as_typed(word)
