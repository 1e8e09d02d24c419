"""The database: up to date when opened, and speaking when something is wrong."""

import os
import sqlite3
import stat
import threading

import pytest
from sqlalchemy import text

from grader.errors import GraderError, UsageError
from grader.gradebook import deliveries, migrations
from grader.gradebook.book import Gradebook
from grader.gradebook.database import Database
from tests.support.gradebooks import COURSE, a_delivery


def place(tmp_path):
    return tmp_path / "gradebook.sqlite"


def test_only_its_owner_reads_it(tmp_path):
    """It holds names, grades and hidden suites."""
    Database(place(tmp_path)).close()

    assert 0o600 == stat.S_IMODE(place(tmp_path).stat().st_mode)


def test_only_its_owner_reads_what_an_address_names(tmp_path):
    Database(f"sqlite:///{place(tmp_path)}").close()

    assert 0o600 == stat.S_IMODE(place(tmp_path).stat().st_mode)


@pytest.mark.parametrize("name", ["what?", "a#1", "50%25", "ключ 1"])
def test_a_folder_may_be_called_anything(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    Database(folder / "gradebook.sqlite").close()

    assert [folder] == list(tmp_path.iterdir())
    assert (folder / "gradebook.sqlite").read_bytes().startswith(b"SQLite")


@pytest.fixture
def only_to_be_read(tmp_path, monkeypatch):
    """A gradebook of one course in a folder where nothing can be written; root is told so, whom no rights stop."""
    with Gradebook(place(tmp_path)) as book, book.writing() as connection:
        deliveries.see(connection, [a_delivery()])
    tmp_path.chmod(0o500)
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    yield place(tmp_path)
    tmp_path.chmod(0o700)


def test_where_nothing_can_be_written_it_is_read(only_to_be_read):
    with Gradebook(only_to_be_read) as book:
        assert [COURSE] == book.courses()
        assert [only_to_be_read] == list(only_to_be_read.parent.iterdir())


def test_where_nothing_can_be_written_nothing_is(only_to_be_read):
    with (
        Gradebook(only_to_be_read) as book,
        pytest.raises(UsageError, match="cannot be written") as told,
        book.writing() as connection,
    ):
        deliveries.see(connection, [a_delivery("bob")])

    assert "May you write in its folder?" == told.value.hint


def test_what_somebody_else_is_writing_can_be_read(tmp_path, monkeypatch):
    """What is only in the log so far is there, too."""
    with Gradebook(place(tmp_path)) as book:
        with book.writing() as connection:
            deliveries.see(connection, [a_delivery()])
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
        with Gradebook(place(tmp_path)) as reader:
            assert [COURSE] == reader.courses()


@pytest.mark.parametrize("by_address", [False, True])
def test_who_only_looks_makes_none(tmp_path, by_address):
    where = f"sqlite:///{place(tmp_path)}" if by_address else place(tmp_path)
    with pytest.raises(UsageError, match="there is no gradebook at"):
        Gradebook(where, anew=False)

    assert [] == list(tmp_path.iterdir())


def test_an_empty_file_is_none_yet(tmp_path):
    place(tmp_path).touch()
    with pytest.raises(UsageError, match="there is no gradebook at"):
        Gradebook(place(tmp_path), anew=False)


def test_a_transaction_that_fails_leaves_nothing(tmp_path):
    database = Database(place(tmp_path))
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.execute(text("create table half (a int)"))
        _ = 1 / 0
    with database.reading() as connection:
        tables = connection.execute(text("select name from sqlite_master where name = 'half'")).all()
    database.close()

    assert [] == tables


def test_readers_do_not_wait_for_a_writer(tmp_path):
    database = Database(place(tmp_path), busy_s=0.1)
    with database.writing() as writer:
        writer.execute(text("delete from grades"))
        with database.reading() as reader:
            assert 0 == reader.execute(text("select count(*) from grades")).scalar()
    database.close()


def test_a_reader_keeps_the_log_and_that_is_said(tmp_path):
    database, other = (Database(place(tmp_path), busy_s=0.1) for _ in range(2))
    with other.reading() as reader:
        reader.execute(text("select count(*) from grades")).scalar()
        with database.writing() as writer:
            writer.execute(text("delete from grades"))
        kept = database.tidy()
    assert (False, True) == (kept, database.tidy())
    database.close()
    other.close()


def test_two_writers_wait_for_each_other(tmp_path):
    Database(place(tmp_path)).close()

    def add():
        database = Database(place(tmp_path))
        for _ in range(20):
            with database.writing() as connection:
                count = connection.execute(text("select count(*) from comments")).scalar()
                values = "('c', 'e', 'a', '', '', '2030')"
                connection.execute(
                    text(f"insert into comments (course, exercise, author, text, by, at) values {values}")
                )
                assert count + 1 == connection.execute(text("select count(*) from comments")).scalar()
        database.close()

    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    database = Database(place(tmp_path))
    with database.reading() as connection:
        assert 60 == connection.execute(text("select count(*) from comments")).scalar()
    database.close()


def test_a_gradebook_that_somebody_holds_is_told_with_what_to_do(tmp_path):
    database = Database(place(tmp_path), busy_s=0.05)
    other = sqlite3.connect(place(tmp_path), isolation_level=None)
    other.execute("begin immediate")

    with pytest.raises(GraderError, match="locked by another program") as told, database.writing():
        pass

    assert "give the same command again" in told.value.hint
    other.close()
    database.close()


def test_a_full_disk_is_told(tmp_path):
    """SQLite's own bound on pages stands in for the disk."""
    database = Database(place(tmp_path))
    with pytest.raises(GraderError, match="the disk is full") as told, database.writing() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar()
        connection.exec_driver_sql(f"pragma max_page_count = {pages + 1}")
        connection.execute(text("insert into submissions values ('d', :blob, '')"), {"blob": bytes(100_000)})

    assert "what is finished is kept" in told.value.hint
    database.close()


def test_what_is_no_gradebook_is_told(tmp_path):
    place(tmp_path).write_text("author,points\n" * 100)

    with pytest.raises(UsageError, match=r"gradebook\.sqlite is no gradebook"):
        Database(place(tmp_path))


@pytest.mark.parametrize("where", ["nowhere/gradebook.sqlite", "."])
def test_where_there_is_no_place(tmp_path, where):
    with pytest.raises(UsageError, match="there is no place for a gradebook"):
        Database(tmp_path / where)


def test_a_database_whose_driver_is_not_there():
    with pytest.raises(UsageError, match=r"the driver of this database is not installed \(pymssql\)"):
        Database("mssql+pymssql://host/name")


@pytest.mark.parametrize(
    "url", ["nonsense", "no-such-database://host/name", "sqlite://", "sqlite:///:memory:", "sqlite:///a?mode=ro"]
)
def test_an_address_that_means_nothing(url):
    with pytest.raises(UsageError, match="this is no address of a gradebook") as told:
        Database(url)

    assert "postgresql://" in told.value.hint


def test_a_file_that_is_named_as_one_is_told_its_address():
    with pytest.raises(UsageError, match=r"the file would be sqlite:///grades\.sqlite"):
        Database("grades.sqlite")


def test_an_empty_file_that_somebody_made_for_it_is_closed_to_others(tmp_path):
    place(tmp_path).touch(0o644)
    Gradebook(place(tmp_path)).close()

    assert 0o600 == stat.S_IMODE(place(tmp_path).stat().st_mode)


def test_a_password_is_never_shown():
    from grader.gradebook.database import _shown

    assert "postgresql://ada:***@host/grades" == _shown("postgresql://ada:secret@host/grades")


def test_a_later_graders_gradebook_is_left_alone(tmp_path):
    with Gradebook(place(tmp_path)) as book, book.writing() as connection:
        connection.execute(text("insert into schema_version values (99)"))

    with pytest.raises(UsageError, match="written by a later version of grade"):
        Gradebook(place(tmp_path))


def test_steps_are_made_once_and_in_order(tmp_path):
    made = []
    steps = [*migrations.STEPS, lambda _: made.append(2), lambda _: made.append(3)]
    database = Database(place(tmp_path))
    for _ in range(2):
        with database.writing() as connection:
            migrations.migrate(connection, steps)
            assert len(steps) == migrations.version_of(connection)
    database.close()

    assert [2, 3] == made


def test_a_step_that_fails_leaves_the_version_before(tmp_path):
    def fails(connection):
        connection.execute(text("create table half (a int)"))
        raise ZeroDivisionError

    database = Database(place(tmp_path))
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        migrations.migrate(connection, [*migrations.STEPS, fails])
    with database.reading() as connection:
        assert len(migrations.STEPS) == migrations.version_of(connection)
    database.close()
