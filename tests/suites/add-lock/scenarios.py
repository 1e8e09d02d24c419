"""Scenarios of add-lock. They run beside the student's code, and so hold no secret."""

import inspect
import threading


def one_call(program):
    """Call increase() once, with a lock if it asks for one, and note what it added."""
    asked = [p for p in inspect.signature(program.increase).parameters.values() if p.default is p.empty]
    before = program.database_value
    program.increase(*(threading.Lock() for _ in asked))
    program.added = program.database_value - before
