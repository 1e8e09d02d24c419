"""Scenarios of share-value. They run beside the student's code, and so hold no secret."""

import inspect
import multiprocessing


def one_call(program):
    """Call add_100() once with a shared number, and a lock if it asks for one, and note what it added."""
    number = multiprocessing.Value("i", 0)
    asked = [p for p in inspect.signature(program.add_100).parameters.values() if p.default is p.empty]
    program.add_100(number, *(multiprocessing.Lock() for _ in asked[1:]))
    program.added = number.value
