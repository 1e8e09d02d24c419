"""What students get."""

from grader.authoring import public
from tests.support.courses import ENTRY, SLUG, a_course


def test_drafts_and_what_tools_leave_stay_behind(tmp_path):
    course = a_course(tmp_path, examples="x = 1\n")
    home = tmp_path / "exercises"
    for name in (
        "_draft/exercise.toml",
        ".git/config",
        "add-lock/__pycache__/x.pyc",
        "add-lock/notes.py~",
        "README.md",
    ):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("")
    found = [str(path.relative_to(home)) for path in public.files(course)]

    inside = ["README.md", ENTRY, "examples/test_examples.py", "exercise.toml"]
    assert ["README.md", *(f"{SLUG}/{name}" for name in inside), "course.toml"] == found


def test_files_of_another_exercise_are_no_part_of_one(tmp_path):
    a_course(tmp_path)
    other = tmp_path / "exercises" / "other"
    other.mkdir()
    (other / "exercise.toml").write_text('title = "Other"\nentry = "other.py"\n')
    (other / "README.md").write_text("# Other\n")
    (other / "other.py").write_text("")
    from grader.course import load

    course = load(tmp_path / "exercises")
    names = {path.name for path in public.files_of(course, course.exercise(SLUG))}

    assert {"course.toml", "README.md", ENTRY, "exercise.toml"} == names


def test_a_kit_is_all_public(tmp_path):
    kit = tmp_path / "kit"
    a_course(tmp_path)
    (tmp_path / "exercises").rename(kit)
    from grader.course import load

    assert kit == public.home(load(kit))
