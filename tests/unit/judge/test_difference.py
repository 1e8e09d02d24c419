"""Where two values differ."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as some

from grader.judge.difference import READABLE, shown, told

LONG = [f"name {number}" for number in range(9)]
TABLE = {f"key {number}": f"value {number}" for number in range(9)}
WORDS = "the quick brown fox jumps over the lazy dog " * 6
SENTENCE = "Both."

TEXTS = {
    "a line": ("a\nb\nc\n", "a\nx\nc\n", "Line 2 of the text: expected 'b', but got 'x'."),
    "it ends early": ("a\nb\nc\n", "a\nb\n", "The text ends after line 2, and should go on with 'c'."),
    "it goes on": ("a\nb", "a\nb\nc\nd", "The text should end after line 2, and goes on with 'c'."),
    "spaces in a line": (
        "a\nb c",
        "a\nb  c ",
        "Line 2 of the text: expected 'b c', but got 'b  c '. Only spaces differ.",
    ),
    "an empty line": ("a\nb", "a\n\nb", "Line 2 of the text: expected 'b', but got ''."),
    "the last line break is missing": ("a\nb\n", "a\nb", "Both. Only the line break at the end is missing."),
    "a last line break too much": ("a", "a\n", "Both. Only the line break at the end is too much."),
    "nothing at all": ("a\nb", "", "Both."),
    "something where nothing should be": ("", "a\nb", "Both."),
    "one line": ("one", "two", "Both."),
    "spaces": ("a, b", "a,b", "Both. Only spaces differ."),
    "capital letters": ("Hello", "hello", "Both. Only capital letters differ."),
    "spaces and capital letters": ("Hello you", "hello  you", "Both. Only spaces and capital letters differ."),
}


@pytest.mark.parametrize("case", TEXTS)
def test_texts(case):
    expected, got, said = TEXTS[case]

    assert said == told(expected, got, SENTENCE)


def test_of_a_long_line_what_stands_around_the_difference():
    got = WORDS.replace("lazy", "crazy", 1)

    said = told(WORDS, got, "x" * (READABLE + 1))

    right, wrong = (
        f"…uick brown fox jumps over the {how} dog the quick brown fox jumps over the lazy" for how in ("lazy", "crazy")
    )
    assert f"Expected '{right} d…', but got '{wrong} …'." == said


NAN = float("nan")
PARTS = {
    "an item": (LONG, [*LONG[:3], "x", *LONG[4:]], "At index 3: expected 'name 3', but got 'x'."),
    "items are missing": (LONG, LONG[:-2], "It ends before index 7, where 'name 7' should be."),
    "items too many": (LONG[:-2], LONG, "It should end before index 7, where 'name 7' is."),
    "another order": (
        LONG,
        [LONG[1], LONG[0], *LONG[2:]],
        "The items are right, and not their order. At index 0: expected 'name 0', but got 'name 1'.",
    ),
    "a tuple": (tuple(LONG), tuple(LONG[:-1]), "It ends before index 8, where 'name 8' should be."),
    "a key is missing": (TABLE, {**TABLE, "x": 1}, "'x' is too much."),
    "of what makes up missing keys": (TABLE, defaultdict(list, TABLE | {"x": [1]}), "'x' is too much."),
    "keys are missing": (TABLE, {}, "'key 0', 'key 1', 'key 2' and 6 more are missing."),
    "a value": (TABLE, {**TABLE, "key 4": None}, "At 'key 4': expected 'value 4', but got None."),
    "the same nan": ([NAN, *LONG], [NAN, *LONG[1:]], "At index 1: expected 'name 0', but got 'name 1'."),
    "nan beside nan": ([NAN, *LONG], [float("nan"), *LONG], "At index 0: expected nan, but got nan."),
    "nan as a value": ({"a": NAN, "b": 1}, {"a": NAN, "b": 2}, "At 'b': expected 1, but got 2."),
    "a number too long to write": (
        [*LONG, 10**5000],
        [*LONG, 10**5001],
        "At index 9: expected a very large int, but got a very large int.",
    ),
    "sets": ({1, 2, 3}, frozenset({2, 3, 4}), "1 is missing. 4 is too much."),
}


@pytest.mark.parametrize("case", PARTS)
def test_what_has_parts(case):
    expected, got, place = PARTS[case]
    short, long, longer = ("x" * length for length in (50, 150, 300))

    assert short == told(expected, got, short)
    assert f"{long} {place}" == told(expected, got, long)
    assert place == told(expected, got, longer)


class Rude:
    def __eq__(self, other):
        raise AssertionError("asked")

    __hash__ = None


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (LONG, [*LONG, Rude()]),
        (LONG, [[[Rude()]]]),
        (TABLE, {**TABLE, "x": Rude()}),
        (LONG, tuple(LONG)),
        (LONG, None),
        (1, 2),
        (Rude(), 1),
        ([0] * 100_001, [0]),
        (LONG, list(LONG)),
    ],
    ids=["an object", "deep", "as a value", "another kind", "nothing", "numbers", "no parts", "too much", "the same"],
)
def test_of_what_cannot_be_told_both_are_said(expected, got):
    assert "x" * 300 == told(expected, got, "x" * 300)


@given(some.text(alphabet="aB \n", max_size=12), some.text(alphabet="aB \n", max_size=12))
def test_of_two_texts_something_true_is_said(expected, got):
    said = told(expected, got, SENTENCE)
    if said.startswith("Line "):
        number = int(said.split()[1])
        mine, right = got.split("\n"), expected.split("\n")
        assert mine[: number - 1] == right[: number - 1]
        assert mine[number - 1] != right[number - 1]
    else:
        assert said.startswith((SENTENCE, "The text "))


def test_of_what_holds_the_same_many_times_so_much_is_shown_as_somebody_reads():
    value = [0] * 20
    for _ in range(3):
        value = [value] * 20

    assert 500 < len(shown(value)) < 5_000


def test_a_value_that_cannot_be_shown_is_described():
    assert "a very large int" == shown(10**10_000)
