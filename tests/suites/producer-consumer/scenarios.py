"""Scenarios of producer-consumer. They run beside the student's code, and so hold no secret."""

import functools
import queue
import sys
import time


def hands_on(others):
    """In place of produce(): the same, but what it puts into a queue are other numbers. Which, is noted."""

    def exchanged(produce):
        @functools.wraps(produce)
        def other(*args, **kwargs):
            main = sys.modules["__main__"]
            main.handed_on = []
            for thing in (*args, *kwargs.values(), *(getattr(main, name) for name in dir(main))):
                if isinstance(thing, queue.Queue):
                    thing.put = _putting(thing.put, others, main.handed_on)
            return produce(*args, **kwargs)

        return other

    return exchanged


def takes_its_time():
    """In place of produce(): the same, but it takes a minute before it begins."""

    def exchanged(produce):
        @functools.wraps(produce)
        def late(*args, **kwargs):
            time.sleep(60)
            return produce(*args, **kwargs)

        return late

    return exchanged


def _putting(put, others, noted):
    def put_other(item, *args, **kwargs):
        return put(_changed(item, others, noted), *args, **kwargs)

    return put_other


def _changed(item, others, noted):
    """The item with the other number in it, where there was one."""
    if isinstance(item, (list, tuple)):
        return type(item)(_changed(part, others, noted) for part in item)
    if isinstance(item, str):
        found = _changed(next((number for number in others if str(number) == item), None), others, noted)
        return item if found is None else str(found)
    if isinstance(item, (int, float)) and item in others:
        noted.append(int(item))
        return others[item]
    return item
