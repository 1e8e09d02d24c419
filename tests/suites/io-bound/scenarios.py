"""Scenarios of io-bound. They run beside the student's code, and so hold no secret."""

import functools


def two_pages(program):
    """Fetch two pages, and note what had come back when the call returned."""
    found = program.fetch_all(["south", "north"])
    program.found = list(found) if isinstance(found, list) else found  # threads may add to it when it is too late


def finds(word):
    """In place of fetch(): the same, and the text begins with a word."""

    def exchanged(fetch):
        @functools.wraps(fetch)
        def other(*args, **kwargs):
            return f"{word} {fetch(*args, **kwargs)}"

        return other

    return exchanged
