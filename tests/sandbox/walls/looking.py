"""What the processes of a grader show of themselves to somebody beside them; used by `driver.py`."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

from grader.worker.systems import system


def at_a_terminal(pid: int) -> list[int]:
    """Those below this process that have one."""
    return [one for one in descendants(pid) if _is_so(system.has_terminal, one)]


def readable_below(pid: int) -> list[int]:
    """Of this process and all that descend from it those into which others of the same user may look: their files in
    /proc are the user's. As root nothing shows by that."""
    return [one for one in (pid, *descendants(pid)) if Path(f"/proc/{one}/environ").stat().st_uid == os.geteuid() != 0]


def sharing_a_session(pid: int) -> list[int]:
    """Those below this process that are in the session of another, process 1 of a namespace (which does nothing) apart. A
    keeper that is just being made is given the time that it takes."""

    def sharing() -> list[int]:
        return [one for one in descendants(pid) if _is_so(_follows, one)]

    until(lambda: not sharing())
    return sharing()


def _follows(pid: int) -> bool:
    first = re.search(r"^NSpid:.*\t1$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return os.getsid(pid) != pid and first is None


def _is_so(question: Callable[[int], bool], pid: int) -> bool:
    """Of a process that has ended meanwhile, nothing is."""
    try:
        return question(pid)
    except (FileNotFoundError, ProcessLookupError):
        return False


def descendants(pid: int) -> list[int]:
    below = system.children(pid)
    return [*below, *(one for child in below for one in descendants(child))]


def canaries_below(pid: int) -> list[str]:
    """Secrets anywhere in the memory of this process and of all that descend from it: zygote, keepers, workers."""
    found: set[str] = set()
    read = 0
    waiting = [pid]
    while waiting:
        process = Path("/proc", str(waiting.pop()))
        for task in (process / "task").iterdir():
            waiting.extend(map(int, (task / "children").read_text().split()))
        try:
            found |= _canaries_in(process)
            read += 1
        except OSError:
            continue  # it has ended; or, as an ordinary user, a keeper may not be looked into: it holds what its worker holds
    return sorted(found) if read else ["nothing could be read"]


def _canaries_in(process: Path) -> set[str]:
    found = set()
    with (process / "mem").open("rb", 0) as memory:
        for line in (process / "maps").read_text().splitlines():
            span, rights = line.split()[:2]
            start, end = (int(part, 16) for part in span.split("-"))
            if "r" in rights and end - start < 1 << 28 and "[v" not in line:
                try:
                    memory.seek(start)
                    found |= set(re.findall(rb"CANARY-[0-9a-f]{16}", memory.read(end - start)))
                except (OSError, ValueError, OverflowError):
                    continue
    return {word.decode() for word in found}


def until(over: Callable[[], bool], patience_s: float = 20.0) -> None:
    deadline = time.monotonic() + patience_s
    while not over() and time.monotonic() < deadline:
        time.sleep(0.02)
