"""Run a command as a platform's container would: no namespaces, no network, little memory, half a processor.

``python container.py USER MEMORY_MB COMMAND…`` as root; USER is a number. What this machine cannot take away (a quota
of processor time, say) it leaves, and says so on stderr: a test must not fail for it.
"""

import contextlib
import errno
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CGROUPS = Path("/sys/fs/cgroup")
NEW_MOUNTS, NEW_NETWORK = 0x20000, 0x40000000
SAYS = "container: "
PRIVATE, RECURSIVE, BIND, READ_ONLY, AGAIN = 1 << 18, 1 << 14, 1 << 12, 1, 1 << 5


def main(user, memory_mb, *command):
    """Give up what a container does not have, and become the command."""
    from grader.worker.walls import seccomp, syscalls
    from tests.sandbox.walls.login import become_ordinary
    from tests.sandbox.walls.opening import let_everybody_read, mount

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    _limit(int(memory_mb))
    syscalls.call("unshare", NEW_MOUNTS)
    syscalls.call("unshare", NEW_NETWORK)
    mount("none", "/", "", PRIVATE | RECURSIVE)
    let_everybody_read(sys.executable)
    for hierarchy in CGROUPS.iterdir():
        with contextlib.suppress(OSError):
            mount("", str(hierarchy), "", AGAIN | BIND | READ_ONLY)
    seccomp.install(_refusing("unshare", "setns", "mount", "umount2", "pivot_root"))
    if int(user):
        become_ordinary(int(user))
    os.execvp(command[0], command)


def _limit(memory_mb):
    """A group of our own, which the test removes when all in it have ended."""
    wanted = {
        "memory": {"memory.limit_in_bytes": memory_mb << 20},
        "cpu": {"cpu.cfs_period_us": 100_000, "cpu.cfs_quota_us": 50_000},
    }
    for name, limits in wanted.items():
        group = _group(name, os.getppid())
        try:
            group.mkdir(exist_ok=True)
            for file, value in limits.items():
                (group / file).write_text(str(value))
            (group / "cgroup.procs").write_text("0")
        except OSError as refusal:
            print(f"{SAYS}{name} is not limited here: {refusal.strerror}", file=sys.stderr)


def _group(name, pid):
    """Where the group lies that a test's containers are in: below the test's own."""
    lines = Path("/proc/self/cgroup").read_text().splitlines()
    own = {line.split(":")[1]: line.split(":")[2] for line in lines}
    return CGROUPS / name / own.get(name, "/").lstrip("/") / f"container-{pid}"


def remove_groups(pid):
    """Remove the groups that containers started by this process were in, once all in them have ended."""
    waiting = [group for name in ("memory", "cpu") if (group := _group(name, pid)).exists()]
    for _ in range(40):
        for group in waiting:
            with contextlib.suppress(OSError):
                group.rmdir()
        waiting = [group for group in waiting if group.exists()]
        if not waiting:
            return
        time.sleep(0.05)


def _refusing(*names):
    """What a container's runtime answers with EPERM."""
    from grader.worker.walls import forbidden, seccomp, syscalls

    refused = seccomp.ERROR | errno.EPERM
    made = [(seccomp.LOAD, 0, 0, seccomp.NUMBER)]
    for number in (forbidden.REFUSED[name][syscalls.column()] for name in names):
        made += [(seccomp.EQUAL, 0, 1, number), (seccomp.RETURN, 0, 0, refused)]
    return [*made, (seccomp.RETURN, 0, 0, seccomp.ALLOW)]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(*sys.argv[1:])
