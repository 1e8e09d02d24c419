"""An nbgrader notebook, cell by cell."""

import base64

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


def test_of_what_is_defined_only_the_bodies_are_a_solution(tmp_path):
    solution = (
        "@cache\ndef f(x: int) -> str:\n    return str(x)\nclass Box:\n    size: int = 1\n    def put(self, it) -> None:\n"
        '        """Put it\n\n        in."""\n        self.it = it\nasync def g(): return 1'
    )
    (told,) = sources(
        from_nbgrader(written(tmp_path / "a.ipynb", code(solution, solution=True, grade_id="f"))).skeleton
    )
    stub = "# YOUR CODE HERE\n{0}raise NotImplementedError()\n"

    assert (
        f"@cache\ndef f(x: int) -> str:\n    {stub.format('    ')}class Box:\n    def put(self, it) -> None:\n"
        f'        """Put it\n\n        in."""\n        {stub.format("        ")}async def g():\n    {stub.format("    ")}'
    ) == told + "\n"


@pytest.mark.parametrize(
    ("begin", "end"), [("### BEGIN", "### END"), ("=== BEGIN", "=== END"), ("<!-- BEGIN", "<!-- END")]
)
def test_answers_in_words_and_how_they_are_marked_are_for_nobody(tmp_path, begin, end):
    path = written(
        tmp_path / "a.ipynb",
        text(
            f"Draw it.\n\n{begin} MARK SCHEME\nSECRET: 2 points\n{end} MARK SCHEME", task=True, points=2, grade_id="a"
        ),
        text(f"Why?\n{begin} SOLUTION\nSECRET\n{end} SOLUTION"),
        text("SECRET", solution=True, grade_id="b"),
    )
    draft = from_nbgrader(path)

    assert "SECRET" not in draft.skeleton + draft.statement
    assert "Draw it.\n\n\nWhy?\nYOUR ANSWER HERE\n" == draft.statement
    assert "2 points" in draft.left[0].text


def test_pictures_in_the_text_come_along_and_those_of_answers_do_not(tmp_path):
    """In the notebook they stay where they are; for the statement they are files, as two cells may call theirs the same."""
    picture = {"image/png": base64.b64encode(b"a picture").decode()}
    shown = text("![](attachment:image.png)") | {"attachments": {"image.png": picture}}
    answer = text("![](attachment:key.png)", grade=True, solution=True, points=1, grade_id="a")
    draft = from_nbgrader(
        written(tmp_path / "a.ipynb", shown, shown, answer | {"attachments": {"key.png": picture}}, *NBGRADER)
    )

    assert {"cell-1-image.png": b"a picture", "cell-2-image.png": b"a picture"} == draft.files
    assert draft.statement.startswith("![](cell-1-image.png)\n\n![](cell-2-image.png)")
    assert 2 == draft.skeleton.count('"image.png"')
    assert "key.png" not in draft.skeleton


def test_without_metadata_regions_say_it_all(tmp_path):
    path = written(
        tmp_path / "a.ipynb",
        code("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION"),
        code('"""One."""\nassert f()\n### BEGIN HIDDEN TESTS\nassert f() == 1\n### END HIDDEN TESTS'),
        text("## End"),
    )
    (check,) = from_nbgrader(path).checks

    assert ("test_one", "assert f()\nassert f() == 1", "assert f()") == (check.name, check.body, check.visible)


@pytest.mark.parametrize("before", ["", "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n"])
def test_each_region_of_tests_is_a_check_with_its_points_and_what_is_hidden_stays_so(tmp_path, before):
    tests = (
        "### BEGIN TESTS 2 points\n# It is true.\nassert f()\n### END TESTS\n"
        "### BEGIN HIDDEN TESTS 3 points\n# It is one.\nassert f() == 1\n### END HIDDEN TESTS"
    )
    draft = from_nbgrader(written(tmp_path / "a.ipynb", code(before + tests)))

    assert [("It is true.", 2.0, "assert f()"), ("It is one.", 3.0, "")] == [
        (check.title, check.points, check.visible) for check in draft.checks
    ]
    assert ["assert f()", "assert f() == 1"] == [check.body for check in draft.checks]
    assert "assert" not in draft.skeleton


def test_points_behind_the_mark_of_a_hidden_region_count(tmp_path):
    asserts = "assert f()\n### BEGIN HIDDEN TESTS 3 points\nassert f() == 1\n### END HIDDEN TESTS"
    (check,) = from_nbgrader(written(tmp_path / "a.ipynb", code(asserts))).checks

    assert 3 == check.points


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
