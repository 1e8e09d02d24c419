"""Scenarios of io-bound. They run beside the student's code, and so hold no secret."""


def two_pages(program):
    """Fetch two pages, and note what had come back when the call returned."""
    program.found = list(program.fetch_all(["north", "south"]))
