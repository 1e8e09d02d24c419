"""What the words after `grade check` mean."""

import pytest

from grader.cli.targets import resolve
from grader.course.model import Course, Exercise
from grader.errors import UsageError


@pytest.fixture
def course(tmp_path):
    """Two exercises, and a third whose entry is called as the first one's."""
    exercises = {}
    for slug, entry in (("add-lock", "add_lock.py"), ("fix-typo", "fix_typo.py"), ("twin", "fix_typo.py")):
        folder = tmp_path / "course" / "exercises" / slug
        folder.mkdir(parents=True)
        (folder / entry).touch()
        exercises[slug] = Exercise(slug=slug, title=slug, folder=folder, entry=entry)
    return Course(root=tmp_path / "course", title="Concurrency", exercises=exercises)


@pytest.fixture
def elsewhere(tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def found(*targets, course, here, exercise=None):
    return [
        (task.exercise.slug, task.delivery.path, task.delivery.neighbours)
        for task in resolve(targets, course, exercise=exercise, here=here)
    ]


def refused(*targets, course, here, exercise=None):
    with pytest.raises(UsageError) as caught:
        resolve(targets, course, exercise=exercise, here=here)
    return f"{caught.value.message} | {caught.value.hint}"


def own_file(course, slug):
    return (slug, course.exercises[slug].skeleton, True)


def test_nothing_means_every_exercise(course, elsewhere):
    assert [own_file(course, slug) for slug in ("add-lock", "fix-typo", "twin")] == found(course=course, here=elsewhere)


def test_nothing_but_an_exercise_means_that_one(course, elsewhere):
    assert [own_file(course, "fix-typo")] == found(course=course, here=elsewhere, exercise="fix-typo")


@pytest.mark.parametrize("below", [".", "examples"])
def test_nothing_means_every_exercise_inside_an_exercises_folder_as_well(course, below):
    here = course.exercises["fix-typo"].folder / below
    here.mkdir(exist_ok=True)

    assert 3 == len(found(course=course, here=here))
    assert [own_file(course, "fix-typo")] == found(".", course=course, here=course.exercises["fix-typo"].folder)
    assert [own_file(course, "twin")] == found(course=course, here=here, exercise="twin")


def test_a_slug_means_the_file_in_its_folder(course, elsewhere):
    assert [own_file(course, "add-lock")] == found("add-lock", course=course, here=elsewhere)


@pytest.mark.parametrize("target", ["add-lock", "./add-lock", "add-lock/", "add-lock/add_lock.py"])
def test_inside_exercises_folder_and_file_mean_the_exercise(course, target):
    assert [own_file(course, "add-lock")] == found(target, course=course, here=course.root / "exercises")


@pytest.mark.parametrize("target", [".", "exercises"])
def test_the_courses_own_folders_mean_all_of_it(course, target):
    assert 3 == len(found(target, course=course, here=course.root))


def test_another_file_in_an_exercises_folder_belongs_to_it(course):
    mine = course.exercises["add-lock"].folder / "my work.ipynb"
    mine.touch()

    assert [("add-lock", mine, True)] == found(str(mine), course=course, here=course.root)


def test_a_file_elsewhere_is_known_by_the_entrys_name_and_comes_alone(course, elsewhere):
    for name in ("add_lock.py", "add_lock.ipynb"):
        (elsewhere / name).touch()

        assert [("add-lock", elsewhere / name, False)] == found(name, course=course, here=elsewhere)


def test_any_name_will_do_with_an_exercise(course, elsewhere):
    (elsewhere / "odd name.py").touch()

    assert [("twin", elsewhere / "odd name.py", False)] == found(
        "odd name.py", course=course, here=elsewhere, exercise="twin"
    )


def test_a_folder_is_known_by_the_entry_in_it(course, elsewhere):
    (elsewhere / "ada").mkdir()
    (elsewhere / "ada" / "add_lock.py").touch()

    assert [("add-lock", elsewhere / "ada", True)] == found("ada", course=course, here=elsewhere)


def test_a_folder_is_known_by_its_name(course, elsewhere):
    (elsewhere / "twin").mkdir()

    assert [("twin", elsewhere / "twin", True)] == found("./twin", course=course, here=elsewhere)


def test_what_to_type_next_is_as_short_as_may_be(course):
    (task,) = resolve(["add-lock"], course, exercise=None, here=course.root)

    assert "exercises/add-lock/add_lock.py" == task.typed


def test_a_folder_is_replayed_by_its_entry(course, elsewhere):
    (elsewhere / "ada").mkdir()
    (elsewhere / "ada" / "add_lock.py").touch()
    (task,) = resolve(["ada"], course, exercise=None, here=elsewhere)

    assert "ada/add_lock.py" == task.file("add_lock.py")


def test_an_unknown_slug_is_answered_with_the_nearest(course, elsewhere):
    assert (
        "there is no exercise, file or folder 'ad-lock' | Did you mean add-lock? Exercises: add-lock, fix-typo, twin."
    ) == refused("ad-lock", course=course, here=elsewhere)


def test_an_unknown_exercise_is_answered_with_the_list(course, elsewhere):
    assert "there is no exercise 'zzz' in Concurrency | Exercises: add-lock, fix-typo, twin." == refused(
        "x.py", course=course, here=elsewhere, exercise="zzz"
    )


def test_a_missing_file_is_answered_with_the_nearest(course, elsewhere):
    (elsewhere / "add_lock.py").touch()

    assert "add_lok.py: there is no such file or folder | Did you mean add_lock.py?" == refused(
        "add_lok.py", course=course, here=elsewhere
    )


def test_an_ending_that_is_alike_makes_no_two_names_alike(course, elsewhere):
    (elsewhere / "ref.py").touch()

    assert "nothere.py: there is no such file or folder | None" == refused("nothere.py", course=course, here=elsewhere)


def test_links_in_a_circle_are_no_fault_of_ours(course, elsewhere):
    (elsewhere / "one.py").symlink_to("other.py")
    (elsewhere / "other.py").symlink_to("one.py")

    assert "it is not clear which exercise one.py is for" in refused("one.py", course=course, here=elsewhere)


def test_a_missing_file_in_a_missing_folder(course, elsewhere):
    assert f"no/x.py: there is no such file or folder | There is no folder {elsewhere / 'no'} either." == refused(
        "no/x.py", course=course, here=elsewhere
    )


def test_a_file_that_could_be_for_two(course, elsewhere):
    (elsewhere / "fix_typo.py").touch()

    assert "fix_typo.py could be for fix-typo and twin | Say which: --exercise SLUG." == refused(
        "fix_typo.py", course=course, here=elsewhere
    )


def test_a_file_that_could_be_for_any(course, elsewhere):
    (elsewhere / "main.py").touch()

    assert (
        "it is not clear which exercise main.py is for | Say it: --exercise SLUG. Exercises: add-lock, fix-typo, twin."
    ) == refused("main.py", course=course, here=elsewhere)


@pytest.mark.parametrize("target", ["examples", "examples/test_examples.py"])
def test_checks_are_no_answer(course, target):
    here = course.exercises["fix-typo"].folder
    (here / "examples").mkdir()
    (here / "examples" / "test_examples.py").touch()

    said = refused(target, course=course, here=here)
    assert f"{target} holds checks of fix-typo, and no answer | They are run by: grade check fix-typo" == said


def test_a_slug_that_is_a_folder_here_as_well(course, elsewhere):
    (elsewhere / "add-lock").mkdir()
    own = course.exercises["add-lock"].skeleton

    assert (
        "add-lock is an exercise, and a folder here | "
        f"Write ./add-lock for the folder, or {own} for the exercise's own file."
    ) == refused("add-lock", course=course, here=elsewhere)


def test_a_slug_cannot_be_judged_as_another(course, elsewhere):
    assert "add-lock is an exercise itself and cannot be judged as twin | None" == refused(
        "add-lock", course=course, here=elsewhere, exercise="twin"
    )


def a_class(folder, *files):
    for name in files:
        path = folder / "class of 26" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


@pytest.mark.parametrize(
    ("exercise", "words"), [(None, " --exercise add-lock --exercise twin"), ("add-lock", " --exercise add-lock")]
)
def test_a_folder_of_submissions_is_for_another_command(course, elsewhere, exercise, words):
    a_class(elsewhere, "ada/add_lock.py", "bob/add_lock.ipynb", "bob/fix_typo.py", "cy/notes.txt")

    assert (
        "class of 26 holds 2 submissions, each in a folder of its own | "
        f'Judge a whole class with: grade batch "class of 26"{words} --out results'
    ) == refused("class of 26", course=course, here=elsewhere, exercise=exercise)


@pytest.mark.parametrize("files", [["add_lock.py", "old/add_lock.py", "older/add_lock.py"], ["wrapped/add_lock.py"]])
def test_a_submission_may_have_folders(course, elsewhere, files):
    a_class(elsewhere, *files)

    assert [("add-lock", elsewhere / "class of 26", True)] == found(
        "class of 26", course=course, here=elsewhere, exercise="add-lock"
    )
