"""Another function takes the place of the program's own, wherever the program uses its name."""

import pytest

from grader.interleave.ending import Escape
from grader.interleave.explore import explore
from grader.interleave.instead import SCENARIOS as FILE
from grader.interleave.instead import Instead
from grader.interleave.program import Budget, Script, Search
from grader.interleave.timed import run_timed
from grader.interleave.token import digest_of
from tests.support.programs import program

SCENARIOS = """
import functools

def adds(more):
    def exchanged(double):
        @functools.wraps(double)
        def other(*args):
            return double(*args) + more
        return other
    return exchanged
"""
DOUBLE = "def double(n):\n    return 2 * n\n"


def printed(text: str, **more: object) -> str:
    ending = run_timed(program(text, instead=Instead({"double": "adds(1)"}, SCENARIOS), **more))
    assert "finished" == ending.kind, ending.detail
    return ending.stdout


@pytest.mark.parametrize(
    "made",
    [
        DOUBLE,
        "double = lambda n: 2 * n\n",
        "double: object = lambda n: 2 * n\n",
        "double, other = lambda n: 2 * n, None\n",
        "if True:\n    def double(n):\n        return 2 * n\n",
        "try:\n    from nowhere import double\nexcept ImportError:\n    def double(n):\n        return 2 * n\n",
        "import functools\n@functools.lru_cache\ndef double(n):\n    return 2 * n\n",
        "from operator import mul\nfrom functools import partial\ndouble = partial(mul, 2)\n",
    ],
)
def test_however_the_function_is_made(made):
    assert "43\n" == printed(f"{made}print(double(21))\n")


def test_a_function_of_the_same_name_elsewhere_is_another():
    text = "class Half:\n    def double(self, n):\n        return n\n\ndef within():\n    def double(n):\n        return n\n"

    assert "43 21 None\n" == printed(f"{DOUBLE}{text}    return None\nprint(double(21), Half().double(21), within())\n")


def test_who_holds_the_function_holds_the_other_one():
    text = f"{DOUBLE}def use(function=double):\n    return function(21)\nprint(use(), [f(21) for f in [double]])\n"

    assert "43 [43]\n" == printed(text)


@pytest.mark.parametrize("start_method", ["fork", "spawn", "forkserver"])
def test_processes_find_it_as_well(start_method):
    text = f"from multiprocessing import Pool\n{DOUBLE}"
    text += "if __name__ == '__main__':\n    with Pool(2) as pool:\n        print(pool.map(double, [1, 2]))\n"

    assert "[3, 5]\n" == printed(text, start_method=start_method)


def test_a_program_without_the_function_is_left_as_it_is():
    assert "21\n" == printed("print(21)\n")


def test_an_error_has_the_line_that_it_had():
    ending = run_timed(program(f"{DOUBLE}\n1 / 0\n", instead=Instead({"double": "adds(1)"}, SCENARIOS)))

    assert [("program.py", 4, "<module>")] == list(ending.actors[0].trouble.frames)


def test_it_is_searched_like_any_other_program():
    text = f"from threading import Thread\nx = 0\n{DOUBLE}def work():\n    global x\n    x = double(x)\n"
    text += "for t in [Thread(target=work) for _ in range(2)]:\n    t.start()\n"
    changed = program(text, instead=Instead({"double": "adds(1)"}, SCENARIOS))

    found = explore(changed, Script(("x",)), Search(budget=Budget(schedules=100)))

    assert {1, 3} == {each.ending.values["x"] for each in found.endings}


def test_a_schedule_of_the_one_is_none_of_the_other():
    search, target = Search(), Script()
    plain, changed = (program(DOUBLE, instead=one) for one in (None, Instead({"double": "adds(1)"}, SCENARIOS)))

    assert digest_of(plain, target, search) != digest_of(changed, target, search)


def test_no_line_of_the_suites_file_is_told_as_one_of_the_program():
    assert "the check itself uses a module that is handed on" == Escape(FILE, 17, "a module that is handed on").told
    assert "line 17 uses a module that is handed on" == Escape("program.py", 17, "a module that is handed on").told
