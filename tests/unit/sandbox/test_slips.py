"""Slips that nothing raises are seen in the text, and nothing else is."""

import pytest

from grader.intake import Submission
from grader.sandbox.slips import Slip, seen_in


def line_of_a_slip(text: str) -> int | None:
    slip = slip_in(text)
    return None if slip is None else slip.location.line


def slip_in(text: str) -> Slip | None:
    text = f"def work():\n    pass\n{text}\n"
    return seen_in(Submission(entry="a.py", module="a.py", files={"a.py": b""}, source=text, digest=""))


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
        't = Thread(target="work")',
        "t = Thread(target=work, args=(i))",
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
        "t = Thread(target=work, args=(i,))",
        "t = Thread(target=work, args=(f(i)))",
        "pair = 1, 2\nt = Thread(target=work, args=(pair))",
        "def made():\n    return work\n\nt = Thread(target=made())",
        "done.empty = False\nwhile done.empty: pass",
        "x = " + "a" * 600 + " if q.empty else 1\nif " + "a" * 600 + ".empty: pass",
    ],
)
def test_what_may_be_meant_is_none(text):
    assert line_of_a_slip(text) is None


def test_the_first_one_is_named():
    assert 4 == line_of_a_slip("x = 1\na.start\nb.start")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "  threads[0].start",
            "Look at line 3: threads[0].start is only named there; a call has parentheses, threads[0].start().",
        ),
        (
            "while not stop.is_set:",
            "Look at line 3: stop.is_set without parentheses is always true; ask stop.is_set().",
        ),
        (
            "Thread(target=work())",
            "Look at line 3: the parentheses call work() at once, and target= gets what it returns; the function is work.",
        ),
        ("Thread(target='work')", "Look at line 3: target= wants the function itself, without quotes: target=work."),
        ("Thread(args=(i))", "Look at line 3: (i) is the same as i; a tuple of one has a comma, (i,)."),
        (
            'if __name__ == "_main_":',
            'Look at line 3: a file that is run is called "__main__", with two underscores on either side, and nothing else.',
        ),
    ],
)
def test_a_slip_is_told_in_a_sentence_that_names_its_line(text, words):
    slip = slip_in(text)

    assert slip is not None and slip.words == words
