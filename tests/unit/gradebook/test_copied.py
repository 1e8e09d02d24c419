"""A backup, and the way from a file into a server and back."""

from decimal import Decimal

import pytest

from grader.errors import UsageError
from grader.gradebook import copied, results, tables
from grader.gradebook.book import Gradebook
from grader.gradebook.words import Comment, Extension, Overriding, Whose
from grader.intake.roster import Person
from tests.support.gradebooks import COURSE, DAY, NOON, a_delivery, a_result, enrol, hand_in

WHOSE = Whose(COURSE, "add-lock", "ada")


@pytest.fixture
def there(tmp_path):
    """A gradebook in a file, with something of everything in it."""
    with Gradebook(tmp_path / "there.sqlite") as book:
        enrol(book, Person("ada", "Ada Lovelace", "ada@x.example", "red", {"id": "4711"}))
        hand_in(book, a_delivery(extra={"user": "4711"}), a_result(points=Decimal("7.25")), files={"a.py": b"x = 1\0"})
        hand_in(book, a_delivery("ben", strange="unclear", digest=""), None)
        with book.writing() as connection:
            results.keep_suite(connection, "5" * 64, {"test_it.py": b"1"}, NOON)
            results.keep_settings(connection, "e" * 64, {"limits": {"cpus": 2}}, NOON)
        for word in (Overriding(Decimal(8), "x", "g", NOON, None), Comment("é", "g", NOON), Extension(NOON, "g", NOON)):
            book.say(WHOSE, word)
        yield book


def everything(book):
    with book.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))]
            for table in tables.metadata.sorted_tables
        }


def test_everything_is_there_and_goes_on_from_there(there, book):
    copied.copy(there, book)

    assert everything(there) == everything(book)
    assert all(everything(book).values()), "every table had something in it"
    hand_in(book, a_delivery("cy", at=NOON + DAY), a_result("k2"))  # numbers go on where they were
    book.say(WHOSE, Comment("more", "g", NOON))
    assert [2] == [len(one.comments) for one in book.entries(COURSE) if one.author == "ada"]


def test_and_back_again(there, book, tmp_path):
    copied.copy(there, book)
    with Gradebook(tmp_path / "back.sqlite") as back:
        copied.copy(book, back)

        assert everything(there) == everything(back)


def test_two_are_never_mixed(there, book):
    enrol(book, Person("zed"))

    with pytest.raises(UsageError, match="holds something already"):
        copied.copy(there, book)
    assert ["zed"] == list(book.people(COURSE))


def test_a_copy_is_of_one_moment_while_others_write(there, book, tmp_path, monkeypatch):
    """The last table is as it was when the first was read."""
    copied.copy(there, book)
    once, copy = [], copied._copy

    def written_meanwhile(connection, new, table):
        copy(connection, new, table)
        if not once:
            once.append(book.say(WHOSE, Comment("meanwhile", "g", NOON)))
            hand_in(book, a_delivery("dee"), a_result("k3"))

    monkeypatch.setattr(copied, "_copy", written_meanwhile)
    before = everything(book)
    with Gradebook(tmp_path / "backup.sqlite") as backup:
        copied.copy(book, backup)

        assert before == everything(backup) != everything(book)
