"""What is printed is a step wherever somebody could see what comes before it and what after, by whichever way it is printed."""

from textwrap import dedent

import pytest

from grader.interleave.program import Search
from tests.support.programs import explored, outputs

IN_ORDER = Search(output_order=True)
TWO = """
    import sys, threading
    def say(name):
        {first}
        {second}
    ts = [threading.Thread(target=say, args=(name,)) for name in "ab"]
    for t in ts: t.start()
    for t in ts: t.join()
"""
DAEMON = """
    import logging, sys, threading, traceback
    logging.basicConfig(stream=sys.stdout, format="%(message)s")
    def say():
        {first}
        {second}
    threading.Thread(target=say, daemon=True).start()
    print("main")
"""
WAYS = [
    "sys.stdout.write({}+'\\n')",
    "print({}, file=sys.stdout)",
    "sys.stdout.writelines([{}, '\\n'])",
    "sys.stdout.buffer.write({}.encode()+b'\\n')",
]


@pytest.mark.parametrize("way", WAYS)
def test_somebody_else_may_print_between_two_lines(way):
    text = TWO.format(first=way.format("name"), second=way.format("name"))

    assert {"a\na\nb\nb\n", "a\nb\na\nb\n"} <= outputs(explored(text, search=IN_ORDER))


def test_somebody_else_may_print_between_two_parts_of_a_line():
    found = explored(TWO.format(first="sys.stdout.write(name)", second="sys.stdout.write('\\n')"), search=IN_ORDER)

    assert {"a\nb\n", "b\na\n", "ab\n\n", "ba\n\n"} == outputs(found)


def test_that_nobody_does_so_is_taken_for_granted_where_the_order_of_lines_is_of_no_account():
    found = explored(TWO.format(first="sys.stdout.write(name)", second="sys.stdout.write('\\n')"))

    assert {"a\nb\n"} == outputs(found)
    assert "nobody prints into another's line" in found.proved


@pytest.mark.parametrize("search", [None, IN_ORDER])
@pytest.mark.parametrize(
    ("printed", "is_said"),
    [
        ("name, box", True),
        ("name, [box]", True),
        ("name, {1: box}", True),
        ("box", False),
        ("name, 1, [1], name", False),
    ],
)
def test_so_it_is_where_python_makes_the_text_of_what_is_printed_last(printed, is_said, search):
    """`print` has written what comes before a `__str__` of the program's when that one runs."""
    text = "import dataclasses\n@dataclasses.dataclass\nclass Box: n: int = 0\nbox = Box()\n"
    found = explored(text + dedent(TWO).format(first=f"print({printed})", second="pass"), search=search)

    assert found.exhaustive
    assert is_said is ("nobody prints into another's line" in found.proved)


def test_who_is_alone_prints_into_nobodys_line():
    found = explored("""
        import threading
        class Box:
            def __str__(self): return "box"
        thread = threading.Thread(target=print, args=("a",))
        thread.start()
        thread.join()
        print("b", Box())
    """)

    assert found.exhaustive
    assert "into another's line" not in found.proved


def test_lines_that_are_made_as_they_are_written_are_written_one_after_the_other():
    act = "sys.stdout.writelines(letter for letter in name * 2)"
    found = explored(TWO.format(first=act, second="pass"), search=IN_ORDER)

    assert {"aabb", "abab", "abba", "baab", "baba", "bbaa"} == outputs(found)


@pytest.mark.parametrize("way", [*WAYS, "logging.warning({})"])
def test_a_daemon_may_be_cut_off_between_two_lines(way):
    found = explored(DAEMON.format(first=way.format("'a'"), second=way.format("'b'")))

    assert {"main\n", "main\na\n", "main\na\nb\n"} == outputs(found)


def test_the_order_of_logged_lines_counts_where_that_of_printed_ones_does():
    text = TWO.format(first="logging.warning(name)", second="logging.warning(name)")
    found = explored("    import logging\n" + text, search=IN_ORDER)

    said = {end.ending.stderr.replace("WARNING:root:", "") for end in found.endings}
    assert {"a\na\nb\nb\n", "a\nb\na\nb\n"} <= said


def test_what_the_interpreter_prints_itself_is_a_part_of_the_end():
    """A thread that dies of an error is not cut off before it has said so."""
    found = explored(DAEMON.format(first="raise ValueError('said')", second="pass"))

    died = [end.ending.stderr for end in found.endings if end.ending.kind == "exception"]
    assert died
    assert all("said" in stderr for stderr in died)


def test_only_text_can_be_printed():
    found = explored("import sys\nsys.stdout.write(1)\n")

    assert "write() argument must be str, not int" in found.endings[0].ending.stderr


def test_what_goes_to_stderr_has_an_order_of_its_own():
    found = explored(TWO.format(first="print(name, file=sys.stderr)", second="print(name)"), search=IN_ORDER)

    assert {("a\nb\n", "a\nb\n"), ("a\nb\n", "b\na\n"), ("b\na\n", "a\nb\n"), ("b\na\n", "b\na\n")} == {
        (end.ending.stdout, end.ending.stderr) for end in found.endings
    }
    assert found.exhaustive


BUFFER = """
    import io, sys, threading
    before, sys.stdout = sys.stdout, io.StringIO()
    def say(name):
        print(name, end="")
        print(name, end="")
    ts = [threading.Thread(target=say, args=(name,)) for name in "ab"]
    for t in ts: t.start()
    for t in ts: t.join()
    said, sys.stdout = sys.stdout.getvalue(), before
    print(said)
"""


def test_what_the_program_puts_in_place_of_stdout_is_shared_like_any_other_thing():
    found = explored(BUFFER)

    assert {"aabb\n", "abab\n", "abba\n", "bbaa\n", "baba\n", "baab\n"} == outputs(found)
    assert found.exhaustive


REDIRECTED = """
    import contextlib, io, pprint, threading
    class Loud(contextlib.redirect_stdout):
        pass
    def say():
        {act}
    t = threading.Thread(target=say)
    t.start()
    kept = io.StringIO()
    with {way}(kept):
        pass
    t.join()
    print("kept", kept.getvalue().strip())
"""


@pytest.mark.parametrize("way", ["contextlib.redirect_stdout", "Loud"])
def test_who_prints_prints_into_what_stands_there_then(way):
    found = explored(REDIRECTED.format(act="print('x')", way=way))

    assert found.exhaustive
    assert {"x\nkept \n", "kept x\n"} == outputs(found)


def test_the_library_looks_there_too():
    found = explored(REDIRECTED.format(act="pprint.pprint('x')", way="contextlib.redirect_stdout"))

    assert {"'x'\nkept \n", "kept 'x'\n"} == outputs(found)
    assert ["line 6 uses pprint.pprint()"] == [escape.told for escape in found.escapes]


def test_where_a_prompt_goes_is_beyond_us():
    found = explored(REDIRECTED.format(act="input('x')", way="contextlib.redirect_stdout"))

    assert ["line 6 uses input() beside what is put in place of sys.stdout"] == [
        escape.told for escape in found.escapes
    ]


def test_nothing_is_printed_where_nothing_stands_there():
    text = TWO.format(first="sys.stdout = None if name == 'a' else sys.__stdout__", second="print(name)")

    assert {"", "b\n", "a\nb\n"} == {
        "".join(sorted(said.splitlines(keepends=True))) for said in outputs(explored(text))
    }
