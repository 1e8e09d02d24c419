"""Scenarios of the visible checks. They run beside your code."""

import functools


def prints_nothing():
    """In place of add_up(): the same, but what it prints is not heard."""

    def exchanged(add_up):
        @functools.wraps(add_up)
        def silent(*args, **kwargs):
            add_up.__globals__["print"] = lambda *_, **__: None
            try:
                return add_up(*args, **kwargs)
            finally:
                del add_up.__globals__["print"]

        return silent

    return exchanged
