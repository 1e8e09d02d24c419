"""Threads that the program gets past the models are said, also where it seems to have one thread only."""

import pytest

from tests.support.programs import explored

REAL = """
{way}
n = 0
def w():
    global n
    n += 1
t = T(target=w); u = T(target=w)
t.start(); u.start(); t.join(); u.join()
print(n)
"""
WAYS = [
    "import subprocess; T = subprocess.threading.Thread",
    "import subprocess as s; T = getattr(s, 'threading').Thread",
    "from subprocess import threading; T = threading.Thread",
    "import subprocess; T = vars(subprocess)['threading'].Thread",
    "import subprocess, threading; T = subprocess.threading.Thread",
    "import subprocess, operator; T = operator.attrgetter('threading.Thread')(subprocess)",
]


@pytest.mark.parametrize("way", WAYS)
def test_a_real_thread_is_beyond_control(way):
    found = explored(REAL.format(way=way))

    assert not found.controlled
    assert not found.exhaustive
    assert "only one" not in found.proved


def test_a_real_lock_is_beyond_control():
    found = explored("""
        import subprocess, threading
        lock = subprocess.threading.Lock()
        def work(): pass
        threading.Thread(target=work).start()
    """)

    assert ["line 3 uses subprocess.threading"] == [escape.told for escape in found.escapes]


@pytest.mark.parametrize(
    "text",
    [
        "import concurrent.futures\nprint(concurrent.futures.wait)",
        "import concurrent\nfrom concurrent import futures\nprint(futures.wait)",
        "import multiprocessing.queues\nprint(multiprocessing.queues.Queue)",
        "class Box: queue = [1]\nprint(Box().queue, Box.queue)",
    ],
)
def test_modules_that_have_models_are_followed(text):
    assert explored(text).exhaustive
