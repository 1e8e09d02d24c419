"""Scenarios of cpu-bound. They run beside the student's code, and so hold no secret."""

import functools


def two_limits(program):
    """Count for two limits, and note what had come back when the call returned."""
    program.found = list(program.count_all([10, 4]))


def no_limits(program):
    """Count for none."""
    program.found = program.count_all([])


def counts_more(more):
    """In place of count_primes(): something that finds so many more."""

    def exchanged(count_primes):
        @functools.wraps(count_primes)
        def other(limit):
            found = count_primes(limit)
            return found + more if isinstance(found, int) else found

        return other

    return exchanged
