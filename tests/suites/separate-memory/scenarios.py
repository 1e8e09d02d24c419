"""Scenarios of separate-memory. They run beside the student's code, and so hold no secret."""

import contextlib
import functools
import time


def adds_up_further(more):
    """In place of add_up(): the same with a higher limit. What it prints itself is not heard."""

    def exchanged(add_up):
        @functools.wraps(add_up)
        def other(*args, **kwargs):
            with _silent(add_up.__globals__):
                if "limit" in kwargs:
                    return add_up(*args, **kwargs | {"limit": kwargs["limit"] + more})
                limit, *rest = args
                return add_up(limit + more, *rest, **kwargs)

        return other

    return exchanged


@contextlib.contextmanager
def _silent(names):
    """Where nothing comes of print()."""
    names["print"] = lambda *_, **__: None
    try:
        yield
    finally:
        del names["print"]


def takes_its_time():
    """In place of add_up(): the same, but it takes a minute or two before it begins."""

    def exchanged(add_up):
        @functools.wraps(add_up)
        def late(*args, **kwargs):
            time.sleep(100)
            return add_up(*args, **kwargs)

        return late

    return exchanged
