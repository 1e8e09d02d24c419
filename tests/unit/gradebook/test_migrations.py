"""A gradebook of an earlier version becomes one of this."""

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import inspect, text

from grader.gradebook import migrations, results, words
from grader.gradebook.book import Gradebook
from grader.gradebook.words import Overriding, Whose
from grader.intake.roster import Person
from tests.support.gradebooks import COURSE, NOON, a_result, enrol

ADA = Whose(COURSE, "add-lock", "ada")


def as_first_released(book):
    """Take back what the steps after the first have made."""
    with book.writing() as connection:
        connection.execute(text("ALTER TABLE overrides DROP COLUMN max_points"))
        connection.execute(text("ALTER TABLE people DROP COLUMN roster"))
        connection.execute(text("DELETE FROM schema_version WHERE version > 1"))
        connection.execute(
            text(
                "INSERT INTO overrides (course, exercise, author, points, reason, by, at, seen_points) "
                f"VALUES ('{COURSE}', 'add-lock', 'ada', 800, 'lab', 'grace', '{NOON.isoformat()}', 400)"
            )
        )


def test_what_was_set_by_hand_before_has_a_maximum_that_nobody_knows(book):
    as_first_released(book)
    with book.writing() as connection:
        migrations.migrate(connection)
    book.say(ADA, Overriding(Decimal(7), "", "grace", NOON, Decimal(4), max_points=Decimal(10)))

    with book.reading() as connection:
        (said,) = words.all_of(connection, Overriding, COURSE).values()
        assert len(migrations.STEPS) == migrations.version_of(connection)

    assert [(Decimal(8), None), (Decimal(7), Decimal(10))] == [(one.points, one.max_points) for one in said]


def test_opening_it_is_enough(tmp_path):
    place = tmp_path / "gradebook.sqlite"
    with Gradebook(place) as book:
        as_first_released(book)

    with Gradebook(place) as book, book.reading() as connection:
        assert "max_points" in {column["name"] for column in inspect(connection).get_columns("overrides")}


def test_who_was_in_a_course_before_is_on_the_roster_that_the_next_one_succeeds(book):
    enrol(book, Person("ada"), Person("ben"), Person("cleo"))
    as_first_released(book)
    with book.writing() as connection:
        migrations.migrate(connection)
    assert {"ada", "ben", "cleo"} == book.present(COURSE)

    enrol(book, Person("ada"), Person("ben"))

    assert {"ada", "ben"} == book.present(COURSE)


def test_a_server_keeps_larger_seeds_than_it_did(book):
    with book.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE results ALTER COLUMN seed TYPE INTEGER"))
        connection.execute(text("DELETE FROM schema_version WHERE version > 2"))
        migrations.migrate(connection)
        results.store(connection, replace(a_result(), seed=2**40), report=b"{}", evidence=None)

        assert 2**40 == results.newest(connection, ["k"])["k"].seed
