"""Programs compared by their form: disguises are seen through, and whoever thought for themselves is left alone."""

from itertools import combinations
from pathlib import Path

import pytest

from grader.batch.form import MOST, MOST_BLOCKS, Form, form, likeness
from grader.batch.likeness import LIKE, likenesses
from tests.support.disguise import disguised

ROOT = Path(__file__).parents[3]
SLUGS = sorted(path.name for path in (ROOT / "solutions").iterdir())
COPIES = [{"looks_only_once", "reference-condition"}, {"goes_home_when_done_is_set", "reference-polling"}]
"""A flawed answer that is a reference, but for one word or two lines: nobody has both of them by themselves."""


def the_skeleton(slug):
    (path,) = (ROOT / "exercises" / slug).glob("*.py")
    return path.read_text("utf-8")


def the_solutions(slug):
    """What answers an exercise, right and wrong, by its name."""
    folders = [*(ROOT / "solutions" / slug).glob("reference*"), *(ROOT / "solutions" / slug).glob("flawed/*")]
    return {path.parent.name: path.read_text("utf-8") for folder in folders for path in folder.glob("*.py")}


def forms_of(slug):
    """The forms of those that are long enough to say something."""
    forms = {name: form(text, the_skeleton(slug)) for name, text in the_solutions(slug).items()}
    return {name: one for name, one in forms.items() if one.says_something}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_disguised_copy_is_found_among_all_other_answers(slug):
    texts, skeleton = the_solutions(slug), the_skeleton(slug)
    for name in forms_of(slug):
        found = likenesses({**texts, "copy": disguised(texts[name], skeleton)}, skeleton)
        assert name in {one for pair in found for one in pair[:2] if "copy" in pair[:2]}


def test_the_disguise_is_one():
    """By its words nobody would find the copy."""
    slug, name = "producer-consumer", "reference-own-sums"
    text, skeleton = the_solutions(slug)[name], the_skeleton(slug)

    assert [("copy", name, True)] == [
        (pair.one, pair.other, pair.in_form)
        for pair in likenesses({name: text, "copy": disguised(text, skeleton)}, skeleton)
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_answers_of_ones_own_are_not_alike(slug):
    pairs = combinations(forms_of(slug).items(), 2)
    alike = [{one, other} for (one, mine), (other, theirs) in pairs if likeness(mine, theirs) >= LIKE]

    assert [] == [pair for pair in alike if pair not in COPIES]


def test_what_a_whole_class_writes_alike_says_nothing():
    slug = "producer-consumer"
    text, skeleton = the_solutions(slug)["reference-own-sums"], the_skeleton(slug)
    everybody = {str(number): disguised(text.replace("None", str(number)), skeleton) for number in range(40)}

    assert [] == likenesses(everybody, skeleton)


def test_nothing_is_said_of_little():
    short = "def f(a):\n    return [a + number for number in range(9)]\n\nprint(f(1), f(2), f(3), f(4))\n"

    assert [] == likenesses({"a": short, "b": disguised(short)}, "")


def test_less_is_enough_where_a_task_was_cut_into_parts():
    cut = (
        "def f(a):\n    return [a + one for one in range(9)]\n\ndef g(a, b):\n    print(a, b, f(a) + f(b))\n\ng(1, 2)\n"
    )

    assert [True] == [pair.in_form for pair in likenesses({"a": cut, "b": disguised(cut)}, "")]
    assert [] == likenesses({"a": cut, "b": disguised(cut)}, "def f(a):\n    ...\n"), "one of them was given"


def test_a_form_is_its_functions_and_the_rest_without_what_was_given():
    text = "import x\n\n@y\ndef f(\n    a,\n):\n    return 'text', 12  # why\n\nz = f(1)\nclass C:\n    given = 1\n"

    assert (
        ("import", "a", "a", "=", "a", "(", "1", ")"),
        ("@", "a"),
        ("def", "a", "(", "a", ",", ")", ":", "return", '"', ",", "12"),
        ("class", "a", ":"),
    ) == form(text, "  given = 1\n").blocks


@pytest.mark.parametrize("text", ["", "\n", "'''", "def", "\x00", "(" * 9, "\ud800 = 1", "x" * 9_000])
def test_whatever_is_handed_in_has_a_form(text):
    assert 1.0 == likeness(form(text + "\nx = 1", ""), form(text + "\nx = 1", ""))


def test_a_program_of_any_length_is_looked_at_as_far_as_bounds_go():
    assert MOST == sum(map(len, form("x = 1\n" * MOST, "").blocks))


def test_nothing_is_like_nothing():
    assert 0.0 == likeness(Form((), 0), Form((), 0))


def test_thousands_of_functions_are_not_compared_each_with_each():
    text = "".join(f"def f{number}(): {number}\n" for number in range(3 * MOST_BLOCKS))

    assert MOST_BLOCKS == len(form(text, "").blocks)
