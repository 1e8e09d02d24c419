"""How a story tells that an exception has ended a thread or a process in a line that touches nothing shared."""

import pytest

from grader.interleave.program import Search
from tests.support.programs import explored

DYING = """
    import multiprocessing, threading
    lock = threading.Lock()
    def bare(number):
        return 10 // number
    def within(number):
        with lock:
            return 10 // number
    if __name__ == "__main__":
        one = {kind}(target={work}, args=(0,))
        one.start()
        one.join()
        print("ok")
"""


@pytest.mark.parametrize(
    ("kind", "work", "told"),
    [
        ("threading.Thread", "bare", [(5, "fails")]),
        ("multiprocessing.Process", "bare", [(5, "fails")]),
        ("threading.Thread", "within", [(7, "acquires"), (8, "fails"), (7, "releases")]),
    ],
)
@pytest.mark.parametrize("ordered", [False, True])
def test_the_line_in_which_it_ends_is_told_and_no_traceback(kind, work, told, ordered):
    (only,) = explored(DYING.format(kind=kind, work=work), search=Search(output_order=ordered)).endings
    own = [step for step in only.witness.steps if step.actor != "MainThread"]

    assert told == [(step.line, step.action) for step in own]
    assert ["raises ZeroDivisionError"] == [step.note for step in own if step.decisive]
    assert {"return 10 // number"} == {step.source for step in own if step.decisive}


def test_what_a_thread_printed_before_it_failed_is_told():
    (only,) = explored(
        """
        import threading
        def work():
            print("here")
            int("x")
        one = threading.Thread(target=work)
        one.start()
        """,
        search=Search(output_order=True),
    ).endings
    own = [step for step in only.witness.steps if step.actor != "MainThread"]

    assert [("prints", "here"), ("fails", None)] == [(step.action, step.value) for step in own]


def of_the_main_thread(text):
    (only,) = explored(text).endings
    return [(s.line, s.action, s.note) for s in only.witness.steps if s.actor == "MainThread"]


def test_the_line_in_which_the_main_thread_ends_is_told_as_well():
    told = of_the_main_thread("""
        import threading
        def work():
            pass
        one = threading.Thread(target=work)
        one.start()
        one.join()
        int("x")
        """)  # fmt: skip

    assert (8, "fails", "raises ValueError") == told[-1]


@pytest.mark.parametrize(("asked", "action"), [("queue.get_nowait()", "tries to get from"), ("int('x')", "fails")])
def test_what_with_does_on_the_way_out_comes_after_the_error(asked, action):
    told = of_the_main_thread(f"""
        import queue, threading
        from concurrent.futures import ThreadPoolExecutor
        queue = queue.Queue()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(queue.qsize)
            {asked}
        """)  # fmt: skip
    number = next(n for n, step in enumerate(told) if step[2])

    assert (7, action) == told[number][:2]
    assert told[number][2].startswith("raises ")
    assert "shuts down" in [action for _, action, _ in told[number:]]
