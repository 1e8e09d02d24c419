"""The pages in a real browser: they fit every window, obey their own policy, and keep nobody out."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from grader.feedback.overview import page as overview
from tests.support.a_class import a_picture
from tests.support.browser import Look, looked_at
from tests.support.gallery import pages, written

pytestmark = pytest.mark.slow

PHONE, TABLET, DESK = 360, 768, 1100
WIDTHS = (PHONE, TABLET, DESK)
QUERIES = (".legend .key", ".in1", ".in2", ".move .actor", ".move", ".knot svg", ".hint", ".score", ".listing tr")
NOTHING_NEW_TO_AXE = frozenset({"long program", "long story", "full marks", "nothing printed", "hidden", "empty"})
"""What is long takes axe long, and has nothing that others have not."""


NAMES = [*pages(), "exploration"]
ROWS = (".authors tr.a", ".filter", "#all", ".exercises tbody tr")
SMALL_CLASS = a_picture(20, 2)
"""As good as a big one for what is the same in each row."""


def with_a_long_name(picture):
    """The same class, with a file called by a whole sentence."""
    rows = (replace(row, name="Answer" * 25 if row.author == "s0003" else row.name) for row in picture.rows)
    return overview(replace(picture, rows=tuple(rows)))


@pytest.fixture(scope="module")
def looks():
    """All that is looked at by daylight, from one start of the browser: that takes as long as forty pages."""
    whole = overview(a_picture(100, 3))
    group = re.search(r'href="#(g\d+)">18</a></b> of 95 judged: Lost update: no lock is held', whole)[1]
    searched = {name: html for name, html in written().items() if name not in NOTHING_NEW_TO_AXE}
    searched["a small class"] = overview(SMALL_CLASS)
    wanted = {
        **{(name, width): Look(html, width, QUERIES) for name, html in written().items() for width in WIDTHS},
        **{("the class", width): Look(whole, width, ROWS) for width in WIDTHS},
        ("the class", "after"): Look(whole, DESK, ROWS, at=group),
        ("a long name", PHONE): Look(with_a_long_name(SMALL_CLASS), PHONE, (".authors td",)),
        **{(name, "barriers"): Look(html, axe=True) for name, html in searched.items()},
    }
    return dict(zip(wanted, looked_at(list(wanted.values())), strict=True))


@pytest.fixture(scope="module")
def seen(looks):
    """Every page of the gallery at every width, as the browser measured it."""
    return {(name, width): looks[name, width] for name in NAMES for width in WIDTHS}


@pytest.fixture(scope="module")
def the_class(looks):
    """The overview of a class at every width, and where a link led."""
    return {key: found for (name, key), found in looks.items() if name == "the class"}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_no_wider_than_its_window(seen, name, width):
    found = seen[name, width]

    assert (width, []) == (found["width"], found["wider"])


def test_the_style_sheet_is_let_in_by_its_hash(seen):
    """A sheet that a policy refuses would leave the browser's own type."""
    assert {"system-ui"} == {found["font"] for found in seen.values()}


def boxes(seen, name, width, query):
    return [
        dict(zip(("left", "top", "width", "height"), box, strict=True)) for box in seen[name, width]["boxes"][query]
    ]


def test_lanes_stand_side_by_side_where_there_is_room(seen):
    first, second = (boxes(seen, "race", DESK, query) for query in (".in1", ".in2"))

    assert (2, 2) == (len(first), len(second))
    assert max(one["left"] + one["width"] for one in first) <= min(one["left"] for one in second)
    assert all(one["width"] <= 1 for one in boxes(seen, "race", DESK, ".move .actor"))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_sign_of_the_legend_stands_by_its_word(seen, width):
    keys = boxes(seen, "deadlock", width, ".legend .key")

    assert [5, 2] == [one["width"] for one in keys[:2]]


def test_on_a_phone_what_is_done_stands_in_one_column_with_the_actors_names(seen):
    events = [*boxes(seen, "race", PHONE, ".in1"), *boxes(seen, "race", PHONE, ".in2")]

    assert 1 == len({one["left"] for one in events})
    assert all(one["width"] > 200 for one in events)
    assert all(one["width"] > 20 for one in boxes(seen, "race", PHONE, ".move .actor"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["race", "deadlock", "philosophers", "hostile", "three exercises"])
def test_time_runs_down_and_no_move_covers_another(seen, name, width):
    moves = boxes(seen, name, width, ".move")

    assert len(moves) > 1
    assert all(one["top"] + one["height"] <= other["top"] + 1 for one, other in pairwise(moves))


def test_the_drawing_of_a_knot_is_seen_where_its_words_can_be_read(seen):
    (wide,), (narrow,) = (boxes(seen, "deadlock", width, ".knot svg") for width in (DESK, PHONE))

    assert wide["width"] > 300
    assert 0 == narrow["width"]


def test_lines_of_a_program_are_even(seen):
    heights = {one["height"] for one in boxes(seen, "full marks", DESK, ".listing tr")}

    assert max(heights) - min(heights) <= 2


@pytest.mark.parametrize("width", WIDTHS)
def test_the_overview_is_no_wider_than_its_window(the_class, width):
    assert (width, []) == (the_class[width]["width"], the_class[width]["wider"])


@pytest.mark.parametrize("width", WIDTHS)
def test_words_and_numbers_of_the_exercises_are_not_broken_into_letters(the_class, width):
    high = [height for _, _, _, height in the_class[width]["boxes"][".exercises tbody tr"]]

    assert 3 == len(high)
    assert max(high) < 2.5 * 24 + 12, "a slug breaks at its hyphen, and nothing else does"


def test_a_link_leads_to_those_behind_its_number_and_hides_all_others(the_class):
    before, after = (
        [[box for box in the_class[when]["boxes"][query] if box[3] > 0] for query in ROWS[:2]]
        for when in (DESK, "after")
    )

    assert (103, 0) == tuple(map(len, before))
    assert (18, 1) == tuple(map(len, after))


def test_a_long_name_leaves_the_grades_in_sight(looks):
    """One file called by a whole sentence pushed everybody's grades off the page."""
    cells = looks["a long name", PHONE]["boxes"][".authors td"]

    assert len(cells) > 38
    assert max(left + width for left, _, width, _ in cells) <= PHONE


def test_nothing_keeps_anybody_out(looks):
    """axe-core: names, roles, contrast, landmarks, what the keyboard reaches."""
    found = {name: barriers for (name, how), barriers in looks.items() if how == "barriers"}

    assert len(NAMES) - len(NOTHING_NEW_TO_AXE) + 1 == len(found)
    assert {} == {name: barriers for name, barriers in found.items() if barriers}


def test_nothing_keeps_anybody_out_in_the_dark():
    """Where only colours differ."""
    dark = [written()[name] for name in ("deadlock", "name error", "withheld")] + [overview(SMALL_CLASS)]
    found = looked_at([Look(html, axe=True, rules=("color-contrast",)) for html in dark], dark=True)

    assert [[]] * len(dark) == found
