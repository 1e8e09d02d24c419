"""A gradebook in a file, and one in a server."""

import itertools

import pytest

from grader.gradebook.book import Gradebook
from tests.support import postgres

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgresql():
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def book(request, tmp_path):
    """Every law of a gradebook holds in every database."""
    if request.param == "sqlite":
        with Gradebook(tmp_path / "gradebook.sqlite") as book:
            yield book
        return
    server = request.getfixturevalue("postgresql")
    with postgres.database(server, f"book{next(_numbers)}") as url, Gradebook(url) as book:
        yield book
