"""What a worker wrote before its end, told apart."""

import signal

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.course.model import Limits
from grader.intake import Submission
from grader.report import Location
from grader.sandbox import endings
from grader.sandbox.starting import last_words
from grader.sandbox.starting.launch import Fate
from grader.worker.stuck import ON_ITS_WAY, OUTLIVED, SENDS
from grader.worker.walls import cgroup

SUBMISSION = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source="", digest="")
CRASH = "Fatal Python error: Segmentation fault\n\n"


def trace(line, who="Current thread"):
    return f'{who} 0x01 (most recent call first):\n  File "/tmp/grade-1/work/a.py", line {line} in f\n\n'


def sends(number, line):
    return SENDS.format(number) + trace(line) + ON_ITS_WAY


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("", {}),
        (sends(9, 5), {9: trace(5)}),
        (sends(15, 5) + sends(9, 6), {15: trace(5), 9: trace(6)}),
        (sends(15, 5) + OUTLIVED.format(15), {}),
        (sends(15, 5) + OUTLIVED.format(15) + sends(15, 6), {15: trace(6)}),
        (SENDS.format(9) + "Current thr", {9: "Current thr"}),
        (SENDS.format(9) + SENDS.format(15) + trace(5) + ON_ITS_WAY, {9: "", 15: trace(5)}),
        (OUTLIVED.format(15), {}),
    ],
    ids=["none", "one", "two", "outlived", "and again", "cut short", "two at once", "cut at its beginning"],
)
def test_what_it_sent_itself_and_did_not_outlive(words, sent):
    assert sent == last_words.read(words).sent


def test_where_a_signal_was_sent_is_not_where_it_stood():
    words = trace(1) + sends(15, 5) + OUTLIVED.format(15) + CRASH + trace(9)

    assert trace(1) + CRASH + trace(9) == last_words.read(words).standing


def told(number, words):
    return endings.of_a_dead_worker(Fate(signal=number, words=words), False, Limits(), SUBMISSION)


@pytest.mark.parametrize(
    ("number", "words", "said", "line"),
    [
        (signal.SIGKILL, sends(9, 5), "Its process was killed (SIGKILL).", 5),
        (signal.SIGTERM, sends(9, 3) + sends(15, 5), "Its process was killed (SIGTERM).", 5),
        (signal.SIGKILL, sends(15, 5), "the program's process was ended from outside (SIGKILL)", None),
        (
            signal.SIGTERM,
            sends(15, 5) + OUTLIVED.format(15),
            "the program's process was ended from outside (SIGTERM)",
            None,
        ),
        (signal.SIGSEGV, sends(15, 5) + CRASH + trace(9), "The interpreter crashed (segmentation fault).", 9),
        (
            signal.SIGSEGV,
            CRASH + trace(3) + trace(7, "Thread") + trace(9),
            "The interpreter crashed (segmentation fault).",
            9,
        ),
    ],
    ids=["by it", "by the last one", "by another", "by one like it", "by a crash", "where it stood at last"],
)
def test_what_ended_it_is_told_with_its_own_line(number, words, said, line):
    """Any signal that it had sent itself made all others its own, and the first line that was written was told."""
    claim = told(number, words)

    assert said == str(claim)
    assert (line and Location(file="a.py", line=line)) == getattr(claim, "location", None)


def test_in_a_container_that_is_too_small_the_instructor_is_told_so(monkeypatch):
    """Such an end is nobody's fault and nobody else's doing: judging it again ends in the same way."""
    monkeypatch.setattr(cgroup, "spent_mb", lambda: 512)

    claim = told(signal.SIGKILL, "")

    assert (
        "the program's process was ended by the kernel: the memory that may be used here (512 MB) was spent"
    ) == str(claim)
    assert "Give it more" in claim.hint
    assert "from outside (SIGTERM)" in str(told(signal.SIGTERM, ""))
