"""Files of a program live in memory while it is explored, and on the disk once it really ran."""

from pathlib import Path

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Program, Script
from grader.interleave.timed import run_timed
from tests.support.programs import explored, outputs

COUNTER = """
    import threading
    lock = threading.Lock()
    with open("count.txt", "w") as f: f.write("0")
    def add():
        {guard}
            with open("count.txt") as f: n = int(f.read())
            with open("count.txt", "w") as f: f.write(str(n + 1))
    ts = [threading.Thread(target=add) for _ in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
    print(open("count.txt").read())
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_counter_in_a_file_loses_an_update():
    found = explored(COUNTER.format(guard="if True:"))

    assert {"1\n", "2\n"} <= outputs(found)
    assert found.controlled


def test_with_a_lock_it_is_proved():
    found = explored(COUNTER.format(guard="with lock:"))

    assert {"2\n"} == outputs(found)
    assert found.exhaustive


def test_a_search_leaves_nothing_behind():
    explored(COUNTER.format(guard="with lock:"))

    assert [] == list(Path.cwd().iterdir())


def test_a_single_run_leaves_what_the_program_wrote(tmp_path):
    text = "f = open('a.txt', 'w')\nf.write('left open')\nopen('b.txt', 'w').write('x')\nimport os\nos.replace('b.txt', 'c.txt')\n"
    Path("d.txt").write_text("old")
    ending = run_timed(Program(folder=str(tmp_path), entry="p.py", sources={"p.py": text + "os.remove('d.txt')\n"}))

    assert ("finished", ()) == (ending.kind, ending.escapes)
    assert {"a.txt": "left open", "c.txt": "x"} == {p.name: p.read_text() for p in Path.cwd().iterdir()}


def test_what_is_on_the_disk_can_be_read():
    Path("given.txt").write_text("one\ntwo\n")

    assert {"['one\\n', 'two\\n'] 8 True\n"} == outputs(
        explored("import os\nprint(list(open('given.txt')), os.path.getsize('given.txt'), os.path.isfile('given.txt'))")
    )


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("open('missing.txt')", "FileNotFoundError"),
        ("open('no/such/folder.txt', 'w')", "FileNotFoundError"),
        ("open('a.txt', 'w'); open('a.txt', 'x')", "FileExistsError"),
        ("open('a.txt', 'q')", "ValueError"),
        ("open('a.txt', 'w').read()", "UnsupportedOperation"),
        ("open('a.txt', 'w').close(); open('a.txt').write('x')", "UnsupportedOperation"),
        ("import os; os.remove('missing.txt')", "FileNotFoundError"),
        ("import os; os.replace('missing.txt', 'a.txt')", "FileNotFoundError"),
        ("import os; os.path.getsize('missing.txt')", "FileNotFoundError"),
    ],
)
def test_what_life_refuses_is_refused(act, said):
    (found,) = explore(Program(folder="", entry="p.py", sources={"p.py": act}), Script()).endings

    assert "exception" == found.ending.kind
    assert said == found.ending.actors[0].trouble.type


def test_positions_and_modes_are_those_of_life():
    text = """
with open("a.txt", "w+") as f:
    f.write("hello world"); f.seek(6); print(f.read(), f.tell())
    f.seek(2); f.truncate(); f.seek(0); print(f.read())
with open("a.txt", "a+") as f:
    f.write("!"); f.seek(0); print(f.read())
with open("a.txt", "r+b", 0) as f:
    f.seek(5); f.write(b"x"); f.seek(-2, 2); print(f.read(), f.readable(), f.writable(), f.seekable())
"""
    (found,) = explored(text).endings

    assert "world 11\nhe\nhe!\nb'\\x00x' True True True\n" == found.ending.stdout
