"""Who closes its standard input, output or error does not read or print any more: in each run, and in nobody else's."""

import pytest

from tests.support.programs import explored, timed

EBADF = "OSError: [Errno 9] Bad file descriptor"
FAILING = {
    "prints": "os.close(1)\nprint('a')",
    "reads": "os.close(0)\ninput()",
    "reads all": "os.close(0)\nsys.stdin.read()",
    "reads line by line": "os.close(0)\nfor line in sys.stdin: pass",
    "closes twice": "os.close(1)\nos.close(1)",
    "closes by number": "class One:\n    def __index__(self): return 1\nos.close(One())\nprint('a')",
    "closes them all": "os.closerange(0, 3)\nprint('a')",
}


@pytest.mark.parametrize("doing", FAILING.values(), ids=FAILING)
def test_what_is_closed_is_closed_in_every_run(doing):
    text = f"import os, sys, threading\nthread = threading.Thread(target=print)\n{doing}\n"
    (end,) = explored(text).endings

    assert "exception" == end.ending.kind
    assert EBADF in end.ending.detail


def test_who_closes_stderr_does_not_print_there():
    text = "import os, sys\nos.close(2)\ntry:\n    print('a', file=sys.stderr)\nexcept OSError:\n    print('closed')\n"

    assert ("closed\n", "") == (timed(text).stdout, timed(text).stderr)


def test_what_is_no_standard_descriptor_is_closed_as_ever():
    text = "import os\nr, w = os.pipe()\nos.close(r)\nos.closerange(w, w + 1)\nfor fd in (r, w):\n    try: os.close(fd)\n    except OSError as e: print(e)\n"

    assert 2 * "[Errno 9] Bad file descriptor\n" == timed(text).stdout


def test_a_child_is_born_without_what_its_parent_has_closed():
    text = (
        "import os, sys, multiprocessing\ndef work():\n    print('a')\n"
        "if __name__ == '__main__':\n    child = multiprocessing.Process(target=work)\n    os.close(1)\n    child.start()\n"
        "    child.join()\n    print(child.exitcode, file=sys.stderr)\n"
    )

    assert timed(text).stderr.endswith("1\n")


def test_what_is_no_number_is_refused_as_by_python():
    assert "TypeError: 'str' object cannot be interpreted as an integer" in timed("import os\nos.close('1')\n").stderr
