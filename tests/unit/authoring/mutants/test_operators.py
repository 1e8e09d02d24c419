"""Each operator makes the one mistake that it is named after, wherever it can be made, and in the author's own text."""

from textwrap import dedent

import pytest

from grader.authoring.mutants.operators import OPERATORS
from grader.authoring.text import Text, applied

WITH = """
    def f():
        with lock:
            x = n
            n = x + 1
        done()
    """
BY_HAND = """
    def f():
        lock.acquire()
        x = n
        n = x + 1
        lock.release()
    """

CASES = {
    "no lock": [
        (WITH, ["def f():\n    x = n\n    n = x + 1\n    done()\n"]),
        (BY_HAND, ["def f():\n    x = n\n    n = x + 1\n"]),
        ("with a, b:\n    f()\n", ["with b:\n    f()\n", "with a:\n    f()\n"]),
        ("with lock: f()\n", ["f()\n"]),
        ("with v.get_lock():\n    f()\n", ["f()\n"]),
        ("with open('x') as file:\n    f()\nwith Pool(3):\n    g()\n", []),
        ("lock.acquire()\n", []),
    ],
    "narrow lock": [
        (
            WITH,
            [
                "def f():\n    x = n\n    with lock:\n        n = x + 1\n    done()\n",
                "def f():\n    with lock:\n        x = n\n    n = x + 1\n    done()\n",
            ],
        ),
        (
            BY_HAND,
            [
                "def f():\n    x = n\n    lock.acquire()\n    n = x + 1\n    lock.release()\n",
                "def f():\n    lock.acquire()\n    x = n\n    lock.release()\n    n = x + 1\n",
            ],
        ),
        ("with lock:\n    f()\n", []),
    ],
    "new lock": [
        (
            "lock = threading.Lock()\nwith lock:\n    f()\n",
            ["lock = threading.Lock()\nwith threading.Lock():\n    f()\n"],
        ),
        (
            "a = Lock()\nb = Semaphore(2)\nwith b:\n    f()\n",
            ["a = Lock()\nb = Semaphore(2)\nwith Semaphore(2):\n    f()\n"],
        ),
        (
            "def f(given):\n    with given:\n        g()\nf(Lock())\n",
            ["def f(given):\n    with Lock():\n        g()\nf(Lock())\n"],
        ),
        ("with lock:\n    f()\n", []),
        ("with Lock():\n    f()\n", []),
    ],
    "lock order": [
        ("with a:\n    with b:\n        f()\n", ["with b:\n    with a:\n        f()\n"]),
        ("with a, b:\n    f()\n", ["with b, a:\n    f()\n"]),
        ("a.acquire()\nb.acquire()\n", ["b.acquire()\na.acquire()\n"]),
        ("with a:\n    f()\n", []),
        ("a.acquire()\na.acquire()\n", []),
    ],
    "keep locked": [
        (WITH, ["def f():\n    lock.acquire()\n    x = n\n    n = x + 1\n    done()\n"]),
    ],
    "not reentrant": [
        ("import threading\na = threading.RLock()\n", ["import threading\na = threading.Lock()\n"]),
        (
            '"""Doc."""\nfrom multiprocessing import RLock\na = RLock()\n',
            ['"""Doc."""\nfrom multiprocessing import Lock\nfrom multiprocessing import RLock\na = Lock()\n'],
        ),
        ("a = Lock()\n", []),
    ],
    "split": [
        (WITH, ["def f():\n    with lock:\n        x = n\n    with lock:\n        n = x + 1\n    done()\n"]),
        (
            BY_HAND,
            [
                "def f():\n    lock.acquire()\n    x = n\n    lock.release()\n    lock.acquire()\n"
                "    n = x + 1\n    lock.release()\n"
            ],
        ),
        ("with lock:\n    f()\n", []),
        ("lock.acquire()\nf()\ng()\nother.release()\n", []),
    ],
    "split update": [
        ("with lock:\n    n += 1\n", ["with lock:\n    _seen = n\nwith lock:\n    n = _seen + 1\n"]),
        ("with lock:\n    a.n = f(a.n)\n", ["with lock:\n    _seen = f(a.n)\nwith lock:\n    a.n = _seen\n"]),
        (
            "lock.acquire()\ntry:\n    n -= k\nfinally:\n    lock.release()\n",
            [
                "lock.acquire()\ntry:\n    _seen = n\n    lock.release()\n    lock.acquire()\n    n = _seen - k\n"
                "finally:\n    lock.release()\n"
            ],
        ),
        ("with lock:\n    n = 1\n", []),
    ],
    "check, then act": [
        (
            "with lock:\n    if n > 0:\n        n -= 1\n",
            ["with lock:\n    _seen = n > 0\nif _seen:\n    n -= 1\n"],
        ),
        ("with lock:\n    f()\n    if n > 0:\n        n -= 1\n", []),
    ],
    "notify one": [("c.notify_all()\n", ["c.notify()\n"]), ("c.notify()\n", [])],
    "look once": [
        ("with c:\n    while not ready:\n        c.wait()\n", ["with c:\n    if not ready:\n        c.wait()\n"]),
        ("c.wait_for(lambda: ready)\n", ["c.wait()\n"]),
        ("while True:\n    c.wait()\n", []),
        ("while x:\n    f()\n", []),
    ],
    "count": [
        ("s = Semaphore(2)\n", ["s = Semaphore(2 + 1)\n", "s = Semaphore(2 - 1)\n"]),
        ("s = Semaphore()\n", ["s = Semaphore(1 + 1)\n", "s = Semaphore(1 - 1)\n"]),
        ("b = t.Barrier(n, timeout=3)\n", ["b = t.Barrier(n + 1, timeout=3)\n", "b = t.Barrier(n - 1, timeout=3)\n"]),
        ("q = Queue(3)\n", []),
    ],
    "call target": [
        ("Thread(target=f)\n", ["Thread(target=f())\n"]),
        ("Thread(target=f, args=(a, b))\n", ["Thread(target=f(a, b), args=(a, b))\n"]),
        ("Thread(target=f, args=given)\n", ["Thread(target=f(*given), args=given)\n"]),
        ("Process(None, f)\n", ["Process(None, f())\n"]),
        ("pool.submit(f, 1, 2)\n", ["pool.submit(f(1, 2), 1, 2)\n"]),
        ("pool.apply_async(f, (1,))\n", ["pool.apply_async(f(1), (1,))\n"]),
        ("Thread(target=lambda: 1)\n", []),
        ("Thread(target=f())\n", []),
        ("Thread()\n", []),
    ],
    "run here": [("t.start()\n", ["t.run()\n"]), ("start()\n", [])],
    "one by one": [
        ("for t in ts:\n    t.start()\n", ["for t in ts:\n    t.start()\n    t.join()\n"]),
        ("a.start()\nb.start()\n", ["a.start()\na.join()\nb.start()\n"]),
        ("a.start()\n", []),
    ],
    "impatient": [("t.join()\n", ["t.join(0)\n"]), ("t.join(3)\nx = ','.join()\n", [])],
    "daemon": [
        ("Thread(target=f)\n", ["Thread(target=f, daemon=True)\n"]),
        ("Thread(target=f,)\n", ["Thread(target=f,daemon=True)\n"]),
        ("mp.Process()\n", ["mp.Process(daemon=True)\n"]),
        ("Thread(daemon=True)\n", []),
    ],
    "other kind": [
        (
            "from threading import Thread\nThread()\n",
            ["from multiprocessing import Process\nfrom threading import Thread\nProcess()\n"],
        ),
        ("class A(mp.Process):\n    pass\n", ["from threading import Thread\nclass A(Thread):\n    pass\n"]),
        (
            "from __future__ import annotations\nThreadPoolExecutor(3)\n",
            [
                "from __future__ import annotations\nfrom concurrent.futures import ProcessPoolExecutor\n"
                "ProcessPoolExecutor(3)\n"
            ],
        ),
    ],
    "unlocked value": [
        ("v = Value('i', 0)\n", ["v = Value('i', 0, lock=False)\n"]),
        ("v = Value('i', lock=a)\n", []),
    ],
    "no guard": [
        ("if __name__ == '__main__':\n    f()\n    g()\n", ["f()\ng()\n"]),
        ("if x:\n    f()\n", []),
    ],
    "no tuple": [("Thread(target=f, args=(a,))\n", ["Thread(target=f, args=(a))\n"]), ("Thread(args=(a, b))\n", [])],
    "drop": [
        ("q.put(None)\nq.task_done()\n", ["q.task_done()\n", "q.put(None)\n"]),
        ("for t in ts:\n    t.join()\n", ["for t in ts:\n    pass\n"]),
        ("def f():\n    global x\n    x = 1\n", ["def f():\n    x = 1\n", "def f():\n    global x\n"]),
        ("a(); b()\n", ["pass; b()\n", "a(); pass\n"]),
        ("f(\n    1,\n)\ng()\n", ["g()\n", "f(\n    1,\n)\n"]),
        ('"""Doc."""\nimport x\ndef f():\n    """Doc."""\n    return 1\n', []),
    ],
    "skip one": [("for t in ts:\n    f()\n", ["for t in list(ts)[1:]:\n    f()\n"])],
    "jump": [("while x:\n    break\n", ["while x:\n    continue\n"])],
    "result": [("def f():\n    return x\n", ["def f():\n    return None\n"]), ("def f():\n    return None\n", [])],
    "too early": [
        (
            """
            def f(many):
                found = []
                for one in many:
                    found.append(one)
                return found  # all
            """,
            ["def f(many):\n    found = []\n    for one in many:\n        found.append(one)\n        return found\n"],
        ),
        ("def f():\n    while a: b()\n    return\n", []),
        ("def f():\n    while a: b()\n    return None\n", []),
        ("def f():\n    if a:\n        b()\n    return 1\n", []),
    ],
    "compare": [
        ("a < b\n", ["a <= b\n"]),
        ("(a) == (b)\n", ["(a) != (b)\n"]),
        ("a not in b\n", ["a in b\n"]),
        ("a < b < c\n", []),
        ("if __name__ == '__main__':\n    pass\n", []),
    ],
    "arithmetic": [
        ("x = a + b\n", ["x = a - b\n"]),
        ("x += 1\n", ["x -= 1\n"]),
        ("x = a ** b\n", ["x = a * b\n"]),
        ("x = 'n: ' + b\n", []),
        ("x = 'ä' and (a) // (b)\n", ["x = 'ä' and (a) * (b)\n"]),
    ],
    "boolean": [("x = a and b\n", ["x = a or b\n"]), ("x = not a\n", ["x = a\n"])],
    "negate": [("if f():\n    g()\n", ["if not (f()):\n    g()\n"]), ("if a < b:\n    g()\n", [])],
    "number": [("range(100)\n", ["range(101)\n"]), ("time.sleep(1)\nq.get(timeout=2)\nx = True\n", [])],
    "truth": [("x = True\n", ["x = False\n"])],
}


@pytest.mark.parametrize(
    ("operator", "source", "expected"),
    [
        pytest.param(operator, dedent(source).lstrip("\n"), expected, id=f"{operator} {number}")
        for operator, cases in CASES.items()
        for number, (source, expected) in enumerate(cases)
    ],
)
def test_an_operator(operator, source, expected):
    made = [applied(source, change.edits) for change in OPERATORS[operator](Text(source))]

    assert expected == made


def test_what_is_unwrapped_says_the_same():
    """A string that goes on in the next line keeps its blanks, else the mutant would have a second mistake."""
    source = 'def f():\n    with lock:\n        @late\n        def g():\n            return """a\n        b"""\n        g()\n'

    assert 'def f():\n    @late\n    def g():\n        return """a\n        b"""\n    g()\n' in [
        applied(source, change.edits) for change in OPERATORS["no lock"](Text(source))
    ]


def test_every_operator_is_tried():
    assert set(OPERATORS) == set(CASES)
