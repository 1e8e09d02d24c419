"""What is there in a process of a real run before the program's first line."""

import subprocess
import sys

from grader.interleave.program import Program
from grader.worker.limits import Bounds
from grader.worker.really.inside.processes import program
from grader.worker.really.supervise import Order, settings

LOOK = "import sys\nprint(*sys.modules)\n"
BUILT_IN = {"__future__", "atexit", "errno", "faulthandler", "itertools", "_signal", "time"}
"""What we need ourselves: none of it takes time to import."""


def seen(*command):
    done = subprocess.run([sys.executable, "-I", "-X", "utf8", *command], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_program_finds_no_module_that_it_did_not_import(tmp_path):
    """`typing` was there, and what it imports: `re`, `enum`, `functools`; that took as long as the interpreter's own start."""
    (tmp_path / "told").mkdir()
    path = tmp_path / "look.py"
    path.write_text(LOOK, encoding="utf-8")
    order = Order(Program(folder="", entry=path.name, sources={}), Bounds(), tmp_path, 1.0, scaled=True)
    ours = program(settings(order, str(tmp_path / "notes")), str(path), [])

    assert BUILT_IN >= seen("-c", ours) - seen("-c", LOOK)
