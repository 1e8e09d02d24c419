"""Copies of locks, events, queues and threads. (Refusals, in the words of the library: `test_refusals`.)"""

import pytest

from tests.support.programs import explored, outputs


@pytest.mark.parametrize(
    "made",
    ["threading.Event()", "threading.Condition()", "threading.Semaphore()", "threading.Barrier(2)", "threading.Thread()",
     "queue.Queue()"],
)  # fmt: skip
def test_a_shallow_copy_shares_what_is_inside_and_is_beyond_control(made):
    found = explored(f"""
        import copy, queue, threading
        made = {made}
        print(type(copy.copy(made)) is type(made))
    """)

    assert {"True\n"} == outputs(found)
    assert not found.controlled
    assert "shares the inside of the first" in str(found.escapes)


def test_a_class_that_says_how_it_is_taken_along_is_copied_so():
    found = explored("""
        import copy, threading
        class Named(threading.Event):
            def __init__(self, name):
                super().__init__()
                self.name = name
            def __reduce__(self):
                return Named, (self.name,)
        print(copy.deepcopy(Named("a")).name)
    """)

    assert {"a\n"} == outputs(found)
    assert found.exhaustive
    assert found.controlled


def test_a_copy_that_notes_itself_in_the_memo_is_found_there():
    found = explored("""
        import copy
        class Node:
            def __deepcopy__(self, memo):
                memo[id(self)] = made = Node()
                made.other = copy.deepcopy(self.other, memo)
                return made
        a, b, c = Node(), Node(), [1]
        a.other, b.other = b, a
        memo = {}
        print(copy.deepcopy(a).other.other is a, copy.deepcopy([c], memo)[0] is memo[id(c)], memo[id(memo)] is not None)
    """)

    assert {"False True True\n"} == outputs(found)
    assert found.exhaustive


def test_a_condition_with_a_lock_of_the_programs_own_asks_that_lock():
    found = explored("""
        import copy, threading
        class Lock:
            def acquire(self, *_): return True
            def release(self): pass
            def locked(self): return False
            def __deepcopy__(self, memo): raise TypeError("not this one")
        try:
            copy.deepcopy(threading.Condition(Lock()))
        except TypeError as error:
            print(error)
    """)

    assert {"not this one\n"} == outputs(found)
