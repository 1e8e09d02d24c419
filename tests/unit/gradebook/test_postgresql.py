"""What is different about a server: many writers, and a server that goes away."""

import threading

import pytest

from grader.errors import GraderError
from grader.gradebook import results
from grader.gradebook.book import Gradebook
from tests.support import postgres
from tests.support.gradebooks import a_result

pytestmark = pytest.mark.slow


@pytest.fixture
def url(postgresql):
    with postgres.database(postgresql, "several") as url:
        yield url


def test_two_batches_may_make_the_tables_at_the_same_moment(url):
    failed = []

    def open_it():
        try:
            Gradebook(url).close()
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [] == failed


def test_the_same_result_of_many_writers_is_kept_once(url):
    Gradebook(url).close()
    keys = [f"k{number}" for number in range(20)]

    def write():
        with Gradebook(url) as book:
            for key in keys:
                with book.writing() as connection:
                    results.store(connection, a_result(key), report=b"{}", evidence=None)

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with Gradebook(url) as book, book.reading() as connection:
        found = results.newest(connection, keys)
    assert keys == sorted(found, key=lambda key: int(key[1:]))
    assert {0} == {one.round for one in found.values()}


def test_a_server_that_is_not_there_is_told_without_its_password(tmp_path):
    with pytest.raises(GraderError, match="cannot be used") as told:
        Gradebook(f"postgresql://grader:secret@/grades?host={tmp_path}")

    assert "secret" not in told.value.message
