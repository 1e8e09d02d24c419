"""The seal of a wire: a mark on each frame that only who has the key can make (keyed BLAKE2, RFC 7693).

The key is made for one worker, and sent to it before anything of the student's runs. The mark covers the direction and
the place of the frame in the conversation, so that no frame can be made up, changed, sent again or left out.
"""

from __future__ import annotations

from _operator import _compare_digest as compare_digest  # not OpenSSL's, which each worker would have to map
from hashlib import blake2b

from grader.worker.wire import WireError

KEY_BYTES = 32
MARK_BYTES = 16
_TO_JUDGE, _TO_WORKER = b"to the judge", b"to the worker"


class Keyed:
    """One end's seal."""

    def __init__(self, key: bytes, *, of_worker: bool) -> None:
        self._key = key
        self._ours, self._theirs = (_TO_JUDGE, _TO_WORKER) if of_worker else (_TO_WORKER, _TO_JUDGE)

    def close(self, sequence: int, body: bytes) -> bytes:
        """The body behind its mark."""
        return _mark(self._key, self._ours, sequence, body) + body

    def open(self, sequence: int, body: bytes) -> bytes:
        """The body, if its mark is right."""
        mark, inner = body[:MARK_BYTES], body[MARK_BYTES:]
        if not compare_digest(mark, _mark(self._key, self._theirs, sequence, inner)):
            raise WireError("a frame has a wrong seal")
        return inner


def _mark(key: bytes, direction: bytes, sequence: int, body: bytes) -> bytes:
    mark = blake2b(sequence.to_bytes(8, "big"), key=key, person=direction, digest_size=MARK_BYTES)
    mark.update(body)
    return mark.digest()
