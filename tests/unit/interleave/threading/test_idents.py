"""Identifiers of threads: given again once a thread is over, where a program does more with them than tell them."""

import ast
import sys
import textwrap

import pytest

from grader.interleave.instrument.syntax import parsed
from grader.interleave.models.threading.idents import AT_ONCE
from grader.interleave.text.keyed import keyed_by_idents
from tests.support.programs import explored, outputs, timed

IN_TURN = """
    import threading, _thread, time
    from concurrent.futures import ThreadPoolExecutor
    seen = set()
    def work(*_):
        seen.add({ident})
    {first}
    {second}
    print(len(seen))
"""
JOINED = "t = threading.Thread(target=work); t.start(); t.join()"
RAW = "_thread.start_new_thread(work, ()); time.sleep(1)"
POOL = "ThreadPoolExecutor(1).__enter__().submit(work).result()"
SHUT = "pool = ThreadPoolExecutor(1); pool.submit(work); pool.shutdown()"


@pytest.mark.parametrize("ident", ["threading.get_ident()", "threading.current_thread().ident", "_thread.get_ident()"])
@pytest.mark.parametrize("second", [JOINED, RAW, SHUT])
@pytest.mark.parametrize("first", [JOINED, RAW, SHUT])
def test_who_begins_after_the_end_of_another_has_its_identifier(first, second, ident):
    assert "1\n" == timed(IN_TURN.format(first=first, second=second, ident=ident)).stdout


def test_two_that_live_together_have_two():
    assert "2\n" == timed(IN_TURN.format(first=POOL, second=JOINED, ident="threading.get_ident()")).stdout


def test_what_was_given_again_is_not_given_a_third_time_as_long_as_it_is_held():
    held = "keep = threading.Event(); u = threading.Thread(target=lambda: (work(), keep.wait())); u.start(); "
    text = IN_TURN.format(first=JOINED, second=f"{held}{JOINED}; keep.set()", ident="threading.get_ident()")

    assert "2\n" == timed(text).stdout


def test_both_are_found_where_both_may_be():
    """Whether one was over when the other began is a matter of order, and is searched."""
    begun = "ts = [threading.Thread(target=work) for _ in range(2)]; [t.start() for t in ts]; [t.join() for t in ts]"
    found = explored(IN_TURN.format(first=begun, second="", ident="threading.get_ident()"))

    assert {"1\n", "2\n"} == outputs(found)
    assert found.exhaustive
    assert AT_ONCE in found.proved


def test_who_only_tells_them_gets_one_for_each():
    """What is printed differs in every run anyway, and a start is no step beside an end."""
    text = """
        import threading
        def work():
            {told}
        for _ in range(2):
            t = threading.Thread(target=work)
            t.start(); t.join()
    """
    printed = timed(textwrap.dedent(text).format(told="print(threading.get_ident())")).stdout.split()

    assert 2 == len(set(printed))


TOLD = [
    "print(get_ident())",
    "print('I am', threading.get_ident(), sep=' ')",
    "print(f'I am {threading.get_ident()}')",
    "print('I am %s of %d' % (threading.get_ident(), 2))",
    "print('I am ' + str(thread.ident))",
    "logging.info('I am %s', thread.ident)",
    "me = get_ident()\nprint(me)",
    "me = get_ident()\nword = f'I am {me}'\nprint(word)",
    "print('{}'.format(get_ident()))",
    "if thread.ident is None:\n    pass",
    "thread.ident",
    "thread.identity == 3",
    "ident = 3\nresults[ident] = 1",
]
KEYED = [
    "results[get_ident()] = 1",
    "seen.add(thread.ident)",
    "if owner == threading.get_ident():\n    pass",
    "key = get_ident",
    "me = get_ident()\nresults[me] = 1",
    "me = get_ident()\nyou = me\nprint(you == other)",
    "self.owner = get_ident()",
    "results[f'{get_ident()}'] = 1",
    "print(get_ident() in seen)",
    "from threading import get_ident as me",
    "print(len({t.ident for t in threads}))",
    "name = get_ident() % 100\nwords[name] = 1",
    "a, b = get_ident(), 1",
]


@pytest.mark.parametrize("text", TOLD)
def test_telling_them_is_no_use(text):
    assert not keyed_by_idents([(parsed(ast.parse(text)), text)])


@pytest.mark.parametrize("text", KEYED)
def test_all_else_is(text):
    assert keyed_by_idents([(parsed(ast.parse("")), ""), (parsed(ast.parse(text)), text)])


def test_a_function_of_the_program_s_may_do_more_than_tell():
    text = """
        import threading
        kept = {}
        def log(number): kept[number] = True
        def work(): log(threading.get_ident())
        for _ in range(2):
            thread = threading.Thread(target=work)
            thread.start(); thread.join()
        print(len(kept))
    """

    assert {"1\n"} == outputs(explored(text))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere these numbers have nothing to do with each other")
def test_the_first_thread_of_a_process_has_its_number():
    text = """
        import os, threading
        from multiprocessing import Process
        def show():
            other = threading.Thread(target=lambda: print(threading.get_native_id() == os.getpid()))
            print(threading.get_native_id() == os.getpid(), threading.main_thread().native_id == os.getpid())
            other.start()
            other.join()
        if __name__ == "__main__":
            show()
            process = Process(target=show)
            process.start()
            process.join()
    """

    assert "True True\nFalse\n" * 2 == timed(text).stdout
