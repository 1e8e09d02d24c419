"""What is said of a run that is over."""

import pytest

from tests.support.programs import explored

EARLY = "The program ended itself (line {}), and what comes after that was not done."


def ending_of(text):
    [found] = explored(text).endings
    return found.ending


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("print(1)\nexit()\nprint(2)\n", 2),
        ("import sys\ndef work():\n    sys.exit(0)\nwork()\nprint(2)\n", 3),
        ("import os\nos._exit(0)\nprint(2)\n", 2),
        ("if __name__ == '__main__':\n    quit()\nprint(2)\n", 2),
    ],
    ids=["exit", "in a function", "os._exit", "quit"],
)
def test_a_program_that_ends_itself_before_all_is_done_is_told_with_its_line(text, line):
    ending = ending_of(text)

    assert ("finished", 0, EARLY.format(line)) == (ending.kind, ending.exit_code, ending.detail)
    assert line == ending.actors[0].line


@pytest.mark.parametrize(
    "text",
    [
        "print(1)\nexit()\n",
        "def main():\n    print(1)\n    exit()\n\nif __name__ == '__main__':\n    main()\n",
        "import os\nprint(1)\nos._exit(0)\n",
    ],
    ids=["at the end", "at the end of main", "os._exit"],
)
def test_nothing_is_said_of_one_that_ends_itself_at_its_end(text):
    ending = ending_of(text)

    assert ("finished", "") == (ending.kind, ending.detail)


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("def work():\n    return 1 / 0\nwork()\n", True),
        ("1 / 0\n", False),
        ("def work():\n    return tota\nwork()\n", False),
    ],
    ids=["in a function", "at the margin", "misspelt"],
)
def test_a_script_that_fails_in_a_function_of_its_own_came_to_what_one_asks_about(text, begun):
    assert begun is ending_of(text).begun
