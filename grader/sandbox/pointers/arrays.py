"""What to try for the errors that everybody meets who begins with arrays and tables (numpy, pandas): a pointer for students, and no
verdict hangs on it. The messages are the libraries' own; one that is not known here gets no advice."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.sandbox.pointers.everyday import looked_up

_TABLES = r"(numpy\.ndarray|Series|DataFrame|Index)"
_KNOWN: tuple[tuple[str, str], ...] = (
    (
        r"ValueError: The truth value of an? (array with more than one element|Series|DataFrame) is ambiguous",
        "An array or a column has a truth value for each of its elements. Join two with & or |, each in brackets of its own: (a > 1) & (a < 5). Pick "
        "elements with a[a > 1]; ask .any() or .all() for one answer.",
    ),
    (
        r"TypeError: (ufunc 'bitwise_(and|or)' not supported|Cannot perform 'r?(and|or)_' with)",
        "& and | bind more closely than > and ==, so each comparison stands in brackets of its own: (a > 1) & (a < 5).",
    ),
    (
        r"TypeError: (only (0-dimensional|length-1|size-1) arrays can be converted to Python scalars|must be real number, not "
        rf"{_TABLES})",
        "One number is asked for there, and an array stands there. What math does with one number numpy does with each of an array: "
        "np.sqrt(…), np.exp(…).",
    ),
    (
        rf"TypeError: '{_TABLES}' object is not callable",
        "An item is asked for in square brackets: a[…]; round ones call a function.",
    ),
    (
        r"TypeError: Cannot interpret '\d+' as a data type",
        "A shape is one thing, in brackets of its own: np.zeros((2, 3)).",
    ),
    (
        r"TypeError: list indices must be integers or slices, not tuple",
        "An array is asked for rows[0, 1]; a list of lists is asked twice: rows[0][1]. np.array(rows) makes an array of it.",
    ),
    (
        r"ImportError: Cannot load backend '",
        "Leave matplotlib.use(…) out: without it a plot is drawn with what is there, a window or none.",
    ),
    (
        r"AttributeError: '(DataFrame|Series)' object has no attribute 'append'",
        "pandas has no append any more: pd.concat([one, other]) puts two below each other.",
    ),
    (
        r"AttributeError: 'numpy\.ndarray' object has no attribute 'append'",
        "An array has as many elements as it begins with. np.append(a, value) makes a longer one, as does a list that is made an array "
        "in the end.",
    ),
)
"""A pattern of "Type: message", and what to try."""
_NO_FUNCTION = re.compile(r"\.(shape|size|ndim|dtype|T|columns|index|dtypes|values)\s*\(\s*\)")


def told(said: str) -> str | None:
    """What to try; `said` as "Type: message"."""
    return looked_up(_KNOWN, said)


def is_no_function(line: Callable[[], str]) -> str | None:
    """What to try where a line calls what an array merely is or has; `line` answers with its text."""
    found = _NO_FUNCTION.search(line())
    return f"{found[1]} is no function: it stands without brackets." if found else None
