"""A person who asks for it is forgotten."""

from grader.gradebook import people, words
from grader.gradebook.words import Comment, Extension, Overriding, Whose
from grader.intake.roster import Person
from tests.support.gradebooks import COURSE, NOON, a_delivery, a_result, hand_in


def test_everything_of_theirs_goes_and_what_is_anothers_too_stays(book, tmp_path):
    secret, shared = {"a.py": b"CANARY = 1"}, {"a.py": b"shared = 1"}
    hand_in(book, a_delivery("ada", digest="own"), a_result("k1", submission="own"), files=secret)
    hand_in(
        book, a_delivery("ada", exercise="fix-typo", digest="both"), a_result("k2", submission="both"), files=shared
    )
    hand_in(book, a_delivery("ben", digest="both"), a_result("k2", submission="both"), files=shared)
    whose = Whose(COURSE, "add-lock", "ada")
    with book.writing() as connection:
        people.enrol(connection, COURSE, [Person("ada", "Ada CANARY"), Person("ben", "Ben")])
        for word in (
            Overriding(None, "CANARY", "g", NOON, None),
            Comment("CANARY", "g", NOON),
            Extension(None, "g", NOON),
        ):
            words.say(connection, whose, word)

    assert 2 == book.forget(COURSE, "ada")
    assert book.tidy()

    assert ["ben"] == [entry.author for entry in book.entries(COURSE)]
    assert ["ben"] == list(book.people(COURSE))
    assert [] == book.history(whose)
    with book.reading() as connection:
        assert {} == words.all_of(connection, Comment, COURSE)
        from grader.gradebook import results

        assert shared == results.submission_files(connection, "both")
        assert set(results.newest(connection, ["k1", "k2"])) == {"k2"}
    book.close()
    if files := list(tmp_path.glob("gradebook.sqlite*")):
        left = b"".join(path.read_bytes() for path in files)
        assert b"ben" in left
        assert b"CANARY" not in left, "what is deleted is overwritten"


def test_the_same_author_in_another_course_stays(book):
    hand_in(book, a_delivery("ada"), a_result())

    assert 0 == book.forget("Another", "ada")
    assert 1 == len(book.entries(COURSE))
