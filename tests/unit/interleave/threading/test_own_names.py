"""What a class made from one of the library's defines or assigns, and the library has, too: what comes of it in life comes of it here.

Each program is run by the interpreter itself, too, so that these tests follow its version.
"""

import pytest

from grader.interleave.models.threading.own_names import CALLED, KEPT
from grader.interleave.program import Budget, Search
from tests.support.programs import explored, in_life, outputs, timed

FEW = Search(budget=Budget(schedules=20))
OWN = """
    import threading
    class Worker(threading.Thread):
        def __init__(self):
            super().__init__()
            {made}
        {method}
        def run(self):
            {run}
    try:
        worker = Worker()
        worker.start()
        {asked}
    except (TypeError, AttributeError, RuntimeError) as error:
        print(error)
    else:
        print("well")
"""


def own(made="pass", method="pass", asked="worker.join()", run="pass"):
    return OWN.format(made=made, method=method, asked=asked, run=run)


STOPS = [
    ("self._stop = threading.Event()", "pass", "worker.join()"),
    ("self._stop = False", "pass", "worker.join(5)"),
    ("self._stop = False", "pass", "while worker.is_alive(): pass"),
    ("pass", "def _stop(self): print('stopped')", "worker.join()"),
    ("pass", "def _stop(self): print('stopped')", "worker.join(); worker.join(); print(worker.is_alive())"),
    ("pass", "def _stop(self): print('stopped')", "worker.join(); print('stopped' in repr(worker))"),
    ("pass", "_stop = None", "worker.join()"),
    ("self._stopped = False", "def stop(self): print('stopped')", "worker.join()"),
    ("self._finished = True", "def _check(self): return 1", "print(worker._finished, worker._check()); worker.join()"),
]


@pytest.mark.parametrize(("made", "method", "asked"), STOPS)
def test_a_thread_s_own_stop_is_called_where_this_version_calls_it(made, method, asked):
    text = own(made, method, asked)

    assert {in_life(text)} == outputs(explored(text))


def test_a_look_at_a_thread_that_is_over_calls_it_too():
    text = own("self._stop = False", asked="import time; time.sleep(1); worker.join(0)")

    assert in_life(text) == timed(text).stdout


STARTED = [
    ("self._started = False", "worker.join()"),
    ("self._started = None; self.daemon = True", "pass"),
    ("self._started = threading.Event()", "worker.join(); print(worker.is_alive(), worker._started.is_set())"),
    ("self._started = threading.Event(); self._started.set()", "worker.join()"),
    ("self._started = 0; print(self)", "pass"),
    ("self._started = 0; print(self.is_alive())", "pass"),
    ("self._started = 0; self.join()", "pass"),
    ("self._ident = 3; self._native_id = 4; print(self.ident, self.native_id)", "worker.join()"),
    ("self._ident = 3", "worker.join(); print(worker.ident != 3)"),
]


@pytest.mark.parametrize(("made", "asked"), STARTED)
def test_a_thread_s_own_started_is_asked_as_the_library_s_would_be(made, asked):
    text = own(made, asked=asked)
    found = explored(text)

    assert {in_life(text)} == outputs(found)
    assert found.exhaustive


def test_what_is_put_there_before_the_library_begins_is_replaced():
    text = """
        import threading
        class Worker(threading.Thread):
            def __init__(self):
                self._started = self._stderr = self._invoke_excepthook = False
                super().__init__()
            def run(self): print("runs")
        worker = Worker()
        worker.start()
        worker.join()
    """

    assert {in_life(text)} == outputs(explored(text)) == {"runs\n"}


@pytest.mark.parametrize("name", sorted(KEPT - {"_started", "_ident", "_native_id"}))
def test_what_else_the_library_keeps_is_beyond_control(name):
    found = explored(own(f"self.{name} = False"), search=FEW)

    assert [(6, f"another {name} of a thread than the library's")] == [(it.line, it.what) for it in found.escapes]
    assert ["engine_fault"] == [one.ending.kind for one in found.endings]


@pytest.mark.parametrize("name", sorted(CALLED - {"_stop"}))
def test_what_else_the_library_calls_is_beyond_control(name):
    found = explored(own(method=f"def {name}(self): pass"), search=FEW)

    assert [f"another {name} of a thread than the library's"] == [it.what for it in found.escapes]


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (own(run="self._started = True"), "another _started of a thread than the library's"),
        (own(method="_started = False"), "another _started of a thread than the library's"),
        (own("del self._started"), "a thread without its _started"),
        (own(asked="worker.join(); print(worker._ident)"), "Thread._ident"),
    ],
)
def test_what_nobody_can_follow_is_said(what, told):
    assert [told] == [it.what for it in explored(what, search=FEW).escapes]


def test_a_class_asked_for_what_it_has_not_says_so():
    text = """
        import threading
        print(hasattr(threading.Thread, "_started"), threading.Thread._initialized)
    """

    assert in_life(text) == timed(text).stdout


