"""What a class of the program's calls its own is no mistake where only a model has it inside, too."""

import pytest

from grader.interleave.program import Budget, Search
from tests.support.programs import explored, timed

MADE = """
    import queue, threading, multiprocessing
    from concurrent.futures import ThreadPoolExecutor
    class Mine({base}):
        {body}
    print("made")
"""
CLASHES = [
    ("queue.Queue", "def _room(self): return 3", "Queue._room"),
    ("queue.Queue", "def limit(self): self._size = 3", "Queue._size"),
    ("queue.Queue", "_counted = 0", "Queue._counted"),
    ("queue.PriorityQueue", "def limit(self): self._size = 3", "PriorityQueue._size"),
    ("threading.Semaphore", "def _take(self): pass", "Semaphore._take"),
    ("ThreadPoolExecutor", "def count(self): self._idle = 1", "ThreadPoolExecutor._idle"),
    ("multiprocessing.Process", "def _is_mine(self): return True", "Process._is_mine"),
]


@pytest.mark.parametrize(("base", "body", "name"), CLASHES)
def test_a_name_that_a_model_has_inside_is_beyond_control(base, body, name):
    text = MADE.format(base=base, body=body)
    found = explored(text, search=Search(budget=Budget(schedules=10)))

    assert ["engine_fault"] == [end.ending.kind for end in found.endings]
    assert [(4, f"a name that is something else inside of {name} here")] == [(e.line, e.what) for e in found.escapes]
    assert not found.exhaustive
    assert timed(text).escapes


@pytest.mark.parametrize(
    ("base", "body"),
    [
        ("queue.Queue", "def _put(self, item): super()._put(item)"),
        ("queue.Queue", "def shutdown(self): self.closed = True"),
        ("queue.Queue", "def __init__(self): super().__init__(3); self.maxsize = 4; self.limit = 5"),
        ("threading.Thread", "def __init__(self): super().__init__(); self._check = self._finished = self._size = 1"),
        ("threading.Thread", "def run(self): self._result = 1"),
        ("threading.Condition", "pass"),
        ("multiprocessing.Process", "def run(self): self._result = 1"),
        ("object", "def _room(self): return 3"),
    ],
)
def test_all_others_are_its_own_affair(base, body):
    found = explored(MADE.format(base=base, body=body))

    assert found.exhaustive
    assert ["made\n"] == [end.ending.stdout for end in found.endings]


def test_what_a_class_in_between_has_counts_too():
    text = """
        import queue
        class Line(queue.Queue):
            pass
        class Mine(Line):
            def _room(self): return 3
        print("made")
    """
    found = explored(text, search=Search(budget=Budget(schedules=10)))

    assert [5] == [escape.line for escape in found.escapes]
