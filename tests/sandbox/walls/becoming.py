"""Run by the tests in a process of its own: become who is asked for, then somebody else's program.

``becoming.py USER NAMESPACES PROGRAM …`` (as root) prepares, and starts PROGRAM. USER is a number; NAMESPACES is `yes` or `no`
(a filter that refuses them stands in for a container whose runtime does). It imports next to nothing: all of it is for PROGRAM
to import again.
"""

import errno
import os
import sys

from login import become_ordinary
from opening import let_everybody_read

from grader.worker.walls import forbidden, seccomp, syscalls


def become(user: str, allowed: str, program: str, *rest: str) -> None:
    """Change who we are, and what the kernel lets us do; then start anew."""
    let_everybody_read(sys.executable, program)
    if allowed == "no":
        seccomp.install(_without_namespaces())
    if int(user):
        become_ordinary(int(user))
    os.execv(sys.executable, [sys.executable, program, *rest])


def _without_namespaces() -> list[seccomp.Instruction]:
    """What a container's runtime refuses: namespaces and mounts."""
    column = syscalls.column()
    names = ("unshare", "setns", "mount", "umount2", "pivot_root")
    return refusing([forbidden.REFUSED[name][column] for name in names])


def refusing(numbers: list[int]) -> list[seccomp.Instruction]:
    """A filter by which these system calls answer EPERM."""
    refused = seccomp.ERROR | errno.EPERM
    made: list[seccomp.Instruction] = [(seccomp.LOAD, 0, 0, seccomp.NUMBER)]
    for number in numbers:
        made += [(seccomp.EQUAL, 0, 1, number), (seccomp.RETURN, 0, 0, refused)]
    return [*made, (seccomp.RETURN, 0, 0, seccomp.ALLOW)]


if __name__ == "__main__":
    become(*sys.argv[1:])
