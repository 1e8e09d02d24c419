"""What is there in a process of a real run before the program's first line."""

import importlib
import subprocess
import sys

from grader.interleave.program import Program
from grader.worker.limits import Bounds
from grader.worker.really.inside.processes import program
from grader.worker.really.supervise import Order, settings
from tests.support.systems import needs

LOOK = "import sys\nprint(*sys.modules)\n"
BUILT_IN = {"__future__", "atexit", "errno", "faulthandler", "itertools", "_signal", "time"}
"""What we need ourselves: none of it takes time to import."""


DEEP = """
import sys, threading
class Box:
    def __init__(self, depth): self.depth = depth
    def __eq__(self, other): return self.depth == 0 or Box(self.depth - 1) == other
def compare():
    try: print(Box(9000) == None)
    except RecursionError: print("too", "deep")
sys.setrecursionlimit(20000)
threading.Thread(target=compare).start()
"""
"""Comparing goes through C, and each level of it takes of the thread's stack."""
SIZES = """
import threading, _thread
print(*[ask() for ask in (
    threading.stack_size, _thread.stack_size, lambda: threading.stack_size(1 << 20), threading.stack_size, _thread.stack_size)])
"""


def seen(*command, **more):
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", *command], capture_output=True, text=True, check=True, **more
    )
    return done.stdout.split()


def command_for(text, folder):
    (folder / "told").mkdir()
    path = folder / "look.py"
    path.write_text(text, encoding="utf-8")
    order = Order(Program(folder="", entry=path.name, sources={}), Bounds(), folder, 1.0, scaled=True)
    return program(settings(order, str(folder / "notes")), str(path), [])


def test_the_program_finds_no_module_that_it_did_not_import(tmp_path):
    """`typing` was there, and what it imports: `re`, `enum`, `functools`; that took as long as the interpreter's own start."""
    assert BUILT_IN >= {*seen("-c", command_for(LOOK, tmp_path))} - {*seen("-c", LOOK)}


def little_stack():
    resource = importlib.import_module("resource")
    resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, resource.getrlimit(resource.RLIMIT_STACK)[1]))


@needs("resource.RLIMIT_STACK")
def test_a_thread_has_as_much_stack_where_the_system_gives_little(tmp_path):
    """It depends on the C library, and on `ulimit -s`: what was a RecursionError on one machine ended the process on another."""
    deep = command_for(DEEP, tmp_path)

    assert seen("-c", deep) == seen("-c", deep, preexec_fn=little_stack)


def test_nobody_is_told_of_it(tmp_path):
    assert seen("-c", SIZES) == seen("-c", command_for(SIZES, tmp_path))
