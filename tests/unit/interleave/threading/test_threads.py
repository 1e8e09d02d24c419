"""`Thread`: what is asked of it while another starts it, and who is told of its errors."""

import pytest

from grader.interleave.program import Search
from tests.support.programs import explored, in_life, outputs, program
from tests.support.reduction import proved_endings


def test_who_makes_a_daemon_of_a_thread_may_come_before_its_start_amid_it_and_after():
    endings = proved_endings(
        program("""
            import threading
            t = threading.Thread(target=int, name="t")
            def makes():
                try: t.daemon = True
                except RuntimeError: print("too late")
            ts = [threading.Thread(target=makes), threading.Thread(target=t.start)]
            for each in ts: each.start()
            for each in ts: each.join()
        """),
        Search(),
    )

    found = {(one.stdout, actor.daemon) for one in endings for actor in one.actors if actor.name == "t"}
    assert {("", True), ("", False), ("too late\n", False)} == found


def test_who_is_alive_is_found_at_one_look():
    found = explored("""
import threading
inner = threading.Thread(target=int, name="inner")
outer = threading.Thread(target=lambda: inner.join(), name="outer")
inner.start(); outer.start()
print([t.name for t in threading.enumerate()][1:])
""")

    assert {"['inner', 'outer']\n", "['outer']\n", "[]\n"} == outputs(found)
    assert found.exhaustive
    assert any(step.value == "1 running thread" for one in found.endings for step in one.witness.steps)


HOOK = """
import sys, threading
def hook(args):
    kind, value, trace, thread = args
    print(kind.__name__, value, thread.name, args.exc_type is kind)
    {more}
threading.excepthook = hook
t = threading.Thread(target=lambda: 1 / 0, name="t")
t.start(); t.join()
print("end")
"""


@pytest.mark.parametrize(
    ("more", "told"), [("", ""), ("sys.exit(1)", ""), ("raise KeyboardInterrupt", "KeyboardInterrupt")]
)
def test_a_hook_is_handed_what_the_library_hands_it_and_may_leave(more, told):
    (found,) = explored(HOOK.format(more=more)).endings

    assert found.ending.stdout == "ZeroDivisionError division by zero t True\nend\n"
    assert told in found.ending.stderr
    assert "ZeroDivisionError" not in found.ending.stderr


def test_the_size_of_stacks_is_what_it_was_set_to_last():
    text = """
        import threading
        print(threading.stack_size(1 << 26), threading.stack_size(1 << 20), threading.stack_size(), threading.stack_size())
    """

    assert {in_life(text)} == outputs(explored(text))
