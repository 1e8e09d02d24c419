"""Slips that nothing raises are seen in the text, and nothing else is."""

import pytest

from grader.intake import Submission
from grader.sandbox.slips import seen_in


def line_of_a_slip(text: str) -> int | None:
    text = f"def work():\n    pass\n{text}\n"
    place = seen_in(Submission(entry="a.py", module="a.py", files={"a.py": b""}, source=text, digest=""))
    return None if place is None else place.line


@pytest.mark.parametrize(
    "text",
    [
        "thread.join",
        "    threads[0].start  # later",
        "self.lock.release",
        "while not stop.is_set: pass",
        "    if thread.is_alive and x:",
        "t = Thread(target=work())",
        "t = Process(args=(1,), target = work(1))",
        'if __name__ == "_main_":',
        "if __name__ == 'main':",
    ],
)
def test_a_slip_is_seen(text):
    assert 3 == line_of_a_slip(text)


@pytest.mark.parametrize(
    "text",
    [
        "thread.join()",
        "wait = thread.join",
        "# thread.join",
        "while not stop.is_set(): pass",
        "while True:  # until thread.is_alive",
        "t = Thread(target=work)",
        "t = Thread(target=made(work))",
        "t = Thread(target=lambda: work(1))",
        "# t = Thread(target=work())",
        'if __name__ == "__main__":',
        "if __name__ == '__main__':",
        "x.value",
    ],
)
def test_what_may_be_meant_is_none(text):
    assert line_of_a_slip(text) is None


def test_the_first_one_is_named():
    assert 4 == line_of_a_slip("x = 1\na.start\nb.start")
