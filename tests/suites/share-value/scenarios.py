"""Scenarios of share-value. They run beside the student's code, and so hold no secret."""

import inspect
import multiprocessing


def one_call(program):
    """Call add_100() once with a shared number, and a lock if it asks for one, and note what it added."""
    number = multiprocessing.Value("i", 0)
    program.add_100(number, *_locks(program.add_100))
    program.added = number.value


def two_processes(program):
    """Let two processes add to one shared number, and note what they added."""
    number = multiprocessing.Value("i", 0)
    args = (number, *_locks(program.add_100))
    processes = [multiprocessing.Process(target=program.add_100, args=args) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    program.added = number.value


def _locks(function):
    """A lock for each parameter after the first that the function insists on."""
    asked = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
    return [multiprocessing.Lock() for _ in asked[1:]]
