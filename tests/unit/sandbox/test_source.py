"""Questions about a submission's text."""

import ast

import pytest

from grader.sandbox.source import Source


def source_of(text: str) -> Source:
    return Source(text, lambda: ast.parse(text))


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        ("def increase(): pass", True),
        ("async def increase(): pass", True),
        ("class increase: pass", True),
        ("if True:\n    def increase(): pass", True),
        ("try:\n    def increase(): pass\nexcept E: pass", True),
        ("def other():\n    def increase(): pass", False),
        ("class Other:\n    def increase(self): pass", False),
        ("increase = 3", False),
        ("", False),
    ],
)
def test_what_a_module_defines(text, defined):
    assert defined is source_of(text).defines("increase")


@pytest.mark.parametrize(
    ("text", "name", "called"),
    [
        ("import threading\nthreading.Lock()", "Lock", True),
        ("import threading\nthreading.Lock()", "threading.Lock", True),
        ("import threading as t\nt.Lock()", "threading.Lock", True),
        ("from threading import Lock\nLock()", "threading.Lock", True),
        ("from threading import Lock as L\nL()", "Lock", True),
        ("from multiprocessing import Lock\nLock()", "threading.Lock", False),
        ("from threading import Lock\nx = Lock", "Lock", False),
        ("from threading import Lock\nwith Lock: pass", "Lock", False),
        ("RLock()", "Lock", False),
        ("thread.start", "start", False),
        ("thread.start()", "start", True),
        ("threads[0].join()", "join", True),
        ("f()()", "f", True),
    ],
)
def test_what_a_module_calls(text, name, called):
    assert called is source_of(text).calls(name)


@pytest.mark.parametrize(
    ("text", "name", "imported"),
    [
        ("import threading", "threading", True),
        ("import threading as t", "threading", True),
        ("from threading import Lock", "threading", True),
        ("from threading import Lock", "threading.Lock", True),
        ("import concurrent.futures", "concurrent", True),
        ("def f():\n    import threading", "threading", True),
        ("import threadingx", "threading", False),
        ("threading.Lock()", "threading", False),
    ],
)
def test_what_a_module_imports(text, name, imported):
    assert imported is source_of(text).imports(name)


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ('if __name__ == "__main__": pass', True),
        ('if "__main__" == __name__: pass', True),
        ('if DEBUG or __name__ == "__main__": pass', True),
        ('if __name__ == "_main_": pass', False),
        ('if __name__ != "__main__": pass', False),
        ("if __name__: pass", False),
        ('def f():\n    if __name__ == "__main__": pass', False),
        ("main()", False),
    ],
)
def test_whether_a_module_guards_its_main_block(text, guarded):
    assert guarded is source_of(text).guards_main()
