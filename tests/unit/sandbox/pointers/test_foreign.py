"""Lines that another language, or a shell, would understand."""

import pytest

from grader.sandbox.pointers import foreign


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (">>> from threading import Lock", "what Python's shell prints"),
        ("... ", "what Python's shell prints"),
        ("    i++;", "`i += 1` adds one"),
        ("    left--;", "`left -= 1` takes one away"),
        ("for (i = 0; i < 3; i++) {", "`i += 1` adds one"),
        ("if a && b:", "`and`, `or`, `not`"),
        ("    else if x:", "`elif`"),
        ("} catch (Exception e) {", "`except`"),
        ("function increase() {", "begins with `def`"),
        ("public static void main(String[] args) {", "begins with `def`"),
        ("let lock = Lock()", "`lock = …`"),
        ("int total = 0;", "`total = …`"),
        ("lock = new Lock()", "`Lock(…)`"),
        ("while (x < 3) {", "No braces"),
        ("}", "No braces"),
        ("// adds one", "begins with #"),
        ("    global total = 0", "`global total` stands in a line of its own"),
        ("```python", "belong to the chat"),
    ],
)
def test_what_is_written_so_elsewhere_is_told_in_python(line, words):
    assert words in foreign.told("invalid syntax", line)


@pytest.mark.parametrize(
    "line",
    [
        "print('C++ rocks'",
        "def f(x)  # x && y",
        "public = [1 2]",
        "func(3 4)",
        "prices = {",
        "def f()",
        "x = (1",
        "functions = 3",
        "newest = Lock(",
        "print 'a'",
        "latter = {'a': {}}",
        "",
    ],
)
def test_of_other_lines_nothing_is_said(line):
    assert foreign.told("invalid syntax", line) is None


@pytest.mark.parametrize(
    "message", ["'{' was never closed", "closing parenthesis '}' does not match opening parenthesis '['"]
)
def test_of_what_is_not_finished_nothing_is_said(message):
    assert foreign.told(message, "}") is None
