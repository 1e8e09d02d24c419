"""Scenarios of share-value. They run beside the student's code, and so hold no secret."""

import functools
import inspect
import multiprocessing

A_LONG_TIME = 4  # seconds; the whole program takes less than five
PATIENCE = 8  # times that the others may give up first, whichever timeout fires when
_turn = multiprocessing.Lock()


def one_call(program):
    """Call add_100() once with a shared number, and a lock if it asks for one, and note what it added."""
    number = multiprocessing.Value("i", 0)
    program.add_100(number, *_locks(program.add_100))
    program.added = number.value


def two_processes(program):
    """Let two processes add to one shared number, and note what they added."""
    _two_processes(program)


def two_processes_that_have_to_wait(program):
    """The same while somebody else, who is slow, holds every lock that there is."""
    _two_processes(program, held=A_LONG_TIME)


def adds(amount):
    """In place of add_100(): something that adds so much, and loses nothing (under fork)."""

    def exchanged(add_100):
        @functools.wraps(add_100)
        def other(number, *_, **__):
            with _turn:
                number.value += amount

        return other

    return exchanged


def _two_processes(program, held=0):
    number = multiprocessing.Value("i", 0)
    args = (number, *_locks(program.add_100))
    processes = [multiprocessing.Process(target=program.add_100, args=args) for _ in range(2)]
    taken = _taken([number.get_lock(), *args[1:], *(getattr(program, name) for name in dir(program))]) if held else []
    for process in processes:
        process.start()
    if held:
        for _ in range(PATIENCE):  # as good as sleeping, and it ends when nobody else can go on
            processes[0].join(timeout=held / PATIENCE)
    for lock in taken:
        lock.release()
    for process in processes:
        process.join()
    program.added = number.value


def _taken(things):
    """Those that are free locks or the like, which are held from here on."""
    alike = [thing for thing in things if hasattr(thing, "acquire") and hasattr(thing, "release")]
    return [lock for lock in alike if not isinstance(lock, type) and lock.acquire(False)]


def _locks(function):
    """A lock for each parameter after the first that the function insists on."""
    asked = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
    return [multiprocessing.Lock() for _ in asked[1:]]
