"""Scenarios of join-threads. They run beside the student's code, and so hold no secret."""

import functools
import time


def takes_its_time():
    """In place of square_numbers(): the same, but it takes a minute or two before it begins."""

    def exchanged(square_numbers):
        @functools.wraps(square_numbers)
        def late(*args, **kwargs):
            time.sleep(100)
            return square_numbers(*args, **kwargs)

        return late

    return exchanged
