"""Scenarios of share-array. They run beside the student's code, and so hold no secret."""

import inspect
import multiprocessing


def one_call(program):
    """Call count() once with an array in which something stands already, and a lock if it asks for one."""
    counts = multiprocessing.Array("i", [5, 0, 7])
    asked = [p for p in inspect.signature(program.count).parameters.values() if p.default is p.empty]
    program.count([2, 0, 2], counts, *(multiprocessing.Lock() for _ in asked[2:]))
    program.found = list(counts)
