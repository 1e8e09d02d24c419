"""The system call filter: a program for the kernel's packet filter, assembled by hand.

An instruction is (code, jump if true, jump if false, constant). The program looks at the processor first, then at
the number of the call, then (for a few calls) at the low half of an argument. What no rule names is allowed: the
kernel then remembers that, so ordinary calls cost nothing. Works without any right once `no_new_privs` is set.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Sequence
from functools import cache

from grader.worker.walls import forbidden, syscalls

LOAD, MASK, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
NUMBER, PROCESSOR, ARGUMENTS = 0, 4, 16
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
X32 = 0x40000000
_PROCESSORS = (0xC000003E, 0xC00000B7)
Instruction = tuple[int, int, int, int]
_INSTRUCTION = struct.Struct("HBBI")
SET_MODE_FILTER = 1


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def program(column: int, *, pretend: bool = False, connect: bool = True) -> list[Instruction]:
    """The filter for one processor. `pretend`: changes to files' metadata are said to be done, and are not.
    `connect`: whether sockets may reach others' by path; without it pairs of sockets remain."""
    made: list[Instruction] = [
        (LOAD, 0, 0, PROCESSOR),
        (EQUAL, 1, 0, _PROCESSORS[column]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
    ]
    if column == 0:
        made += _if(AT_LEAST, X32, ERROR | errno.ENOSYS)
    made += _if(AT_LEAST, forbidden.FIRST_UNKNOWN, ERROR | errno.ENOSYS)
    for numbers in forbidden.REFUSED.values():
        made += _refuse(numbers[column], errno.EPERM)
    if pretend:
        for numbers in forbidden.PRETENDED.values():
            made += _refuse(numbers[column], 0)
    if not connect:
        made += _refuse(forbidden.CONNECT[column], forbidden.NO_CONNECTION)
        # A datagram needs no connection: its address travels in memory, where a filter cannot look.
        made += _no_datagrams(forbidden.SOCKET[column]) + _no_datagrams(forbidden.SOCKET_PAIR[column])
    made += _refuse(forbidden.CLONE3[column], errno.ENOSYS)  # the C library then uses clone, whose flags can be seen
    made += _looking(forbidden.CLONE[column], 0, [(ANY_BIT, forbidden.NAMESPACE_FLAGS, errno.EPERM)])
    made += _unless(forbidden.SOCKET[column], 0, forbidden.AF_UNIX, errno.EACCES)
    made += _unless(forbidden.SOCKET_PAIR[column], 0, forbidden.AF_UNIX, errno.EACCES)
    made += _unless(forbidden.PRLIMIT[column], 0, 0, errno.EPERM)
    made += _unless(forbidden.AFFINITY[column], 0, 0, errno.EPERM)
    requests = [(EQUAL, request, errno.EPERM) for request in forbidden.TERMINAL_REQUESTS]
    made += _looking(forbidden.IOCTL[column], 1, requests)
    made.append((RETURN, 0, 0, ALLOW))
    return made


def confine(*, pretend: bool = False, connect: bool = True) -> None:
    """Lay the filter on this process and all that it starts."""
    _install(assembled(syscalls.column(), pretend=pretend, connect=connect))


@cache
def assembled(column: int, *, pretend: bool, connect: bool) -> bytes:
    """The filter as the kernel takes it. Who is forked after it was asked for once finds it made."""
    return _packed(program(column, pretend=pretend, connect=connect))


def install(instructions: Sequence[Instruction]) -> None:
    """Give the kernel a program; there is no way back."""
    _install(_packed(instructions))


def _packed(instructions: Sequence[Instruction]) -> bytes:
    return b"".join(_INSTRUCTION.pack(*instruction) for instruction in instructions)


def _install(code: bytes) -> None:
    held = ctypes.create_string_buffer(code, len(code))
    whole = _Program(len(code) // _INSTRUCTION.size, ctypes.addressof(held))
    syscalls.call("seccomp", SET_MODE_FILTER, 0, ctypes.byref(whole))


def _if(test: int, constant: int, answer: int) -> list[Instruction]:
    return [(test, 0, 1, constant), (RETURN, 0, 0, answer)]


def _refuse(number: int | None, error: int) -> list[Instruction]:
    return [] if number is None else _if(EQUAL, number, ERROR | error)


def _looking(number: int | None, argument: int, tests: Sequence[tuple[int, int, int]]) -> list[Instruction]:
    """For this call: an error when an argument passes one of the tests."""
    assert number is not None
    body: list[Instruction] = [(LOAD, 0, 0, ARGUMENTS + 8 * argument)]
    for test, constant, error in tests:
        body += _if(test, constant, ERROR | error)
    return _called(number, body)


def _no_datagrams(number: int | None) -> list[Instruction]:
    """For this call: an error when it asks for datagrams; else go on with the next rule."""
    assert number is not None
    body: list[Instruction] = [(LOAD, 0, 0, ARGUMENTS + 8), (MASK, 0, 0, forbidden.TYPE_MASK)]
    body += _if(EQUAL, forbidden.DATAGRAM, ERROR | errno.EACCES)
    body.append((LOAD, 0, 0, NUMBER))
    return [(EQUAL, 0, len(body), number), *body]


def _unless(number: int | None, argument: int, wanted: int, error: int) -> list[Instruction]:
    """For this call: an error unless the argument is the one wanted."""
    assert number is not None
    load = (LOAD, 0, 0, ARGUMENTS + 8 * argument)
    return _called(number, [load, (EQUAL, 1, 0, wanted), (RETURN, 0, 0, ERROR | error)])


def _called(number: int, body: list[Instruction]) -> list[Instruction]:
    """Do this where the call has that number; then allow it, or go on with other calls."""
    body = [*body, (RETURN, 0, 0, ALLOW)]
    return [(EQUAL, 0, len(body), number), *body]
