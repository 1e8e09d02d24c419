"""Submissions that are nearly the same."""

import random

from grader.batch.likeness import LIKE, likenesses

SKELETON = "from threading import Thread, Lock\n\nvalue = 0\n\n\ndef increase():\n    ...\n"


def a_solution(names, remark):
    """What somebody writes: the same idea in their own words."""
    lock, local = names
    return SKELETON.replace(
        "    ...\n",
        f"    # {remark}\n    global value\n    with {lock}:\n        {local} = value\n        {local} = {local} + 1\n"
        f"        value = {local}\n    print('the {local} is', {local}, 'and {lock} is free again')\n",
    )


ADA = a_solution(("guard", "copy_of_it"), "take the guard, so that nobody else reads meanwhile")
BEN = a_solution(("mutex", "temporary"), "without a mutex both threads would read the old number")


def pairs(texts):
    return [(pair.one, pair.other) for pair in likenesses(texts, SKELETON)]


def test_a_copy_with_small_changes_is_named():
    copied = ADA.replace("take the guard", "we take the guard").replace("is free", "is  open")

    ((one, other, share, in_form),) = likenesses({"ada": ADA, "ben": BEN, "cleo": copied}, SKELETON)
    assert ("ada", "cleo", False) == (one, other, in_form)
    assert LIKE <= share < 1


def test_the_same_idea_in_other_words_is_not():
    assert [] == pairs({"ada": ADA, "ben": BEN})


def test_layout_hides_nothing():
    spaced = ADA.replace("    ", "  ").replace(" = ", "=").replace("\n", "\n\n")

    assert [("ada", "zoe")] == pairs({"ada": ADA, "zoe": spaced})


def test_what_everybody_was_given_or_writes_says_nothing():
    assert [] == pairs({"a": SKELETON + "value += 1\n", "b": SKELETON + "value += 1\n\n"})
    everybody = {str(number): ADA + f"# {number}\n" for number in range(40)}
    assert [] == pairs(everybody), "what forty wrote alike is what was to be written"


def test_a_small_group_that_shares_its_work_is_named_whole():
    group = {name: ADA + f"# {name}\n" for name in ("a", "b", "c")}

    assert [("a", "b"), ("a", "c"), ("b", "c")] == sorted(pairs({**group, "ben": BEN}))


def test_a_large_class_is_looked_through_without_comparing_everybody_with_everybody():
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefgh", k=9)) for _ in range(5000)]
    texts = {
        f"s{number}": a_solution(chance.sample(words, 2), " ".join(chance.sample(words, 20))) for number in range(1000)
    }
    texts["copy"] = texts["s500"].replace("meanwhile", "then") + "# mine\n"

    assert [("copy", "s500")] == pairs(texts)
