"""A test written beside the program asks the program."""

import pytest

from grader.authoring.carry.rewrite import rewritten

PROGRAM = """
import math
import numpy as np
from os import path as p
limit = 3
total: int = 0
def square(x):
    return x * x
class Box:
    size = 1
for step in range(3):
    pass
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("assert square(2) == 4", "assert program.square(2) == 4"),
        ("assert Box().size == limit", "assert program.Box().size == program.limit"),
        (
            "kept = square\ndel square\nsquare = kept",
            "kept = program.square\ndel program.square\nprogram.square = kept",
        ),
        ("assert step == 2 and total == 0", "assert program.step == 2 and program.total == 0"),
        ("assert math.sqrt(4) == 2", "import math\nassert math.sqrt(4) == 2"),
        ("assert np.all([1])", "import numpy as np\nassert np.all([1])"),
        ("assert p.sep", "from os import path as p\nassert p.sep"),
        ("def t(square):\n    return square\nt(square)", "def t(square):\n    return square\nt(program.square)"),
        ("f = lambda limit: limit + total", "f = lambda limit: limit + program.total"),
        ("[square(limit) for limit in range(3)]", "[program.square(limit) for limit in range(3)]"),
        ("assert f'{limit:>3}{square(2)}' == x", "assert f'{program.limit:>3}{program.square(2)}' == x"),
        ("assert 'ä' and square(2)", "assert 'ä' and program.square(2)"),
        ("assert len('square') == 6", "assert len('square') == 6"),
        ("x.square(limit)", "x.square(program.limit)"),
    ],
)
def test_names_of_the_program(body, expected):
    assert expected == rewritten(body, PROGRAM)
