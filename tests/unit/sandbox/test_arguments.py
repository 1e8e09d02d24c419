"""What a suite gives for an argument is told as what it is, with what to write."""

from decimal import Decimal
from pathlib import PurePosixPath

import pytest

from grader.errors import UsageError
from grader.interleave.program import Atomicity
from grader.sandbox.arguments import above_nought, by_name, one_of, several, text, whole, word, yes_or_no


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            lambda: several("args", "total", word),
            "args='total' is one text, and has to be a list, as in args=['total']",
        ),
        (lambda: several("args", 5, word), "args=5 is no list, and has to be one, as in args=[…]"),
        (lambda: several("args", {"a"}, word), "args={'a'} is no list, and has to be one, as in args=[…]"),
        (lambda: several("args", {"a": 1}, word), "args={'a': 1} is no list, and has to be one, as in args=[…]"),
        (lambda: several("args", ["3", None], word), "args[1] has to be a text, and None is none"),
        (lambda: several("args", [b"x"], word), "args[0] has to be a text, and b'x' is none"),
        (lambda: several("args", [True], word), "args[0] has to be a text, and True is none"),
        (lambda: several("observe", [1], text), "observe[0] has to be a text, and 1 is none"),
        (lambda: by_name("env", ["A"], word), "env=['A'] is no dictionary, and has to be one, as in env={'name': …}"),
        (lambda: by_name("env", {"A": None}, word), "env['A'] has to be a text, and None is none"),
        (lambda: by_name("env", {1: "a"}, word), "a key of env has to be a text, and 1 is none"),
        (lambda: above_nought("timeout", "5"), "timeout has to be a number, and '5' is none"),
        (lambda: above_nought("timeout", True), "timeout has to be a number, and True is none"),
        (lambda: above_nought("timeout", float("nan")), "timeout has to be a number, and nan is none"),
        (lambda: above_nought("timeout", 0), "timeout=0 leaves nothing to be done: it has to be more than 0"),
        (lambda: whole("schedules", 1.5), "schedules has to be a whole number, and 1.5 is none"),
        (lambda: whole("schedules", -1), "schedules=-1 leaves nothing to be done: it has to be more than 0"),
        (lambda: yes_or_no("script", 1), "script has to be True or False, and is 1"),
        (
            lambda: one_of("atomicity", "none", Atomicity),
            "there is no atomicity 'none', but there are: language, cpython",
        ),
    ],
)
def test_what_is_wrong_is_said_with_what_to_write(ask, said):
    with pytest.raises(UsageError) as refused:
        ask()

    assert said == refused.value.message


def test_what_everybody_would_write_as_the_same_text_is_taken_for_it():
    assert ["3", "4.5", "2.50", "a b", "in.txt"] == several(
        "args", (3, 4.5, Decimal("2.50"), "a b", PurePosixPath("in.txt")), word
    )


def test_an_address_differs_each_time_and_is_not_told():
    with pytest.raises(UsageError, match=r"threads\[0\] has to be a text, and <object object> is none"):
        several("threads", [object()], text)


def test_what_is_as_it_has_to_be_stays_so():
    assert (0.5, 3, True, {}, {"f": 2}) == (
        above_nought("timeout", 0.5),
        whole("schedules", 3),
        yes_or_no("script", True),
        by_name("env", None, word),
        by_name("computing", {"f": 2}, above_nought),
    )
