"""The seed of a submission on a platform: the same whenever it is judged again.

It is no secret of the kind that a grade hangs on: what a program is asked, it sees when it is asked. But nobody should be
able to try inputs out beforehand, so neither the seed nor the suite's fingerprint is told to students
(`feedback.audience`). Where the package itself can be read, as on GitHub and Classroom 50, both can be worked out.
"""

from __future__ import annotations

import hashlib


def seed_of(suite: str, submission: str, author: str | None) -> int:
    """Draw a seed from the fingerprints of suite and submission, and whose it is."""
    text = "\n".join((suite, submission, author or ""))
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:4], "big") >> 1
