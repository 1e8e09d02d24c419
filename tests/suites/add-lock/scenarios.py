"""Scenarios of add-lock. They run beside the student's code, and so hold no secret.

They may begin where the student's program ended, so that a lock that its main block makes is there.
"""

import inspect
import threading


def one_more_call(program):
    """Call increase() once, and note what it added."""
    _call(program, 1)


def two_more_calls(program):
    """Call increase() on two threads at the same time, and note what they added."""
    _call(program, 2)


def _call(program, times):
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join()
    asked = [p for p in inspect.signature(program.increase).parameters.values() if p.default is p.empty]
    locks = [threading.Lock() for _ in asked]
    before = program.database_value
    if times == 1:
        program.increase(*locks)
    else:
        threads = [threading.Thread(target=program.increase, args=locks) for _ in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    program.added = program.database_value - before
