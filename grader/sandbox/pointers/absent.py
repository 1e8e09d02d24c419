"""What is not there while a program is judged, told where that is the reason of an error: on the author's own machine the same
program runs, and a message of Python's alone reads as a mistake of theirs."""

from __future__ import annotations

import re

_KNOWN: tuple[tuple[str, str], ...] = (
    (
        r"EOFError: EOF when reading a line$",
        "nobody types anything while a program is judged, and no line that it was given was left to read",
    ),
    (
        r"\w+: .*\[Errno (-\d+|101|113)\]|URLError: <urlopen error \[Errno|\w+: .*(getaddrinfo|name resolution|NameResolution)"
        r"|ConnectionError: HTTP",
        "there is no network while a program is judged",
    ),
    (
        r"PermissionError: \[Errno 13\] Permission denied$",
        "there is no network while a program is judged, and only the program's own folder is there",
    ),
    (
        r"FileNotFoundError: \[Errno 2\] [\w -]+: '/psm_",
        "no shared memory of this name is there, or not any more",
    ),
    (
        r"(FileNotFound|Permission|NotADirectory|OS)Error: \[Errno (2|13|20|30)\] [\w -]+: '([\\/]|[A-Za-z]:[\\/])",
        "only the program's own folder is there while it is judged",
    ),
    (
        r"ImportError: Cannot load backend '|TclError: (no display name|Can't find a usable init\.tcl)",
        "there is no screen while a program is judged",
    ),
    (
        r"FileNotFoundError: \[(Errno 2|WinError [23])\] [\w -]+: '[^'/\\]+[/\\]",
        "no file of this name came with the program, and a folder has to be made before something is written into it",
    ),
    (
        r"FileNotFoundError: \[(Errno 2|WinError [23])\] [\w -]+: '",
        "no file of this name came with the program",
    ),
)
"""A pattern of "Type: message" in one line, and what is to be said of it."""
_MODULE = re.compile(r"ModuleNotFoundError: No module named '([\w.]{1,80})'")


def remark(type: str, message: str) -> str:
    """What is not there that this error met; '' where it is about something else."""
    said = f"{type}: {message}"
    return next((absent for pattern, absent in _KNOWN if re.match(pattern, said)), "")


def module(type: str, message: str) -> str | None:
    """What to know of a module that is not there while a program is judged."""
    found = _MODULE.match(f"{type}: {message}")
    if found is None:
        return None
    return (
        f"{found[1]} is not there while a program is judged: there is what comes with Python and what is installed beside the "
        "grader, and a file that is handed in alone is judged without those beside it."
    )
