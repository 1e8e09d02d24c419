"""A program that stays: calls, background threads, and how it ends."""

import pytest
from greenlet import GreenletExit

from grader.interleave.session import Session, Stuck
from grader.interleave.trouble import trouble_of
from tests.support.programs import LOST_UPDATE, program


def test_functions_can_be_called_and_the_main_block_sleeps():
    with Session(program(LOST_UPDATE)) as session:
        module = session.module()
        session.call(module.increase)
        value = session.call(getattr, (module, "database_value"))

        assert 1 == value
        assert ("", "") == session.take_output()
        assert "finished" == session.finish().kind


def test_exceptions_come_back_with_the_students_frames():
    with Session(program("def half(x):\n    return 1 / x\n")) as session:
        with pytest.raises(ZeroDivisionError) as raised:
            session.call(session.module().half, (0,))

        assert (("program.py", 2, "half"),) == trouble_of(raised.value).frames


def test_a_stack_that_is_let_go_of_ends_without_a_word():
    """The collector takes what is left of a session in any order: the run may be gone first."""
    session = Session(program("x = 1\n"))
    session.module()
    stack = session._main.greenlet
    vars(session._run).clear()

    assert type(stack.throw(GreenletExit)) is GreenletExit
    assert stack.dead
    session._stack.close()


def test_a_call_that_cannot_come_back_is_stuck():
    session = Session(
        program("import threading\nlock = threading.Lock()\ndef f():\n    lock.acquire()\n    lock.acquire()\n")
    )
    module = session.module()

    with pytest.raises(Stuck) as stuck:
        session.call(module.f)

    assert "deadlock" == stuck.value.ending.kind
    assert "deadlock" == session.finish().kind
    with pytest.raises(Stuck):
        session.call(module.f)


def test_who_is_left_is_told():
    text = (
        "import threading\nnever = threading.Event()\ndef start():\n    threading.Thread(target=never.wait).start()\n"
    )
    session = Session(program(text))
    session.call(session.module().start)
    ending = session.finish()

    assert "deadlock" == ending.kind
    assert ["blocked"] == [a.status for a in ending.actors if a.kind == "thread"]


def test_output_is_taken_once():
    with Session(program("print('loaded')\ndef say(): print('said')\n")) as session:
        module = session.module()
        assert ("loaded\n", "") == session.take_output()
        session.call(module.say)
        assert ("said\n", "") == session.take_output()
