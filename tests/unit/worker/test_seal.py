"""A sealed frame is the one that was sent, in its place, by the other side; anything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.worker.seal import KEY_BYTES, Keyed
from grader.worker.wire import WireError

KEY = bytes(range(KEY_BYTES))
OTHER = bytes(KEY_BYTES)


@given(st.binary(max_size=200), st.integers(0, 2**40))
def test_what_one_end_closes_the_other_opens(body, sequence):
    worker, judge = Keyed(KEY, of_worker=True), Keyed(KEY, of_worker=False)

    assert body == judge.open(sequence, worker.close(sequence, body))
    assert body == worker.open(sequence, judge.close(sequence, body))


@given(st.binary(max_size=50), st.data())
def test_a_changed_frame_is_refused(body, data):
    sealed = bytearray(Keyed(KEY, of_worker=True).close(0, body))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(WireError, match="a frame has a wrong seal"):
        Keyed(KEY, of_worker=False).open(0, bytes(sealed))


def test_a_frame_of_another_place_key_or_direction_is_refused():
    sealed = Keyed(KEY, of_worker=True).close(3, b"{}")

    for end, sequence in (
        (Keyed(KEY, of_worker=False), 4),
        (Keyed(OTHER, of_worker=False), 3),
        (Keyed(KEY, of_worker=True), 3),
    ):
        with pytest.raises(WireError):
            end.open(sequence, sealed)


@pytest.mark.parametrize("cut", range(17))
def test_half_a_seal_is_none(cut):
    with pytest.raises(WireError):
        Keyed(KEY, of_worker=False).open(0, Keyed(KEY, of_worker=True).close(0, b"")[:cut][:15])
