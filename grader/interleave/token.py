"""A schedule as a word that survives copy and paste: `grade replay` takes it back.

Base 32 in Crockford's alphabet (no I, L, O, U; case does not matter), dashes anywhere. Inside: a version, what the
schedule belongs to (a digest of sources, target and mode), the switches as run lengths, and a check sum. A schedule
that goes round in circles says the same again and again; so the switches are packed where that makes them shorter.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from .program import Program, Search, Target
from .run.pace import PACES, Pace
from .strategies.replay import Switch

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOK_ALIKE = str.maketrans("ILO", "110")
PYTHONS = str.maketrans(ALPHABET, "0123456789ABCDEFGHIJKLMNOPQRSTUV")
"""To the letters in which `int` reads base 32."""
VERSION = 1
PACKED = 0x80
FOLD = 4
"""Bits of the first byte that say which version it is; what is above them belongs to the pace."""
LONGEST = 1 << 22
"""Bytes of unpacked switches; nothing that we wrote has more."""


class BadToken(ValueError):
    """The word is no schedule, or one of another program."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where turns change, in which mode, for which program."""

    switches: tuple[Switch, ...]
    digest: bytes
    pace: Pace = "free"
    steps: int = 0
    """Step limit, a power of two; 0: the usual one."""


def digest_of(program: Program, target: Target, search: Search) -> bytes:
    """Four bytes that tell programs, targets and modes apart."""
    text = repr((program.entry, sorted(program.sources.items()), program.args, program.stdin, program.cpus,
                 program.start_method, target, search.output_order, search.atomicity))  # fmt: skip
    if program.instead is not None:
        text += repr(program.instead)
    if search.timeouts != "last":
        text += search.timeouts
    return hashlib.sha256(text.encode()).digest()[:4]


def encode(schedule: Schedule) -> str:
    """Write a schedule as a token."""
    pace = PACES.index(schedule.pace)
    body = bytearray([VERSION | pace >> 2 << FOLD, pace & 3 | max(0, schedule.steps.bit_length() - 1) << 2])
    body += schedule.digest
    plain = _switches(schedule)
    packed = zlib.compress(plain, 9)
    if len(packed) < len(plain):
        body[1] |= PACKED
    body += min(plain, packed, key=len)
    body += zlib.crc32(bytes(body)).to_bytes(4, "big")[:2]
    word = _letters(bytes(body))
    return "-".join(word[n : n + 4] for n in range(0, len(word), 4))


def _switches(schedule: Schedule) -> bytes:
    body = bytearray()
    counted: dict[int, int] = {}
    current = 0
    for stops, count, following in schedule.switches:
        if stops != current:
            raise ValueError("a schedule is a chain of turns")
        _number(body, count - counted.get(stops, 0))
        _number(body, following)
        counted[stops] = count
        current = following
    return bytes(body)


def decode(token: str) -> Schedule:
    """Read a token back."""
    data = _bytes("".join(token.split()).replace("-", ""))
    body, check = data[:-2], data[-2:]
    if len(body) < 6 or zlib.crc32(body).to_bytes(4, "big")[:2] != check:
        raise BadToken("this token is cut off or mistyped: copy all of it")
    pace = body[0] >> FOLD << 2 | body[1] & 3
    if body[0] & (1 << FOLD) - 1 != VERSION or pace >= len(PACES):
        raise BadToken("this token comes from another version of the explorer")
    told = _unpacked(body[6:]) if body[1] & PACKED else body[6:]
    exponent = (body[1] & ~PACKED) >> 2
    return Schedule(tuple(_chain(told)), bytes(body[2:6]), PACES[pace], 1 << exponent if exponent else 0)


def _unpacked(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        told = unpacker.decompress(data, LONGEST)
    except zlib.error as odd:
        raise BadToken("this token is cut off or mistyped: copy all of it") from odd
    if not unpacker.eof:
        raise BadToken("this token is longer than any schedule")
    return told


def _chain(told: bytes) -> Iterator[Switch]:
    """Who stops before which of its acts, and who goes on."""
    counted: dict[int, int] = {}
    position, current = 0, 0
    while position < len(told):
        more, position = _take(told, position)
        following, position = _take(told, position)
        counted[current] = counted.get(current, 0) + more
        yield current, counted[current], following
        current = following


def _number(body: bytearray, value: int) -> None:
    while value >= 0x80:
        body.append(value & 0x7F | 0x80)
        value >>= 7
    body.append(value)


def _take(body: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if position >= len(body):
            raise BadToken("this token is cut off or mistyped: copy all of it")
        byte = body[position]
        position += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value, position


def _letters(data: bytes) -> str:
    bits = format(int.from_bytes(b"\x01" + data, "big"), "b")
    bits = bits.zfill(-(-len(bits) // 5) * 5)
    return "".join(ALPHABET[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))


def _bytes(word: str) -> bytes:
    word = word.upper().translate(LOOK_ALIKE)
    for letter in word:
        if letter not in ALPHABET:
            raise BadToken(f"a token has no {letter!r}")
    bits = int(word.translate(PYTHONS) or "0", 32)  # linear in its length, since 32 is a power of two
    data = bits.to_bytes((bits.bit_length() + 7) // 8, "big")
    if data[:1] != b"\x01":
        raise BadToken("this token is cut off or mistyped: copy all of it")
    return data[1:]
