"""A token survives copy and paste, and is refused where it does not belong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.interleave.run.pace import PACES
from grader.interleave.token import BadToken, Schedule, decode, encode

pytestmark = pytest.mark.slow  # the same on every interpreter


@st.composite
def schedules(draw):
    """A chain of turns: each goes on where the last one stopped."""
    switches, counted, current = [], {}, 0
    for following, more in draw(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 100_000)), max_size=30)):
        counted[current] = counted.get(current, 0) + more
        switches.append((current, counted[current], following))
        current = following
    steps = draw(st.sampled_from([0, 1 << 16, 1 << 20]))
    return Schedule(tuple(switches), draw(st.binary(min_size=4, max_size=4)), draw(st.sampled_from(PACES)), steps)


@given(schedules())
def test_a_token_round_trips(schedule):
    assert schedule == decode(encode(schedule))


@given(st.integers(2, 4), st.integers(1, 9), st.integers(50, 2_000))
def test_a_schedule_that_goes_round_in_circles_is_told_shortly(actors, pace, rounds):
    switches, current = [], 0
    for turn in range(1, rounds + 1):
        for actor in range(actors):
            switches.append((current, turn * pace, (actor + 1) % actors))
            current = (actor + 1) % actors
    schedule = Schedule(tuple(switches), b"abcd", steps=1 << 16)

    assert schedule == decode(encode(schedule))
    assert len(encode(schedule)) <= 120


def test_a_token_that_unpacks_to_too_much_is_refused():
    from grader.interleave import token as module

    body = bytearray([module.VERSION, module.PACKED, *b"abcd"]) + module.zlib.compress(bytes(module.LONGEST + 1), 9)
    body += module.zlib.crc32(body).to_bytes(4, "big")[:2]

    with pytest.raises(BadToken, match="longer than any schedule"):
        decode(module._letters(bytes(body)))


@pytest.mark.parametrize(("flags", "told"), [("PACKED", b"not packed"), (0, b"\x01"), (0, b"\x01\x80")])
def test_a_token_that_was_made_up_is_refused(flags, told):
    """Its check letters are right, and what it tells is no schedule: packed without being so, or half a number."""
    from grader.interleave import token as module

    body = bytearray([module.VERSION, getattr(module, str(flags), 0), *b"abcd"]) + told
    body += module.zlib.crc32(body).to_bytes(4, "big")[:2]

    with pytest.raises(BadToken, match="cut off or mistyped"):
        decode(module._letters(bytes(body)))


@given(schedules())
def test_case_dashes_and_look_alikes_do_not_matter(schedule):
    token = encode(schedule)
    written = token.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert schedule == decode(written)


@given(schedules(), st.data())
def test_a_token_that_was_cut_is_refused(schedule, data):
    token = encode(schedule).replace("-", "")
    shorter = token[: data.draw(st.integers(1, len(token) - 2))]

    with pytest.raises(BadToken):
        decode(shorter)


def test_what_is_no_letter_of_a_token_is_named():
    with pytest.raises(BadToken, match="a token has no '!'"):
        decode("40G1-EF!2")


def test_another_version_is_told():
    good = encode(Schedule((), b"abcd"))
    from grader.interleave import token as module

    body = bytearray(module._bytes(good.replace("-", "")))[:-2]
    body[0] = 9
    body += module.zlib.crc32(bytes(body)).to_bytes(4, "big")[:2]

    with pytest.raises(BadToken, match="another version"):
        decode(module._letters(bytes(body)))


def test_a_schedule_that_is_no_chain_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="chain of turns"):
        encode(Schedule(((5, 1, 2),), b"abcd"))


@given(st.binary(max_size=300))
def test_any_bytes_are_letters_and_bytes_again(data):
    from grader.interleave import token as module

    assert data == module._bytes(module._letters(data))
