"""`builtins`: what a program puts there is found everywhere, in this run alone."""

from tests.support.programs import explored, outputs

THREADS = """
import builtins, threading
{first}
def add():
    {add}
ts = [threading.Thread(target=add) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
print(n)
"""


def test_what_a_program_puts_among_the_builtins_is_found_by_its_bare_name():
    found = explored(THREADS.format(first="builtins.n = 0", add="builtins.n = n + 1"))

    assert "2\n" in outputs(found) <= {"1\n", "2\n"}
    assert not found.exhaustive


def test_nothing_of_it_is_there_in_the_next_run():
    found = explored(THREADS.format(first="n = hasattr(builtins, 'left')\nbuiltins.left = 1", add="pass"))

    assert {"False\n"} == outputs(found)
    assert found.schedules > 1


def test_what_is_rewritten_late_is_there_in_every_run():
    found = explored(THREADS.format(first="builtins.n = 0", add="eval('print(n)')"))

    assert all(one.ending.kind == "finished" for one in found.endings)


def test_no_name_of_ours_is_listed():
    assert {"[]\n"} == outputs(explored("import builtins\nprint([name for name in dir(builtins) if '.' in name])"))
