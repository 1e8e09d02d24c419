"""An nbgrader notebook, cell by cell."""

import pytest

from grader.authoring.carry.nbgrader import from_nbgrader
from grader.errors import UsageError
from tests.support.notebooks import NBGRADER, code, sources, text, written


@pytest.fixture
def draft(tmp_path):
    return from_nbgrader(written(tmp_path / "ps1.ipynb", *NBGRADER))


def test_the_right_answer_has_its_solutions_and_no_tests(draft):
    convert, tried, *_ = sources(draft.reference)

    assert "SOLUTION" not in draft.reference
    assert "    return (f - 32) * 5 / 9" in convert
    assert (
        'if __name__ == "__main__":  # to try it out: runs here, and not when it is graded\n'
        "    print(to_celsius(212))" == tried
    )
    assert "assert" not in draft.program


def test_students_get_stubs(draft):
    first, *_ = sources(draft.skeleton)

    assert (
        'def to_celsius(f):\n    """Fahrenheit to Celsius."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
        == first.strip()
    )
    assert "-18" not in draft.skeleton
    assert "warm" not in draft.skeleton
    assert "YOUR ANSWER HERE" in draft.skeleton


def test_each_graded_cell_is_a_check(draft):
    converts, refuses = draft.checks

    assert ("test_converts", "It converts.", 2.0) == (converts.name, converts.title, converts.points)
    assert "assert to_celsius(32) == 0\nassert to_celsius(-40) == -40" == converts.body
    assert "assert to_celsius(32) == 0" == converts.visible
    assert ("test_refuses", "It refuses the impossible.") == (refuses.name, refuses.title)


def test_what_stays_behind_is_told(draft):
    assert [
        ("cell 8 (why, 3 points)", "it is graded by hand"),
        ("cell 9 (free, 1 points)", "it is graded by hand"),
        ("cell 10 (task, 4 points)", "it is graded by hand"),
        ("cell 11 (auto, 1 points)", "nbgrader makes its asserts by running the notebook (AUTOTEST)"),
    ] == [(left.what, left.why) for left in draft.left]


def test_what_is_said_to_students(draft):
    assert draft.statement.startswith("# Temperatures\n\nA short assignment.\n\nWrite `to_celsius(f)`")


def test_a_solution_cell_without_regions_is_all_solution(tmp_path):
    path = written(
        tmp_path / "a.ipynb",
        code('def f(x, *, y=1):\n    """Doc."""\n    return x', solution=True, grade_id="f"),
        code("x = 3", solution=True, grade_id="x"),
        code("x (", solution=True, grade_id="y"),
    )
    stub = "# YOUR CODE HERE\nraise NotImplementedError()"

    assert [
        'def f(x, *, y=1):\n    """Doc."""\n    # YOUR CODE HERE\n    raise NotImplementedError()',
        "# YOUR CODE HERE",
        stub,
    ] == sources(from_nbgrader(path).skeleton)


def test_without_metadata_regions_say_it_all(tmp_path):
    path = written(
        tmp_path / "a.ipynb",
        code("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION"),
        code('"""One."""\nassert f()\n### BEGIN HIDDEN TESTS\nassert f() == 1\n### END HIDDEN TESTS'),
        text("## End"),
    )
    (check,) = from_nbgrader(path).checks

    assert ("test_one", "assert f()\nassert f() == 1", "assert f()") == (check.name, check.body, check.visible)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{}", "a.ipynb is not a notebook: KeyError: 'cells'"),
        ("[]", "a.ipynb is not a notebook: AttributeError"),
        ("no", "a.ipynb is not a notebook: JSONDecodeError"),
        ('{"nbformat": 3}', "a.ipynb is a notebook of format 3"),
    ],
)
def test_what_is_no_notebook(tmp_path, content, said):
    (tmp_path / "a.ipynb").write_text(content)

    with pytest.raises(UsageError, match=said):
        from_nbgrader(tmp_path / "a.ipynb")


def test_a_region_that_never_ends_is_told_with_its_cell(tmp_path):
    path = written(tmp_path / "a.ipynb", text("x"), code("### BEGIN SOLUTION\nx = 1"))

    with pytest.raises(UsageError, match="cell 2:1: SOLUTION begins here and never ends"):
        from_nbgrader(path)
