"""Programs whose text is nested deeply: all that Python reads can be explored."""

import sys

import pytest

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
