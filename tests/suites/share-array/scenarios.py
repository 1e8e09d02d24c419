"""Scenarios of share-array. They run beside the student's code, and so hold no secret."""

import functools
import inspect
import multiprocessing

_turn = multiprocessing.Lock()


def one_call(program):
    """Call count() once with an array in which something stands already, and a lock if it asks for one."""
    counts = multiprocessing.Array("i", [5, 0, 7])
    asked = [p for p in inspect.signature(program.count).parameters.values() if p.default is p.empty]
    program.count([2, 0, 2], counts, *(multiprocessing.Lock() for _ in asked[2:]))
    program.found = list(counts)


def counts_for(vote, other):
    """In place of count(): something that takes each vote for `vote` as one for `other`, and the other way round.

    As many votes as before, and none is lost (under fork).
    """

    def exchanged(count):
        @functools.wraps(count)
        def other_count(votes, counts, *_, **__):
            with _turn:
                for given in votes:
                    counts[{vote: other, other: vote}.get(given, given)] += 1

        return other_count

    return exchanged
