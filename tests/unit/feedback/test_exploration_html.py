"""The page of `grade explore` for a browser."""

from itertools import permutations

import pytest

from grader.feedback.exploration import exploration_page
from grader.feedback.exploration_html import page
from grader.feedback.ink import Style
from tests.support.gallery import HOSTILE
from tests.support.outline import one_line, outline
from tests.support.reports import a_deadlock, a_race, an_ending, an_exploration


def an_exploration_of_all():
    others = [an_ending(f"end value {n}\n", witness=a_race()) for n in range(2, 12)]
    deadlock = an_ending(kind="deadlock", exit_code=None, detail="Deadlock.", witness=a_deadlock())
    return an_exploration(an_ending("end value 1\n", schedules=4, witness=a_race()), *others, deadlock)


@pytest.mark.parametrize("every", [False, True])
def test_it_says_what_the_terminal_says(every):
    found = an_exploration_of_all()
    root = outline(page(found, file="my file.py", every=every, given=" -- 3"))
    text = one_line(root.all("body")[0].text)
    shown = exploration_page(found, Style(width=200), file="my file.py", every=every, given=" -- 3")

    assert "12 endings in 15 orders tried" in text
    assert shown.count("Again, step by step") == len(root.of_class("replay")) == len(root.of_class("check"))
    assert shown.count("more ending") == text.count("more ending")
    assert 'grade replay A7K2-9QXM-04 "my file.py" -- 3' in text
    assert "overwrites Thread-1's 1" in text
    assert "Every order of the 4 shared steps was covered." in text
    assert ("… and others" in text) == (not every)


def test_what_more_there_is_to_see_is_named_as_who_reads_a_page_can_ask_for_it():
    root = outline(page(an_exploration_of_all(), file="a.py"))

    assert "A page made with grade explore -v tells every ending with its story" in one_line(root.all("body")[0].text)
    assert "grade explore -v" in [code.text for code in root.all("code")]


def test_stories_are_drawn_and_a_deadlock_as_a_picture():
    root = outline(page(an_exploration_of_all(), file="a.py"))

    assert 2 == len(root.of_class("story"))
    assert 1 == len(root.all("svg"))
    assert ["> end value 2"] == [item.text for item in root.of_class("fresh")]


def test_nothing_of_the_program_s_is_markup():
    hostile = an_ending(f"{HOSTILE}\n", kind="exception", detail=f"E: {HOSTILE}", witness=a_race())
    text = page(an_exploration(hostile, an_ending("1\n")), file=HOSTILE, given=HOSTILE)

    assert HOSTILE not in text
    assert [] == outline(text).all("script", "img")


def test_one_good_ending_is_good():
    (result,) = outline(page(an_exploration(an_ending("2\n")), file="a.py")).of_class("result")

    assert "result good" == result.attributes["class"]


def test_the_number_of_other_endings_has_no_table_where_no_more_is_said_of_them():
    endings = [an_ending(f"{a}\n{b}\n{c}\n", witness=a_race()) for a, b, c in permutations("014")]
    text = page(an_exploration(*endings), file="a.py")

    assert '<p class="aside">4 more endings of these kinds</p>' in text
    assert "<caption>" not in text
