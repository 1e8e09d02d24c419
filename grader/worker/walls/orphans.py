"""Processes of workers whose judge, zygote and keeper were killed at one stroke: nobody is left who would end them.

Behind namespaces the kernel does. Elsewhere the next zygote, once it has nothing else to do, ends those that belong to folders
which nobody holds (`abandoned`): as root all of the folder's own user, unless somebody who lives has the same; else
those of our own that stand in the folder and have no terminal: who has one is a person that looks around there, and no
worker has one. Not found is, where workers are the same user, who has gone elsewhere.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

assert sys.platform != "win32"

from grader.worker import abandoned
from grader.worker.systems import linux
from grader.worker.walls.shared import end_all_of

AGE_S = 60.0
"""How old a folder is at least: who makes one holds it a moment later."""


def end_orphans(parent: str) -> None:
    """End what belongs to the folders in `parent` that are nobody's."""
    nobodys, somebodys = abandoned.told_apart(parent, AGE_S)
    living = {os.lstat(folder).st_uid for folder in somebodys if os.path.lexists(folder)}
    for folder in nobodys:
        try:
            user = os.lstat(folder).st_uid
        except OSError:
            continue  # somebody else was quicker
        if user == os.geteuid():
            _end_those_in(folder)
        elif user not in living:
            end_all_of(user)


def _end_those_in(folder: str) -> None:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if Path(os.readlink(process / "cwd")).is_relative_to(folder) and not linux.has_terminal(int(process.name)):
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:
            continue  # not ours to look at, or gone
