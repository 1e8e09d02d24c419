"""Programs whose text is nested deeply: all that Python reads can be explored."""

import sys

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Budget, Program, Script, Search
from tests.support.programs import explored, outputs

ARMS = "    if k == 0: v = 0\n" + "".join(f"    elif k == {n}: v = {n}\n" for n in range(1, 600))
TERMS = "    v = " + " + ".join(["k"] * 450) + "\n"
FRAME = """
import threading
lock, total = threading.Lock(), 0
def add(k):
    global total
{body}
    with lock:
        total += v
threads = [threading.Thread(target=add, args=(2,)) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print(total)
"""


@pytest.mark.parametrize(("body", "said"), [(ARMS, "4\n"), (TERMS, "1800\n")], ids=["arms", "terms"])
def test_what_python_reads_is_explored(body, said):
    before = sys.getrecursionlimit()

    found = explored(FRAME.format(body=body))

    assert {said} == outputs(found)
    assert found.exhaustive
    assert before == sys.getrecursionlimit()


def test_text_that_the_program_makes_up_has_steps_however_deep_it_is():
    found = explored("""
        import threading
        total = 0
        text = "def add(k):\\n    global total\\n    read = total\\n    v = " + " + ".join(["k"] * 450) + "\\n    total = read + v"
        exec(text)
        threads = [threading.Thread(target=add, args=(1,)) for _ in range(2)]
        for t in threads: t.start()
        for t in threads: t.join()
        print(total)
    """)

    assert {"450\n", "900\n"} == outputs(found)


BESIDE = """
import threading
n = 0
def count():
    global n
    while n < 1_000_000_000:
        n += 1
threads = [threading.Thread(target=count) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
"""


@pytest.mark.parametrize("beside", ["def (", "x = " + "-" * 5_000 + "1"], ids=["no Python", "too deep"])
def test_a_file_beside_it_that_python_cannot_read_is_no_fault_of_the_explorer(beside):
    """Nothing of it runs; and whether the loops of a long run end is asked of all files."""
    program = Program("/tmp", "p.py", {"p.py": BESIDE, "q.py": beside})
    found = explore(program, Script(), Search(budget=Budget(schedules=20, steps=5_000)))

    assert ["timed_out"] == [one.ending.kind for one in found.endings]


def test_who_imports_a_file_that_is_too_deep_is_told_so_as_in_life():
    text = "try:\n    import q\nexcept (RecursionError, MemoryError) as error:\n    print(error)\nelse:\n    print('fine')\n"
    program = Program("/tmp", "p.py", {"p.py": text, "q.py": "x = " + "-" * 5_000 + "1"})
    (end,) = explore(program, Script()).endings

    assert end.ending.stdout in (
        "maximum recursion depth exceeded during compilation\n",
        "too many nested parentheses\n",
        "fine\n",
    )
