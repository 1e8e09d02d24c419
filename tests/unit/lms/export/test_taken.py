"""What there is to export."""

import pytest

from grader.errors import UsageError
from grader.gradebook.book import Gradebook
from grader.lms.export.taken import take

HEADER = "author,exercise,outcome,points,max_points,late,reason,attempt,submission_digest,graded_at\r\n"


def test_a_gradebook_of_nothing_is_said(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite"):
        pass

    with pytest.raises(UsageError, match="holds 0 courses: none"):
        take(tmp_path, ())


def test_the_table_is_taken_when_it_is_named(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite"):
        pass
    (tmp_path / "grades.csv").write_text(f"{HEADER}ann,a,judged,1,2,0,,1,,t\r\n")

    assert ["ann"] == [row.author for row in take(tmp_path / "grades.csv", ()).rows]
    assert [] == take(tmp_path / "grades.csv", ()).reports()


def test_feedback_is_looked_for_where_the_batch_puts_it(tmp_path):
    (tmp_path / "grades.csv").write_text(f"{HEADER}a/b,x,judged,1,2,0,,1,,t\r\nann,x,judged,1,2,0,,1,,t\r\n")
    folder = tmp_path / "feedback" / "a%2fb"
    folder.mkdir(parents=True)
    (folder / "x.html").write_text("<p>")

    assert {"a/b": {"x.html": b"<p>"}} == take(tmp_path, ()).pages()


def test_exercises_that_a_gradebook_has_no_grades_of_are_named(tmp_path, monkeypatch):
    with Gradebook(tmp_path / "gradebook.sqlite"):
        pass
    monkeypatch.setattr(Gradebook, "courses", lambda _: ["Threads"])

    with pytest.raises(UsageError, match="there are no grades of add-lock"):
        take(tmp_path, ["add-lock"])
