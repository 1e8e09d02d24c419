"""What to try for the errors that everybody meets with threads and processes: a pointer for students, and no verdict hangs
on it. The messages are CPython's own, of 3.11 and later, but for the first; one that is not known here gets no advice."""

from __future__ import annotations

import re

_KNOWN: tuple[tuple[str, str], ...] = (
    (
        r"AttributeError: your file has no '",
        "The checks ask for this name. Is it spelt so in your file, and does what defines it begin at the left margin?",
    ),
    (
        r"(AssertionError: can only join a started process|RuntimeError: cannot join thread before it is started)",
        "join() waits for what was started. Is start() called before, on each of them, with its parentheses?",
    ),
    (
        r"(RuntimeError: threads can only be started once|AssertionError: cannot start a process twice)",
        "Each Thread and each Process can be started once: make a new one for each start.",
    ),
    (
        r"TypeError: (?!print\b).*argument after \* must be an iterable",
        "A thread or process gets a tuple of arguments, and a single value makes one only with a comma: args=(value,).",
    ),
    (
        r"AttributeError: 'NoneType' object has no attribute '(start|join|is_alive|terminate)'",
        "start() and join() return nothing, None. Keep the thread or process itself, and call them on it, each on a line "
        "of its own.",
    ),
    (
        r"TypeError: '(type|builtin_function_or_method|method)' object does not support the context manager protocol",
        "`with` wants the thing itself, made with parentheses. A lock that all are to share is made once, where everybody "
        "finds it, and named here.",
    ),
    (
        r"UnboundLocalError: .*local variable '(?P<name>\w+)'",
        "A function that assigns {name} makes {name} its own, which has no value yet. Is another name meant? If it is the "
        "program's {name}, `global {name}` comes first.",
    ),
    (
        r"(RuntimeError: (release unlocked lock|cannot release un-acquired lock)|AssertionError: attempt to release recursive lock"
        r"|ValueError: ([Ss]emaphore|semaphore or lock) released too many times)",
        "Each release() gives back what one acquire() took. Which one here has taken nothing before?",
    ),
    (
        r"TypeError: .*(takes (\d+|from \d+ to \d+) positional arguments? but|missing \d+ required positional argument)",
        "Count what is handed over, in the call or in args=, and what the `def` line asks for.",
    ),
    (
        r"(\w*Error): (Can't|cannot) (pic\w+ |get local object)",
        "What goes to a new process, or is copied as if it did, is taken apart and put together again: functions and classes of "
        "the file itself, numbers, text, lists can be; a lambda, an inner function, a lock of `threading` cannot.",
    ),
    (
        r"RuntimeError: .* should only be shared between processes through inheritance",
        "Hand it over where the process is made: Process(…, args=(…,)), or Pool(…, initializer=…, initargs=…).",
    ),
)


def for_error(type: str, message: str) -> str | None:
    """What to try where a program raised this."""
    for pattern, advice in _KNOWN:
        found = re.match(pattern, f"{type}: {message}")
        if found is not None:
            return advice.format(**found.groupdict())
    return None
