"""The filter, run by a small machine of our own: what each call is answered on each processor."""

import errno
import struct

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.worker.walls import forbidden, seccomp
from grader.worker.walls.seccomp import ALLOW, ERROR, KILL

PROCESSORS = {"x86_64": 0, "aarch64": 1}
AUDIT = (0xC000003E, 0xC00000B7)
BOTH = pytest.mark.parametrize("column", PROCESSORS.values(), ids=PROCESSORS)


def answer(instructions, number, *arguments, processor):
    """What the program returns for one call: the kernel's packet filter in miniature."""
    words = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("=IIQ6Q", number, processor, 0, *(word & (1 << 64) - 1 for word in words))
    accumulator, at = 0, 0
    while True:
        code, yes, no, constant = instructions[at]
        at += 1
        if code == seccomp.LOAD:
            accumulator = struct.unpack_from("=I", data, constant)[0]
        elif code == seccomp.MASK:
            accumulator &= constant
        elif code == seccomp.RETURN:
            return constant
        else:
            taken = {
                seccomp.EQUAL: accumulator == constant,
                seccomp.AT_LEAST: accumulator >= constant,
                seccomp.ANY_BIT: bool(accumulator & constant),
            }[code]
            at += yes if taken else no


def asked(column, number, *arguments, **options):
    return answer(seccomp.program(column, **options), number, *arguments, processor=AUDIT[column])


@BOTH
def test_ordinary_calls_are_allowed(column):
    read, write, exit_group, clone = ((0, 63), (1, 64), (231, 94), forbidden.CLONE)
    for numbers in (read, write, exit_group, clone):
        assert ALLOW == asked(column, numbers[column])


@BOTH
def test_a_program_for_another_processor_is_killed(column):
    assert KILL == answer(seccomp.program(column), 1, processor=0x40000003)


@BOTH
@pytest.mark.parametrize("name", forbidden.REFUSED)
def test_what_is_refused_is_not_permitted(column, name):
    number = forbidden.REFUSED[name][column]

    assert number is None or ERROR | errno.EPERM == asked(column, number)


@BOTH
def test_calls_that_are_not_known_do_not_exist(column):
    for number in (forbidden.FIRST_UNKNOWN, 500, 0x3FFFFFFF, forbidden.CLONE3[column]):
        assert ERROR | errno.ENOSYS == asked(column, number)


def test_the_second_numbering_of_x86_does_not_exist():
    assert ERROR | errno.ENOSYS == asked(0, seccomp.X32 | 1)


@BOTH
def test_only_unix_sockets(column):
    socket = forbidden.SOCKET[column]

    assert ALLOW == asked(column, socket, 1, 1)
    for family in (2, 10, 16, 17, 40):
        assert ERROR | errno.EACCES == asked(column, socket, family, 1)


@BOTH
def test_new_namespaces_are_refused_to_children(column):
    assert ALLOW == asked(column, forbidden.CLONE[column], 0x01200011)
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert ERROR | errno.EPERM == asked(column, forbidden.CLONE[column], flag | 17)


@BOTH
def test_limits_and_processors_are_ones_own_to_change(column):
    for numbers in (forbidden.PRLIMIT, forbidden.AFFINITY):
        assert ALLOW == asked(column, numbers[column], 0)
        assert ERROR | errno.EPERM == asked(column, numbers[column], 1)


@BOTH
def test_nobody_types_into_a_terminal(column):
    assert ALLOW == asked(column, forbidden.IOCTL[column], 0, 0x5401)
    for request in (0x5412, 0x541C, 0x5423, 0xFFFFFFFF_00005412):
        assert ERROR | errno.EPERM == asked(column, forbidden.IOCTL[column], 0, request)


@BOTH
def test_as_the_same_user_nothing_can_be_reached_or_changed(column):
    kinder = {"pretend": True, "connect": False}
    socket, pair = forbidden.SOCKET[column], forbidden.SOCKET_PAIR[column]

    assert ERROR | forbidden.NO_CONNECTION == asked(column, forbidden.CONNECT[column], **kinder)
    assert ALLOW == asked(column, forbidden.CONNECT[column])
    for call in (socket, pair):
        assert ALLOW == asked(column, call, 1, 1, **kinder)
        assert ERROR | errno.EACCES == asked(column, call, 1, 2 | 0o2000000, **kinder)
        assert ALLOW == asked(column, call, 1, 2)
    for numbers in forbidden.PRETENDED.values():
        number = numbers[column]
        assert number is None or ERROR == asked(column, number, **kinder)
        assert number is None or ALLOW == asked(column, number)


@BOTH
def test_no_jump_is_too_far(column):
    for instructions in (seccomp.program(column), seccomp.program(column, pretend=True, connect=False)):
        for at, (_, yes, no, _) in enumerate(instructions):
            assert max(yes, no) < 256
            assert at + 1 + max(yes, no) < len(instructions) or instructions[at][0] in (seccomp.LOAD, seccomp.RETURN)
