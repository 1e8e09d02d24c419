"""What a source is."""

import pytest

from grader.authoring.carry import read, texts_of
from grader.errors import UsageError
from tests.support.notebooks import NBGRADER, OK_TESTS, OTTER, text, written

SCRIPT = '''"""Greetings.

Write `greet(name)`.
"""


def greet(name):
    ### BEGIN SOLUTION
    return f"Hello, {name}!"
    ### END SOLUTION


### BEGIN TESTS 2 points
# It greets.
assert greet("Ann") == "Hello, Ann!"
### END TESTS

### BEGIN HIDDEN TESTS
assert greet("") == "Hello, !"
### END HIDDEN TESTS
'''


def test_a_script(tmp_path):
    (tmp_path / "greet.py").write_text(SCRIPT)
    draft = read(tmp_path / "greet.py")

    assert ("greet.py", "Greetings.\n\nWrite `greet(name)`.") == (draft.entry, draft.statement)
    assert [("test_it_greets", 2.0, True), ("test_hidden_tests_2", 1.0, False)] == [
        (check.name, check.points, bool(check.visible)) for check in draft.checks
    ]
    assert "raise NotImplementedError()" in draft.skeleton
    assert "assert" not in draft.skeleton + draft.reference


def test_a_script_with_ok_tests_beside_it(tmp_path):
    (tmp_path / "area.py").write_text("def area(r):\n    # BEGIN SOLUTION\n    return 3.2 * r\n    # END SOLUTION\n")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "q8.py").write_text(OK_TESTS["q8.py"])

    assert ["test_q8_case_1"] == [check.name for check in read(tmp_path / "area.py").checks]


def test_tests_beside_a_script_that_are_called_as_one_in_it_have_a_name_of_their_own(tmp_path):
    source = "# BEGIN SOLUTION\nx = 1\n# END SOLUTION\n# BEGIN TESTS\n# q8 case 1\nassert x == 1\n# END TESTS\n"
    (tmp_path / "area.py").write_text(source)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "q8.py").write_text(OK_TESTS["q8.py"])

    assert ["test_q8_case_1", "test_q8_case_1_2"] == [check.name for check in read(tmp_path / "area.py").checks]


@pytest.mark.parametrize(("cells", "number"), [(NBGRADER, 2), (OTTER, 4)])
def test_a_folder_with_one_notebook(tmp_path, cells, number):
    written(tmp_path / "lab.ipynb", *cells)

    assert number == len(read(tmp_path).checks)


def test_pictures_and_data_that_are_named_come_along(tmp_path):
    written(tmp_path / "lab.ipynb", text("![](map.png) ![](img/map.png)"), *NBGRADER)
    (tmp_path / "img").mkdir()
    for name in ("map.png", "other.png", "helper.py", "img/map.png", "img/other.png"):
        (tmp_path / name).write_bytes(b"data")

    assert {"map.png": b"data", "img/map.png": b"data"} == read(tmp_path / "lab.ipynb").files


def test_what_a_test_says_in_several_lines_is_said_as_it_stands(tmp_path):
    """Only code is set further in; blanks within a string are part of it."""
    told = 'assert table() == """a  \n  b"""\nassert (table() ==\n  f"""a  \n{""}  b""")'
    source = f"def table():\n    ### BEGIN SOLUTION\n    pass\n    ### END SOLUTION\n### BEGIN TESTS\n{told}\n### END TESTS\n"
    (tmp_path / "draw.py").write_text(source)
    suite = texts_of(read(tmp_path / "draw.py"), "draw", None)["tests/suites/draw/test_draw.py"]

    assert '        assert program.table() == """a  \n  b"""\n        assert (program.table() ==\n' in suite


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.py", "x = 1\n", "a.py marks no solution"),
        ("a.py", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", "a.py has no test that could be carried over"),
        ("a.py", "### BEGIN SOLUTION\nx = (\n### END SOLUTION\n", "the solution is no Python"),
        ("a.py", b"\xff", "a.py is not UTF-8"),
        ("a.txt", "x", "is neither a script nor a notebook"),
        ("missing", None, "there is no such file or folder"),
    ],
)
def test_what_cannot_be_read(tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(UsageError, match=said):
        read(tmp_path / name)


@pytest.mark.parametrize(("names", "said"), [([], "holds nothing"), (["a.py", "b.ipynb"], "holds a.py, b.ipynb")])
def test_a_folder_that_does_not_say_which(tmp_path, names, said):
    for name in names:
        (tmp_path / name).write_text("")

    with pytest.raises(UsageError, match=said):
        read(tmp_path)


def test_the_files_of_an_exercise(tmp_path, snapshot):
    (tmp_path / "greet.py").write_text(SCRIPT)
    texts = texts_of(read(tmp_path / "greet.py"), "say-hello", None, ["test_it_greets"])

    assert snapshot == "\n".join(f"=== {name}\n{content}" for name, content in texts.items())


def test_data_that_come_along_lie_in_one_place(tmp_path):
    """They are handed out, and so lie beside every answer: a copy would stand in their place once they change."""
    (tmp_path / "greet.py").write_text(f"{SCRIPT}\nopen('names.csv')\n")
    (tmp_path / "names.csv").write_text("Ann")

    texts = texts_of(read(tmp_path / "greet.py"), "say-hello", None)

    assert ["exercises/say-hello/names.csv"] == [name for name in texts if name.endswith(".csv")]
