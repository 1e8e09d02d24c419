"""An otter notebook, cell by cell, and OK-format tests beside it."""

import pytest

from grader.authoring.carry.okformat import shared
from grader.authoring.carry.otter import from_otter, is_otter
from grader.errors import UsageError
from tests.support.notebooks import NBGRADER, OK_TESTS, OTTER, code, raw, sources, written


@pytest.fixture
def draft(tmp_path):
    (tmp_path / "tests").mkdir()
    for name, content in OK_TESTS.items():
        (tmp_path / "tests" / name).write_text(content)
    return from_otter(written(tmp_path / "lab.ipynb", *OTTER))


def test_it_is_known_by_its_raw_cells(tmp_path):
    assert is_otter(written(tmp_path / "a.ipynb", *OTTER))
    assert not is_otter(written(tmp_path / "b.ipynb", *NBGRADER))


def test_the_right_answer(draft):
    assert [
        "import math\n%matplotlib inline",
        "def area(r):\n    squared = r * r\n    return math.pi * squared\n\nunit = area(1)",
        "def edge(r):\n    return 2 * math.pi * r",
    ] == sources(draft.reference)


def test_what_students_get(draft):
    assert [
        "import math\n%matplotlib inline",
        "def area(r):\n    ...\n\nunit = ...",
        "def edge(r):\n    # How long is the edge?\n    pass",
    ] == sources(draft.skeleton)
    assert "_Your words here._" in draft.skeleton
    assert "Because of pi" not in draft.skeleton


def test_each_case_is_a_check(draft):
    found = [(check.name, check.points, check.secret, check.body) for check in draft.checks]

    assert [
        ("test_q1_case_1", 0.5, False, "assert round(area(2), 2) == 12.57"),
        ("test_q1_case_2", 0.5, True, "assert area(0) == 0"),
        ("test_q1_case_3", 0.5, False, "assert math.floor(unit) == 3"),
        ("test_q3", 1.0, False, "def test_edge(edge):\n    assert 6.28 < edge(1) < 6.29\n\ntest_edge(edge)"),
        ("test_q8_case_1", 0.5, True, "assert area(1) > 3"),
    ] == found


def test_what_stays_behind_is_told(draft):
    assert [
        ("cell 13 (q1 case 4)", "a loop or a definition shows something"),
        ("question q2, cell 16", "it is graded by hand"),
        ("tests/q8.py, case 2", "a loop or a definition shows something"),
        ("tests/q9.py", "it has no `test = {…}` in OK format"),
    ] == [(left.what, left.why) for left in draft.left]


@pytest.mark.parametrize(
    ("points", "cases", "expected"),
    [
        (2, [None, None], [1.0, 1.0]),
        (1, [None, None, None], [0.34, 0.33, 0.33]),
        (2, [0.5, None], [0.5, 1.5]),
        (1, [2.0, None], [2.0, 0.0]),
        (None, [None, None], [0.5, 0.5]),
        (None, [2.0, None], [2.0, 0.0]),
        ([1, 2], [None, None, None], [1.0, 2.0, 0.0]),
        (1, [], []),
    ],
)
def test_points_of_a_question_are_shared(points, cases, expected):
    assert expected == shared(points, [{"points": value} for value in cases])


def test_points_for_each_case(tmp_path):
    cells = [
        raw("# BEGIN QUESTION\nname: q1\npoints:\n    each: 2"),
        raw("# BEGIN TESTS"),
        code("x == 1", output="True"),
        code("y == 1", output="True"),
        raw("# END TESTS"),
        raw("# END QUESTION"),
    ]
    draft = from_otter(written(tmp_path / "a.ipynb", code("x = y = 1"), *cells))

    assert [2.0, 2.0] == [check.points for check in draft.checks]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([raw("# BEGIN QUESTION\nname: q"), raw("# END SOLUTION")], "cell 2: END SOLUTION ends what never began"),
        ([raw("# BEGIN TESTS"), code("x")], "a.ipynb: TESTS begins and never ends"),
    ],
)
def test_crossed_cells(tmp_path, cells, said):
    with pytest.raises(UsageError, match=said):
        from_otter(written(tmp_path / "a.ipynb", *cells))
