"""The file that `--html` writes."""

import os

import msgspec
import pytest

from grader.cli.browser import must_be_writable, save
from grader.cli.listing import numbered
from grader.cli.targets import Task
from grader.errors import UsageError
from grader.intake import Delivery, accept
from grader.report import SubmissionRef
from tests.support.courses import SLUG, a_course
from tests.support.reports import a_check, a_report, at


@pytest.fixture
def task(tmp_path):
    exercise = a_course(tmp_path).exercises[SLUG]
    file = tmp_path / "my work.py"
    file.write_text("one()\ntwo()\n")
    return Task(exercise, Delivery(file), "my work.py")


def judged(task):
    digest = accept(task.delivery, task.exercise).digest
    report = a_report(a_check(outcome="failed", location=at(2, file="my work.py")), entry="my work.py")
    return msgspec.structs.replace(report, submission=SubmissionRef(digest=digest, entry="my work.py"))


def test_the_page_quotes_the_submission_and_leaves_nothing_beside(task, tmp_path):
    save(tmp_path / "page.html", [(task, judged(task))])

    assert "two()" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert [] == list(tmp_path.glob(".page*"))


def test_a_folder_that_cannot_be_written_is_said(task, tmp_path):
    with pytest.raises(UsageError, match="cannot be written: No such file"):
        save(tmp_path / "gone" / "page.html", [(task, judged(task))])


def test_where_nothing_can_be_written_is_known_before_the_work_is_done(tmp_path, monkeypatch):
    tmp_path.chmod(0o500)
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # for root, whom no rights stop

    with pytest.raises(UsageError, match="cannot be written") as told:
        must_be_writable(tmp_path / "page.html")

    assert "Name a file in a folder where you may write." == told.value.hint


def test_what_is_no_file_is_not_replaced_by_one(task, tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(UsageError, match="pipe cannot be written: it is no ordinary file"):
        save(tmp_path / "pipe", [(task, judged(task))])

    assert (tmp_path / "pipe").is_fifo()


def test_lines_are_quoted_only_while_they_are_those_that_were_judged(task):
    report = judged(task)
    before = numbered(task, report)
    task.delivery.path.write_text("other()\n")
    changed = numbered(task, report)
    task.delivery.path.unlink()

    assert "two()" == before["my work.py", None, 2]
    assert ({}, {}) == (changed, numbered(task, report))


def test_a_page_is_not_written_over_a_program(tmp_path):
    with pytest.raises(UsageError, match="would be a page in place of a program"):
        must_be_writable(tmp_path / "add_lock.py")
