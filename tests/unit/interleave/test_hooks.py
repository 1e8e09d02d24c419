"""`sys.excepthook` of the program's own is told of what ends its main thread, and is gone with the run."""

import sys

import pytest

from tests.support.programs import explored, timed

HOOK = """
    import atexit, sys, threading
    def hook(kind, error, trace):
        {what}
    sys.excepthook = hook
    def fail(word):
        raise KeyError(word)
    {main}
"""


@pytest.mark.parametrize(
    ("what", "main", "printed", "complaint", "code"),
    [
        ("print(kind.__name__, error, trace is not None)", "fail('m')", "KeyError 'm' True\n", "", 1),
        ("sys.__excepthook__(kind, error, trace)", "fail('m')", "", "KeyError: 'm'", 1),
        ("sys.exit(3)", "fail('m')", "", "", 3),
        ("raise ValueError('worse')", "fail('m')", "", "ValueError: worse\n\nOriginal exception was:\nTraceback", 1),
        ("print('hook')", "t = threading.Thread(target=fail, args='t'); t.start(); t.join()", "", "KeyError: 't'", 0),
        ("print('hook')", "atexit.register(fail, 'a')", "", "KeyError: 'a'", 0),
        ("print('hook')", "sys.exit('left')", "", "left\n", 1),
    ],
)
def test_the_hook_is_told_of_what_ends_the_main_thread(what, main, printed, complaint, code):
    end = timed(HOOK.format(what=what, main=main))

    assert (printed, code) == (end.stdout, end.exit_code)
    assert complaint in end.stderr


def test_the_hook_is_gone_with_the_run():
    before = sys.excepthook
    explored(HOOK.format(what="pass", main="print(1)"))

    assert before is sys.excepthook


def test_each_run_begins_without_it():
    text = "import sys, threading\nprint(sys.excepthook is sys.__excepthook__)\nsys.excepthook = print\n"
    found = explored(text + "threading.Thread(target=print).start()\n")

    assert ["True\n\n"] == [end.ending.stdout for end in found.endings]
