"""What a worker wrote last: where it stood, by which signals its program ended itself, and where it sent them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.worker.stuck import ON_ITS_WAY, OUTLIVED, SENDS

_NEXT = SENDS.partition("{")[0]
_SIGNAL = re.compile(
    rf"^{SENDS.format(r'(?P<sends>[0-9]{1,3})')}(?P<where>.*?)(?:^{re.escape(ON_ITS_WAY)}|(?=^{_NEXT})|\Z)"
    rf"|^{OUTLIVED.format(r'(?P<outlived>[0-9]{1,3})')}",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class LastWords:
    """The words of a worker, told apart."""

    standing: str
    """Tracebacks of a crash, of a limit, or of whoever was asked where it stands."""
    sent: dict[int, str]
    """The signals that it sent itself and did not outlive, and where."""


def read(words: str) -> LastWords:
    """Tell apart what a worker wrote."""
    sent: dict[int, str] = {}
    for found in _SIGNAL.finditer(words):
        if found["sends"]:
            sent[int(found["sends"])] = found["where"]
        else:
            sent.pop(int(found["outlived"]), None)
    return LastWords(_SIGNAL.sub("", words), sent)