HASHED = """
    import {module}
    from dataclasses import dataclass
    class Worker({module}.{kind}):
        def __init__(self):
            super().__init__()
            self.number = 1
        {method}
    @dataclass
    class Data({module}.{kind}):
        number: int = 1
        def __post_init__(self): super().__init__()
    if __name__ == "__main__":
        try:
            {made}
        except Exception as error:
            print(type(error).__name__, error)
        else:
            print("well")
"""


@pytest.mark.parametrize(("module", "kind"), [("threading", "Thread"), ("multiprocessing", "Process")])
@pytest.mark.parametrize(
    ("method", "made"),
    [
        ("pass", "Data()"),
        ("pass", "Worker()"),
        ("def __eq__(self, other): return True", "Worker()"),
        ("__eq__ = lambda *_: True; __hash__ = lambda self: hash(self.number)", "Worker()"),
        ("__hash__ = lambda self: print('hashed') or 1", "worker = Worker(); worker.number = 2"),
    ],
)
def test_who_cannot_be_hashed_cannot_be_made(module, kind, method, made):
    text = HASHED.format(module=module, kind=kind, method=method, made=made)

    assert in_life(text) == timed(text).stdout


def test_a_thread_is_found_again_whatever_it_is_called_now():
    text = """
        import threading
        worker = threading.Thread(name="")
        known = {worker}
        print(worker.name)
        worker.name = "another"
        print(worker in known)
    """

    assert in_life(text) == timed(text).stdout == "Thread-1\nTrue\n"


UNMADE = """
    import threading
    class Worker(threading.Thread):
        def __init__(self):
            pass
    worker = Worker()
    try:
        {asked}
    except Exception as error:
        print(type(error).__name__, error)
"""


@pytest.mark.parametrize(
    "asked",
    ["worker.name = 'a'", "worker.name", "worker.daemon", "worker.daemon = True", "worker.ident", "worker.native_id", "repr(worker)",
     "worker.is_alive()", "worker.start()", "worker.join()"],
)  # fmt: skip
def test_a_thread_whose_init_was_not_called_says_so_as_in_life(asked):
    text = UNMADE.format(asked=asked)

    assert in_life(text) == timed(text).stdout


DAEMON = """
    import threading, time
    class Worker(threading.Thread):
        {daemon}
        def run(self):
            time.sleep(0.3)
            print("over")
    worker = Worker({given})
    worker.start()
    print(worker.daemon)
"""


@pytest.mark.parametrize(
    ("daemon", "given", "lives"),
    [
        ("daemon = True", "", False),
        ("daemon = True", "daemon=False", False),
        ("daemon = False", "daemon=True", True),
        ("daemon = property(lambda self: 1)", "", False),
        ("pass", "daemon=1", False),
    ],
)
def test_a_class_says_itself_whether_its_threads_are_daemons(daemon, given, lives):
    text = DAEMON.format(daemon=daemon, given=given)
    ended = {one.ending.stdout for one in explored(text).endings if "over" not in one.ending.stdout}

    assert lives == ("over" in in_life(text))
    assert (set() if lives else {in_life(text)}) == ended


ALIASES = [
    ("threading.Semaphore", "acquire", "with thing: pass"),
    ("threading.Semaphore", "release", "with thing: pass"),
    ("threading.BoundedSemaphore", "acquire", "with thing: pass"),
    ("_thread.RLock", "acquire", "with thing: pass"),
    ("_thread.RLock", "release", "with thing: pass"),
    ("threading.Condition", "acquire", "with thing: pass"),
    ("threading.Condition", "notify_all", "with thing: thing.notifyAll()"),
    ("threading.Condition", "notify", "with thing: thing.notify_all()"),
    ("threading.Event", "is_set", "thing.isSet()"),
    ("threading.Event", "is_set", "thing.set(); thing.wait()"),
]


@pytest.mark.parametrize(("kind", "method", "asked"), ALIASES)
def test_what_stands_for_another_method_is_the_one_that_the_library_bound(kind, method, asked):
    text = f"""
        import threading, _thread
        class Thing({kind}):
            def {method}(self, *args, **kwargs):
                print("{method}", args, kwargs)
                return super().{method}(*args, **kwargs)
        thing = Thing()
        {asked}
        print("well")
    """

    assert in_life(text) == timed(text).stdout


def test_a_lock_of_processes_is_taken_by_with_as_the_library_takes_it():
    text = """
        import multiprocessing as mp
        from multiprocessing.synchronize import Lock
        class Own(Lock):
            def acquire(self, *args, **kwargs):
                print("taken")
                return super().acquire(*args, **kwargs)
        if __name__ == "__main__":
            with Own(ctx=mp.get_context()):
                print("held")
    """

    assert in_life(text) == timed(text).stdout
