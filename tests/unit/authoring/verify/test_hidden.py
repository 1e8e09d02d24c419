"""Nothing hidden may lie among what students get: canaries are planted, and must be found."""

import pytest

from grader.authoring.verify.hidden import nothing_hidden_is_public
from tests.support.courses import ENTRY, RIGHT, SLUG, a_course

SUITE = '''
    from grader.suite import points

    @points(2)
    def test_one_call_adds_one(submission):
        """One call of increase() adds exactly one."""
        canary = submission.load()
        canary.increase()
        assert 1 == canary.database_value
    '''


@pytest.fixture
def law(tmp_path):
    course = a_course(tmp_path, SUITE, examples="def test_x(submission):\n    pass\n")

    def look():
        return nothing_hidden_is_public(course, course.exercise(SLUG))

    return look


def said(law):
    return [(finding.message, finding.where) for finding in law.findings]


def test_a_clean_exercise(law):
    assert (True, "nothing hidden lies in the 5 files that students get") == (law().holds, law().says)


def test_a_reference_among_the_files(law, tmp_path):
    reference = (tmp_path / "solutions" / SLUG / "reference" / ENTRY).read_text()
    (tmp_path / "exercises" / SLUG / "old.py").write_text(reference)

    source = f"solutions/{SLUG}/reference/{ENTRY}"
    assert [(f"it is the same file as {source}", f"exercises/{SLUG}/old.py")] == said(law())


def test_a_skeleton_that_is_the_reference(law, tmp_path):
    """It was tried out in place, and forgotten."""
    reference = (tmp_path / "solutions" / SLUG / "reference" / ENTRY).read_text()
    (tmp_path / "exercises" / SLUG / ENTRY).write_text(reference)

    source = f"solutions/{SLUG}/reference/{ENTRY}"
    assert [(f"it is the same file as {source}", f"exercises/{SLUG}/{ENTRY}")] == said(law())


@pytest.mark.parametrize("name", ["README.md", "examples/test_examples.py", "notes.txt", "other.ipynb"])
def test_lines_of_a_reference(law, tmp_path, name):
    lines = [line.strip() for line in RIGHT.strip().splitlines()]
    text = "".join(f'    "{line}\\n",\n' for line in lines) if name.endswith("ipynb") else "\n".join(lines)
    (tmp_path / "exercises" / SLUG / name).write_text(f"Here it is:\n\n{text}\n")

    ((message, where),) = said(law())
    assert f"lines of solutions/{SLUG}/reference/{ENTRY} stand here" == message
    assert f"exercises/{SLUG}/{name}" == where


def test_lines_of_the_suite(law, tmp_path):
    (tmp_path / "exercises" / SLUG / "notes.txt").write_text(
        "canary = submission.load()\ncanary.increase()\nassert 1 == canary.database_value\nend\n"
    )

    assert [f"lines of tests/suites/{SLUG}/test_add_lock.py stand here"] == [message for message, _ in said(law())]


def test_an_example_may_be_one_of_the_hidden_checks(law, tmp_path):
    suite = (tmp_path / "tests" / "suites" / SLUG / "test_add_lock.py").read_text()
    (tmp_path / "exercises" / SLUG / "examples" / "test_examples.py").write_text("'''Visible.'''\n" + suite)

    assert law().holds


def test_one_line_in_common_is_no_leak(law, tmp_path):
    (tmp_path / "exercises" / SLUG / "README.md").write_text("# Add a lock\n\nUse `with lock:`.\n")

    assert law().holds


@pytest.mark.parametrize(
    "mark",
    ["### BEGIN SOLUTION", "# BEGIN SOLUTION", "### BEGIN HIDDEN TESTS", "# BEGIN TESTS", "=== BEGIN MARK SCHEME ==="],
)
def test_a_marked_region(law, tmp_path, mark):
    (tmp_path / "exercises" / SLUG / ENTRY).write_text(f"x = 1\n{mark}\ny = 2\n")

    assert [(f"a region is marked here: {mark}", f"exercises/{SLUG}/{ENTRY}:2")] == said(law())


@pytest.mark.parametrize("visibility", ["hidden", "after_due_date", "after_published", "visible"])
def test_a_check_that_students_may_not_see(law, tmp_path, visibility):
    (tmp_path / "exercises" / SLUG / "README.md").write_text("See test_secret.\n")
    suite = tmp_path / "tests" / "suites" / SLUG
    (suite / "test_more.py").write_text(
        f"@points(1, visibility={visibility!r})\ndef test_secret(submission):\n    f()\n"
    )
    (suite / "data.bin").write_bytes(b"\0\xff")

    said_so = ["it names test_secret, which students may not see yet"]
    assert ([] if visibility == "visible" else said_so) == [message for message, _ in said(law())]


def test_links_and_expectations(law, tmp_path):
    folder = tmp_path / "exercises" / SLUG
    (folder / "link.py").symlink_to(tmp_path / "solutions" / SLUG / "reference" / ENTRY)
    (folder / "expect.toml").write_text('loses = ["test_x"]\n')

    assert ["it names hidden checks", "it is a link, and a kit holds what it points to"] == [m for m, _ in said(law())]
