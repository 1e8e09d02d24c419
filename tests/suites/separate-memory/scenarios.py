"""Scenarios of separate-memory. They run beside the student's code, and so hold no secret."""

import functools
import time


def adds_up_further(more):
    """In place of add_up(): the same with a higher limit."""

    def exchanged(add_up):
        @functools.wraps(add_up)
        def other(*args, **kwargs):
            if "limit" in kwargs:
                return add_up(*args, **kwargs | {"limit": kwargs["limit"] + more})
            limit, *rest = args
            return add_up(limit + more, *rest, **kwargs)

        return other

    return exchanged


def takes_its_time():
    """In place of add_up(): the same, but it takes a minute or two before it begins."""

    def exchanged(add_up):
        @functools.wraps(add_up)
        def late(*args, **kwargs):
            time.sleep(100)
            return add_up(*args, **kwargs)

        return late

    return exchanged
