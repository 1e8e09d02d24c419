"""Results stay, with what they depended on."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook import results
from grader.gradebook.parcels import packed, unpacked
from tests.support.gradebooks import NOON, a_result


def stored(connection, result, *, again=False, report=b"{}", evidence=None):
    return results.store(connection, result, report=report, evidence=evidence, again=again)


def test_a_result_comes_back_as_it_was(book):
    made = replace(a_result(points=7), seed=2**63 - 1)  # the largest that may be asked for
    with book.writing() as connection:
        number = stored(connection, made, report=b'{"a": 1}', evidence=b"[]")
        found = results.newest(connection, ["k"])["k"]
        documents = results.documents(connection, [number]), results.documents(connection, [number], "evidence")

    assert replace(made, id=number) == found
    assert ({number: b'{"a": 1}'}, {number: b"[]"}) == documents


def test_the_same_key_judged_by_two_batches_is_kept_once(book):
    with book.writing() as connection:
        first = stored(connection, a_result(points=7))
        second = stored(connection, a_result(points=3))
        found = results.newest(connection, ["k"])["k"]

    assert first == second
    assert 7 == found.points


def test_a_regrade_is_a_further_round_and_the_first_stays(book):
    with book.writing() as connection:
        first = stored(connection, a_result(points=7))
        second = stored(connection, a_result(points=3), again=True)
        newest = results.newest(connection, ["k"])["k"]
        both = results.by_id(connection, [first, second])

    assert (3, 1) == (newest.points, newest.round)
    assert {first: 7, second: 3} == {number: one.points for number, one in both.items()}


def test_many_keys_are_asked_for_at_once(book):
    with book.writing() as connection:
        for number in range(3):
            stored(connection, a_result(f"k{number}"))
        found = results.newest(connection, [f"k{number}" for number in range(1200)])

    assert {"k0", "k1", "k2"} == set(found)


def test_what_is_withheld_keeps_its_reason(book):
    with book.writing() as connection:
        stored(connection, a_result(points=None, reason="The suite failed.", fault="course"))
        found = results.newest(connection, ["k"])["k"]

    assert (None, "The suite failed.", "course") == (found.points, found.reason, found.fault)


def test_a_submission_is_kept_whole_and_once(book):
    files = {"a.py": b"x = 1\n", "data/b.bin": bytes(range(256))}
    with book.writing() as connection:
        results.keep_submissions(connection, {"d": files}, NOON)
        results.keep_submissions(connection, {"d": {"other": b"never"}}, NOON)

        assert files == results.submission_files(connection, "d")


@given(st.dictionaries(st.text("abc/._é ", min_size=1, max_size=9), st.binary(max_size=99), max_size=5))
def test_packing_loses_nothing_and_is_the_same_every_time(files):
    assert files == unpacked(packed(files))
    assert packed(files) == packed(dict(reversed(files.items())))


def test_submissions_come_back_whole_each_once_a_handful_at_a_time(book, monkeypatch):
    monkeypatch.setattr(results, "HANDFUL", 2)
    files = {f"d{number}": {"a.py": b"%d" % number, "b.py": b""} for number in range(5)}
    with book.writing() as connection:
        results.keep_submissions(connection, files, NOON)
        found = list(results.submissions_whole(connection, [*files, "d0", "unknown"]))

    assert list(files.items()) == sorted(found)
    assert files == book.submissions(files)
