"""Scenarios of add-lock. They run beside the student's code, and so hold no secret.

They may begin where the student's program ended, so that a lock that its main block makes is there.
"""

import functools
import inspect
import sys
import threading

A_LONG_TIME = 5  # seconds
_turn = threading.Lock()


def one_more_call(program):
    """Call increase() once, and note the value before and after."""
    _call(program, 1)


def two_more_calls(program):
    """Call increase() on two threads at the same time, and note the value before and after."""
    _call(program, 2)


def two_more_calls_that_have_to_wait(program):
    """The same while somebody else, who is slow, holds every lock that there is."""
    _call(program, 2, held=A_LONG_TIME)


def adds(amount):
    """In place of increase(): something that adds so much, and loses nothing."""

    def exchanged(increase):
        @functools.wraps(increase)
        def other(*_, **__):
            with _turn:
                sys.modules["__main__"].database_value += amount

        return other

    return exchanged


def _call(program, times, held=0):
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join()
    asked = [p for p in inspect.signature(program.increase).parameters.values() if p.default is p.empty]
    locks = [threading.Lock() for _ in asked]
    before = program.database_value
    if times == 1:
        program.increase(*locks)
    else:
        _on_threads(program, times, locks, held)
    # What lies between is not asked of numbers that may be the program's own.
    program.counted = before, program.database_value


def _on_threads(program, times, locks, held):
    threads = [threading.Thread(target=program.increase, args=locks) for _ in range(times)]
    taken = _taken([*locks, *(getattr(program, name) for name in dir(program))]) if held else []
    for thread in threads:
        thread.start()
    if held:
        threads[0].join(timeout=held)  # as good as sleeping, and it ends when nobody else can go on
    for lock in taken:
        lock.release()
    for thread in threads:
        thread.join()


def _taken(things):
    """Those that are free locks or the like, which are held from here on."""
    alike = [thing for thing in things if hasattr(thing, "acquire") and hasattr(thing, "release")]
    return [lock for lock in alike if not isinstance(lock, type) and lock.acquire(False)]
