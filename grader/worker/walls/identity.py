"""Who the worker is: a user of its own where we may choose one, without groups, rights, or a way to get them back."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path

assert sys.platform != "win32"

from grader.worker.systems.posix import OUR_USERS
from grader.worker.walls import syscalls
from grader.worker.walls.layer import WallError

SET_DUMPABLE, DROP_BOUNDING, SET_SECUREBITS = 4, 24, 28
SET_NO_NEW_PRIVS, GET_NO_NEW_PRIVS, AMBIENT, AMBIENT_CLEAR = 38, 39, 47, 4
LOCKED_SECUREBITS = 0b101111
"""No root by uid, no fix-up of rights on a change of uid, no kept rights; and each of them for good."""
TO_GIVE_USERS = {"CHOWN": 0, "DAC_OVERRIDE": 1, "FOWNER": 3, "SETGID": 6, "SETUID": 7, "SETPCAP": 8}
"""What root needs to make others of workers, and to clean up after them; in a container it may have been taken away."""
_CAPABILITIES_VERSION = 0x20080522
_MOST_PROCESSES = 1 << 22
_A_PRIME = 7919


def user_of_its_own(process: int, earlier: int = 0) -> int:
    """A user id that no one has: unlike another worker's, since `process` (our keeper's id) is, or how many `earlier`
    workers that keeper had."""
    room = _users_here()
    if room > OUR_USERS + (earlier + 1) * _MOST_PROCESSES:
        return OUR_USERS + earlier * _MOST_PROCESSES + process
    half = room // 2  # in a container with few users
    return half + (process + earlier * _A_PRIME) % max(1, room - half)


def _users_here() -> int:
    first, _, count = Path("/proc/self/uid_map").read_text().split()[:3]
    return int(count) if first == "0" else 0


def become(user: int) -> None:
    """Change to this user and group for good, with no other group."""
    syscalls.call("setgroups", 0, None)
    syscalls.call("setresgid", user, user, user)
    syscalls.call("setresuid", user, user, user)


def forget_bounding_set() -> None:
    """No program that this process, or one that it forks, starts can gain a right; needs the right to say so."""
    for capability in range(_last_capability() + 1):
        syscalls.prctl(DROP_BOUNDING, capability)
    syscalls.prctl(SET_SECUREBITS, LOCKED_SECUREBITS)


def give_up_rights() -> None:
    """No capability, and none by running a program that would give one."""
    syscalls.prctl(AMBIENT, AMBIENT_CLEAR)
    header = ctypes.create_string_buffer(struct.pack("Ii", _CAPABILITIES_VERSION, 0), 8)
    syscalls.call("capset", ctypes.byref(header), ctypes.byref(ctypes.create_string_buffer(24)))
    gain_nothing()


def gain_nothing() -> None:
    """No program that this process starts gives it a right."""
    syscalls.prctl(SET_NO_NEW_PRIVS, 1)


def be_unreadable() -> None:
    """Other processes of the same user may not look into this one's memory."""
    syscalls.prctl(SET_DUMPABLE, 0)


def be_ordinary() -> None:
    """A process like any other to itself: it may list its own descriptors."""
    syscalls.prctl(SET_DUMPABLE, 1)


def proven(user: int | None) -> None:
    """Look whether all of it holds: WallError if not. `user`: whom it became; None where it is who it was, with that user's
    group, which need not have the same number, and the other groups of a login, which nobody but root can leave."""
    if sys.platform != "linux":
        raise WallError("identity: nobody says here who the worker is")
    ids, groups = {*os.getresuid()}, {*os.getresgid()}
    as_it_should = len(ids) == len(groups) == 1 if user is None else {user} == ids | groups and not os.getgroups()
    if not as_it_should:
        raise WallError("identity: the worker is not the user it should be")
    if 0 in ids:
        raise WallError("identity: the worker is root")
    if _rights():
        raise WallError("identity: the worker has rights left")
    if syscalls.prctl(GET_NO_NEW_PRIVS) != 1:
        raise WallError("identity: programs could give the worker rights")


def lacking() -> list[str]:
    """The capabilities that this root would need to give workers a user of their own, and does not have."""
    told = Path("/proc/self/status").read_text().partition("CapEff:")[2].split()[0]
    return [name for name, number in TO_GIVE_USERS.items() if not int(told, 16) >> number & 1]


def _rights() -> bool:
    header = ctypes.create_string_buffer(struct.pack("Ii", _CAPABILITIES_VERSION, 0), 8)
    data = ctypes.create_string_buffer(24)
    syscalls.call("capget", ctypes.byref(header), ctypes.byref(data))
    return any(data.raw)


def _last_capability() -> int:
    try:
        return int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    except OSError:
        return 40
