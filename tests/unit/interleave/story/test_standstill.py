"""Who waits for whom, as an ending tells it."""

import pytest

from grader.interleave.story.standstill import Wait, waits_in

ME, OTHER = "Thread-1 (work)", "Thread-2 (work)"


@pytest.mark.parametrize(
    ("line", "wait"),
    [
        (f"{ME} waits for the end of {OTHER} (line 3).", Wait(ME, OTHER, True, "line 3")),
        (f"{ME} waits for lock, which {OTHER} holds (cell 4, line 3)", Wait(ME, OTHER, False, "cell 4, line 3")),
        (f"{ME} waits for lock, which {OTHER} holds, though it has ended (line 3)", Wait(ME, OTHER, False, "line 3")),
        (f"{ME} waits for lock, which it already holds itself (line 3)", Wait(ME, "", False, "line 3")),
        (f"{ME} waits for an item from work (line 3)", Wait(ME, "", False, "line 3")),
        (f"{ME} goes round and round until flag changes (line 3)", Wait(ME, "", False, "line 3")),
        (f"{ME} waits for the end of {OTHER}", Wait(ME, OTHER, True, "")),
    ],
)
def test_each_line_tells_one_wait(line, wait):
    assert [wait, wait] == waits_in(f"{line}\n{line}")
