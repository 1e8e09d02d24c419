"""What is told of a person's word beside that it was kept."""

import io

import pytest

from grader.batch import settle
from grader.cli import surroundings
from grader.cli.book import Filter, Where, comment, override, show
from grader.cli.console import Console
from grader.errors import UsageError
from grader.gradebook import deliveries
from tests.support.courses import a_course
from tests.support.gradebooks import COURSE, NOON, a_delivery, a_result, hand_in


def test_a_grade_by_hand_under_a_slug_that_the_course_has_no_longer_is_told(tmp_path, book):
    """It would stay with the old one, and nobody would see it."""
    a_course(tmp_path / "course")
    for slug in ("add-lock", "lock-it"):
        hand_in(book, a_delivery(exercise=slug), a_result(f"k {slug}", exercise=slug))
    where = Where(tmp_path, gradebook=f"sqlite:///{tmp_path / 'gradebook.sqlite'}", course=tmp_path / "course")

    def said(slug):
        err = io.StringIO()
        assert 0 == override(where, "ada", slug, "7", Console(io.StringIO(), err, {}), reason="", by="grace")
        return err.getvalue()

    assert "Careful: this gradebook has grades for lock-it, which is no exercise of Concurrency." in said("lock-it")
    assert "no exercise" not in said("add-lock")


def test_who_has_nothing_that_counts_any_longer_is_graded_by_hand_without_a_roster(tmp_path, book):
    """The message said to do what had just been done."""
    hand_in(book, a_delivery(), a_result())
    with book.writing() as connection:
        deliveries.disown(connection, deliveries.of_course(connection, COURSE), NOON)
    where, err = Where(tmp_path, gradebook=f"sqlite:///{tmp_path / 'gradebook.sqlite'}"), io.StringIO()

    assert 0 == override(where, "ada", "add-lock", "7", Console(io.StringIO(), err, {}), reason="oral", by="grace")
    assert "The grade of ada in add-lock is 7 / 10 now, although nothing was handed in." in err.getvalue()


def test_for_a_word_the_course_is_read_once_and_grades_are_made_once(tmp_path, book, monkeypatch):
    """Both were done again for the files, of a whole class."""
    a_course(tmp_path / "course")
    hand_in(book, a_delivery(), a_result())
    where = Where(tmp_path, gradebook=f"sqlite:///{tmp_path / 'gradebook.sqlite'}", course=tmp_path / "course")
    console, done = Console(io.StringIO(), io.StringIO(), {}), []
    for module, name in (surroundings, "course_around"), (settle, "settle"):
        work = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *given, name=name, work=work, **more: (done.append(name), work(*given, **more))[1]
        )

    override(where, "ada", "add-lock", "7", console, reason="oral", by="grace")
    comment(where, "ada", "add-lock", "Well said.", console, by="grace")

    assert ["course_around", "settle"] * 2 == done


@pytest.mark.parametrize("looks", [True, False])
def test_a_table_breaks_between_words_where_a_person_looks(tmp_path, book, looks):
    reason = "it breaks off in the middle of the first line, and nobody knows what was meant to come after that"
    hand_in(book, a_delivery(), a_result(points=None, reason=reason))
    where, out = Where(tmp_path, gradebook=f"sqlite:///{tmp_path / 'gradebook.sqlite'}"), io.StringIO()
    out.isatty = lambda: looks

    show(where, Filter(), Console(out, io.StringIO(), {"COLUMNS": "70"}), json=False)

    _, *row = out.getvalue().splitlines()
    assert " ".join(row).endswith(reason) is not looks
    assert reason.split() == " ".join(row).split()[-len(reason.split()) :]
    assert looks is (max(map(len, row)) <= 70)


def test_a_course_of_which_a_gradebook_has_nothing_is_told(tmp_path, book):
    """It was said that there is no such author."""
    hand_in(book, a_delivery(), a_result())
    file = a_course(tmp_path / "course").root / "exercises" / "course.toml"
    file.write_text(file.read_text().replace(COURSE, "Another"))
    where = Where(tmp_path, gradebook=f"sqlite:///{tmp_path / 'gradebook.sqlite'}", course=tmp_path / "course")

    with pytest.raises(UsageError, match="this gradebook has nothing of Another") as refused:
        show(where, Filter(["ada"]), Console(io.StringIO(), io.StringIO(), {}), json=False)
    assert "It has: Concurrency." == refused.value.hint


def test_a_comment_is_taken_back(tmp_path, book):
    """What was said to the wrong author stayed on their page."""
    hand_in(book, a_delivery(), a_result())
    where, err = Where(tmp_path, gradebook=f"sqlite:///{tmp_path / 'gradebook.sqlite'}"), io.StringIO()
    for text in ("well done", "see me", None):
        comment(where, "ada", "add-lock", text, Console(io.StringIO(), err, {}), by="grace")

    assert "ada will no longer read 'see me' on the page of add-lock." in err.getvalue()
    assert ["well done"] == [one.text for one in book.entries(COURSE)[0].comments]


@pytest.mark.parametrize(
    ("text", "said"), [(" ", "there is nothing in the comment"), (None, "there is no comment for ada in add-lock")]
)
def test_no_comment_is_none(tmp_path, book, text, said):
    hand_in(book, a_delivery(), a_result())
    where = Where(tmp_path, gradebook=f"sqlite:///{tmp_path / 'gradebook.sqlite'}")

    with pytest.raises(UsageError, match=said):
        comment(where, "ada", "add-lock", text, Console(io.StringIO(), io.StringIO(), {}), by="grace")
