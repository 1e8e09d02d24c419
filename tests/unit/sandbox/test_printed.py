"""Reading what a program printed, in whatever words, language or colour."""

import pytest

from grader.sandbox.claims import Claim
from grader.sandbox.printed import Numbers, numbers_in, plain_text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("end value 2", [2]),
        ("Endwert: 2.", [2]),
        ("2", [2]),
        ("-3 and −4", [-3, -4]),
        ("Thread-1 ends at 7", [1, 7]),
        ("1-2", [1, 2]),
        ("x=2.5e3;y=1e-3", [2500.0, 0.001]),
        ("1.", [1]),
        ("took 0.5s", [0.5]),
        ("<lock at 0x7fa3b2> 5", [5]),
        ("value٢", [2]),
        ("[1, 2, 3]", [1, 2, 3]),
        ("007", [7]),
        ("", []),
        ("no numbers", []),
    ],
)
def test_numbers_are_found_among_words(text, numbers):
    assert numbers == numbers_in(text)


def test_whole_numbers_stay_whole_and_others_do_not():
    assert [int, float] == [type(number) for number in numbers_in("2 2.0")]


def test_an_endless_number_does_not_stop_the_reading():
    assert [float("inf"), 5] == numbers_in(f"{'9' * 5000} 5")


@pytest.mark.parametrize(
    ("output", "text"),
    [
        ("\x1b[31mred\x1b[0m\r\n", "red\n"),
        ("\x1b[1;32mend\x1b[0m \x1b[K2", "end 2"),
        ("\x1b]8;;http://x\x07link\x1b]8;;\x07", "link"),
        ("10 %\r20 %\n", "10 %\n20 %\n"),
    ],
)
def test_colours_are_not_read(output, text):
    assert text == plain_text(output)


@pytest.mark.parametrize(("printed", "said"), [([], "prints no number$"), ([1, 2], "prints 2 numbers, and more are")])
def test_a_number_that_is_not_there_is_the_programs_doing(printed, said):
    assert printed == Numbers(printed)
    assert printed[-1:] == Numbers(printed)[-1:]
    with pytest.raises(Claim, match=said):
        Numbers(printed)[2]
