"""Whose a delivery is, for which exercise, with which entry."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.batch.arrivals import Sorter
from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.intake.layouts.plain import PLAIN
from grader.intake.roster import Person, Roster
from grader.intake.submission import digest
from grader.intake.tree import grow
from tests.support.classes import on_disk
from tests.support.systems import WINE

LOCK = Exercise("add-lock", "Lock the value", Path(), "add_lock.py")
TYPO = Exercise("fix-typo", "Fix the typo", Path(), "fix_typo.ipynb")
COURSE = Course(Path(), "Concurrency", {"add-lock": LOCK, "fix-typo": TYPO})


def arrivals(tmp_path, files, *, wanted=(LOCK,), roster=None, exercise=None, said=()):
    tree = grow(on_disk(tmp_path / "in", files))
    sorter = Sorter(COURSE, wanted, roster, frozenset(said))
    handed = PLAIN.find(tree, list(COURSE.exercises))
    if exercise:
        handed = [replace(one, exercise=exercise) for one in handed]
    return [found for one in handed for found in sorter.arrivals(one, tree)]


def slug(arrival):
    return arrival.exercise.slug if arrival.exercise else None


def test_with_one_exercise_everything_is_for_it(tmp_path):
    (one,) = arrivals(tmp_path, {"ada.py": "x = 1"})

    assert (("ada.py",), "add-lock", "add_lock.py", "ada.py", "") == (
        one.authors, slug(one), one.entry, one.delivered_as, one.strange,
    )  # fmt: skip
    assert digest({"ada.py": b"x = 1"}) == one.came_as, "by which it is found again where nobody knew what it is for"


def test_equal_answers_under_different_names_are_one_submission(tmp_path):
    ada, ben = arrivals(tmp_path, {"ada.py": "x = 1", "ben/solution.py": "x = 1"})

    assert ada.digest == ben.digest


def test_a_notebook_keeps_being_one(tmp_path):
    (one,) = arrivals(tmp_path, {"ada.ipynb": "{}"})

    assert "add_lock.ipynb" == one.entry


def test_several_files_keep_their_names(tmp_path):
    (one,) = arrivals(tmp_path, {"ada/main.py": "1", "ada/add_lock.py": "2"})

    assert ("add_lock.py", "", "", ["add_lock.py", "main.py"]) == (
        one.entry, one.delivered_as, one.came_as, sorted(one.bundle.files),
    )  # fmt: skip


def test_several_candidates_are_listed_and_nothing_is_guessed(tmp_path):
    (one,) = arrivals(tmp_path, {"ada/a.py": "1", "ada/b.py": "2"})

    assert "ada holds several files that could be the answer: a.py, b.py. Call the one" in one.strange
    assert one.digest


@pytest.mark.parametrize("files", [("fix_typo.py",), ("fix_typo.py", "notes.txt"), ("fix_typo.ipynb",)])
def test_an_answer_that_is_called_as_anothers_is_told_so(tmp_path, files):
    """It lost every check, and nobody said that it was given in at the wrong place."""
    (one,) = arrivals(tmp_path, {f"ada/{name}": "x = 1" for name in files})

    assert ("add-lock", "") == (slug(one), one.strange)
    assert (
        f"{files[0]} is what an answer to fix-typo is called, and it was judged as one to add-lock",
    ) == one.bundle.notices


@pytest.mark.parametrize("name", ["add_lock.py", "add_lock.ipynb", "submission.py", "mine.py"])
def test_of_an_answer_that_is_called_as_it_should_be_or_as_nobodys_nothing_is_told(tmp_path, name):
    (one,) = arrivals(tmp_path, {f"ada/{name}": "x = 1"})

    assert () == one.bundle.notices


def test_of_several_exercises_the_file_name_tells(tmp_path):
    both = {"ada/add_lock.py": "1", "ada/fix_typo.py": "2", "ada/data.txt": "3"}
    lock, typo = arrivals(tmp_path, both, wanted=(LOCK, TYPO))

    assert ("add-lock", ["add_lock.py", "data.txt"]) == (slug(lock), sorted(lock.bundle.files))
    assert ("fix-typo", ["data.txt", "fix_typo.py"]) == (slug(typo), sorted(typo.bundle.files))


def test_what_is_for_no_exercise_is_kept_with_what_was_expected(tmp_path):
    (one,) = arrivals(tmp_path, {"ada/other.py": "1"}, wanted=(LOCK, TYPO))

    assert (None, True) == (slug(one), bool(one.digest))
    assert "no file is called add_lock.py, fix_typo.ipynb" in one.strange
    (none,) = arrivals(tmp_path, {"ben/essay.pdf": "1"}, wanted=(LOCK, TYPO))[1:]
    assert none.strange.endswith("for: ben holds no Python file and no notebook, only: essay.pdf")


@pytest.mark.parametrize("word", ["fix-typo", "Fix the typo", "fix_typo", "FIX THE TYPO!"])
def test_a_layout_may_call_an_exercise_by_slug_or_title(tmp_path, word):
    (one,) = arrivals(tmp_path, {"ada.py": "1"}, wanted=(LOCK, TYPO), exercise=word)

    assert "fix-typo" == slug(one)


def test_whoever_is_not_on_the_roster_is_kept_without_a_grade(tmp_path):
    roster = Roster([Person("ada", "Ada"), Person("b1", "Ben", "", "red"), Person("b2", "Bea", "", "red")])
    ada, red, zoe = arrivals(tmp_path, {"ada.py": "1", "red.py": "2", "zoe.py": "3"}, roster=roster)

    assert (("ada",), True, "") == (ada.authors, ada.known, ada.strange)
    assert (("b1", "b2"), True) == (red.authors, red.known)
    assert (
        ("zoe.py",),
        False,
        "the roster does not say who zoe.py is: add them to it, and give the same command again",
    ) == (zoe.authors, zoe.known, zoe.strange)


def test_whom_a_platform_knows_is_known_unless_a_roster_does_not(tmp_path):
    (one,) = PLAIN.find(grow(on_disk(tmp_path / "in", {"ada.py": "x = 1"})), list(COURSE.exercises))
    tree = grow(tmp_path / "in")

    for known, people, found in [
        (True, None, (True, False)),
        (False, None, (False, False)),
        (True, [Person("ben")], (False, True)),
        (False, [Person("ada")], (True, False)),
    ]:
        sorter = Sorter(COURSE, (LOCK,), None if people is None else Roster(people))
        (arrival,) = sorter.arrivals(replace(one, known=known), tree)
        assert found == (arrival.known, bool(arrival.strange))


def test_who_could_be_two_is_told_so(tmp_path):
    twins = Roster([Person("jd1", "Jane Doe"), Person("jd2", "Jane Doe")])
    (one,) = arrivals(tmp_path, {"Jane Doe.py": "x = 1"}, roster=twins)

    assert one.strange.startswith("Jane Doe.py could be jd1 (Jane Doe) or jd2 (Jane Doe): the roster needs")
    assert not one.known


@pytest.mark.parametrize(
    ("said", "file", "expected"),
    [
        (["HW 3"], "a.py", "add-lock"),  # of one assignment any name will do
        (["HW 3", "HW 4"], "a.py", None),  # of several it says that it is for one, and not for which
        (["HW 3", "HW 4"], "add_lock.py", "add-lock"),  # which the file's name may tell
        (["HW 3", "Lock the value"], "add_lock.py", None),  # but not against names that are known
    ],
)
def test_another_assignments_answers_are_not_taken_for_this_ones(tmp_path, said, file, expected):
    """A folder of nbgrader holds all of a term: what is called ps1 there is no attempt at add-lock."""
    (one,) = arrivals(tmp_path, {f"ada/{file}": "x = 1"}, exercise="HW 3", said=said)

    assert expected == slug(one)
    assert bool(expected) == (not one.strange)


def test_what_it_was_handed_in_for_is_told(tmp_path):
    (one,) = arrivals(tmp_path, {"ada/a.py": "x = 1"}, exercise="ps1", said=["ps1", "add-lock"])

    assert (
        "it is not clear which exercise it is for: it was handed in for ps1, which is the name of none of them"
        == one.strange
    )


def test_what_cannot_be_read_is_kept_too(tmp_path):
    (one,) = arrivals(tmp_path, {"ada.zip": "no zip"})

    assert ("add-lock", "") == (slug(one), one.digest)
    assert "ada.zip is not a readable zip" in one.strange


def test_what_is_for_another_exercise_of_the_course_is_not_wanted(tmp_path):
    tree = grow(on_disk(tmp_path / "in", {"fix-typo/ada.py": "1", "add-lock/ada.py": "2"}))
    sorter = Sorter(COURSE, (LOCK,))

    assert [True, False] == [sorter.is_wanted(one) for one in PLAIN.find(tree, list(COURSE.exercises))]


@pytest.mark.skipif(WINE, reason="wine makes no file of such a name")
@pytest.mark.parametrize("name", ["\udcff\udcfe.py", "\udcff.txt", "\udcfd/x.py"])
def test_names_that_are_no_text_are_spelt_out_and_stop_nobody(tmp_path, name):
    """A file system may hold any bytes; a gradebook holds text, and two authors stay two."""
    found = arrivals(tmp_path, {name: "x = 1", "\udcff\udcfc.py": "x = 1", "ada.py": "x = 1"})

    authors = [author for one in found for author in one.authors]
    assert 3 == len(set(authors))
    told = [text for one in found for text in (*one.authors, one.handed.label, one.delivered_as, one.strange)]
    assert "".join(told).encode()
    assert "ada.py" in authors


def refused(tmp_path, files, *, wanted=(LOCK,), exercise=""):
    tree = grow(on_disk(tmp_path / "in", files))
    handed = [replace(one, exercise=exercise) for one in PLAIN.find(tree, [])]
    Sorter(COURSE, wanted).refuse_anothers(handed)


TWO_OF_ANOTHER = {"ada/fix_typo.py": "1", "ben/fix_typo.ipynb": "{}", "cy/main.py": "2"}


def test_deliveries_for_another_exercise_are_refused_before_they_are_noted(tmp_path):
    with pytest.raises(UsageError) as raised:
        refused(tmp_path, TWO_OF_ANOTHER)

    assert (
        "these look like deliveries for fix-typo: 2 of 3 hold fix_typo.ipynb, and none add_lock.py"
        == raised.value.message
    )
    assert "or --exercise fix-typo" in raised.value.hint


def test_the_name_that_fits_any_exercise_is_not_anothers(tmp_path):
    named_so = Course(Path(), "C", {"add-lock": LOCK, "usual": replace(TYPO, slug="usual", entry="submission.py")})
    tree = grow(on_disk(tmp_path / "in", {f"{name}/submission.py": name for name in ("ada", "ben", "cy")}))

    assert None is Sorter(named_so, (LOCK,)).refuse_anothers(list(PLAIN.find(tree, [])))


@pytest.mark.parametrize(
    "meant",
    [
        {"files": TWO_OF_ANOTHER | {"dee/add_lock.py": "3", "eve/fix_typo.py": "4"}},  # somebody mixed something up
        {"files": {"ada/fix_typo.py": "1"}},
        {"files": TWO_OF_ANOTHER | {"dee/main.py": "3"}},  # no more than half
        {"files": TWO_OF_ANOTHER, "wanted": (LOCK, TYPO)},
        {"files": TWO_OF_ANOTHER, "exercise": "add-lock"},  # the platform says so
        {"files": {}},
    ],
)
def test_what_may_be_meant_is_not(tmp_path, meant):
    assert refused(tmp_path, **meant) is None
