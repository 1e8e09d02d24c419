"""What newer Pythons read, and older ones do not."""

import sys

import pytest

from grader.sandbox.pointers import newer

SINCE = {
    """f"{"a"}\"""": ((3, 12), "other quotation marks"),
    "print(f'{person['name']} is here')": ((3, 12), "other quotation marks"),
    """f"{', '.join(['\\n'])}\"""": ((3, 12), "a name in a line above"),
    "type Number = int | float": ((3, 12), "`Number = …`"),
    "def first[T](xs): pass": ((3, 12), "Without the brackets"),
    "class Box[T]: pass": ((3, 12), "Without the brackets"),
    "type Pair[T] = tuple[T, T]": ((3, 12), "Without the brackets"),
    "try: pass\nexcept ValueError, TypeError: pass": ((3, 14), "stand in parentheses"),
    "name = t'{name}'": ((3, 14), "is an f-string"),
    "lazy import json": ((3, 15), "`import` without `lazy`"),
    "lazy from json import dumps": ((3, 15), "`from` without `lazy`"),
    "all = [*xs for xs in lists]": ((3, 15), "a loop of its own"),
    "all = {**d for d in dicts}": ((3, 15), "a loop of its own"),
}


@pytest.mark.parametrize("text", SINCE)
def test_it_is_told_by_whoever_is_too_old_for_it(text):
    since, words = SINCE[text]
    said = None
    try:
        compile(text, "x.py", "exec")
    except SyntaxError as refused:
        said = newer.told(refused.msg, text.splitlines()[refused.lineno - 1])

    if sys.version_info >= since:
        assert said is None
    else:
        assert words in said
        assert f"Python {since[0]}.{since[1]} reads it as it is" in said


@pytest.mark.parametrize(
    "text",
    [
        "f'{x'",
        "print('a' 1)",
        "def f(x: pass",
        "class C(: pass",
        "type = [1 2]",
        "print(it'x')",
        "lazy = 1 2",
        "f'{x} {y'",
    ],
)
def test_what_no_python_reads_is_not_told_so(text):
    with pytest.raises(SyntaxError) as refused:
        compile(text, "x.py", "exec")

    assert newer.told(refused.value.msg, text) is None


def test_of_a_line_without_an_end_only_the_beginning_is_looked_at():
    assert newer.told("f-string: expecting '}'", 'f"{' * 200_000 + "}") is None
