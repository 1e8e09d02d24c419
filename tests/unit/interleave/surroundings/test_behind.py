"""What the program has the system do past the models is said, also where it seems to have one thread only."""

import pytest

from tests.support.programs import explored
from tests.support.systems import needs

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


SYSTEMS_OWN = {
    "socketserver": "import socketserver\nsocketserver.TCPServer(('127.0.0.1', 0), None)",
    "http.server": "import http.server\nhttp.server.HTTPServer(('127.0.0.1', 0), None)",
    "Listener": "from multiprocessing.connection import Listener\nListener(('127.0.0.1', 0))",
    "urllib": "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9/')",
    "select": "import os, select\nselect.select([os.pipe()[0]], [], [])",
    "selectors": "import selectors\nselectors.DefaultSelector()",
    "flock": "import fcntl\nfcntl.flock(open('x', 'w'), fcntl.LOCK_EX)",
    "mmap": "import mmap\nmmap.mmap(-1, 10)",
}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=what, marks=needs("fcntl.flock") if what == "flock" else ())
        for what, text in SYSTEMS_OWN.items()
    ],
)
def test_what_only_the_system_can_do_ends_the_order_and_is_no_mistake_of_the_programs(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = explored(text)

    assert {"engine_fault"} == {one.ending.kind for one in found.endings}
    assert [2] == sorted({escape.line for escape in found.escapes} - {1})
