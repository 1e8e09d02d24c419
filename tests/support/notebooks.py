"""Notebooks of other graders' authors, in their formats and in our own words."""

import json


def code(source, *, output=None, **nbgrader):
    shown = (
        [] if output is None else [{"output_type": "execute_result", "data": {"text/plain": output}, "metadata": {}}]
    )
    return _cell("code", source, nbgrader) | {"outputs": shown, "execution_count": None}


def text(source, **nbgrader):
    return _cell("markdown", source, nbgrader)


def raw(source):
    return _cell("raw", source, {})


def _cell(kind, source, nbgrader):
    defaults = {"grade": False, "solution": False, "locked": False, "schema_version": 3}
    metadata = {"nbgrader": defaults | nbgrader} if nbgrader else {}
    return {"cell_type": kind, "metadata": metadata, "source": source.splitlines(keepends=True)}


def written(path, *cells):
    """Save cells as a notebook."""
    document = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def sources(notebook):
    """The texts of a notebook's code cells."""
    return ["".join(cell["source"]) for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "code"]


NBGRADER = [
    text("# Temperatures\n\nA short assignment."),
    text("Write `to_celsius(f)`; it refuses what is below absolute zero."),
    code(
        'def to_celsius(f):\n    """Fahrenheit to Celsius."""\n    ### BEGIN SOLUTION\n    if f < -459.67:\n'
        "        raise ValueError(f)\n    return (f - 32) * 5 / 9\n    ### END SOLUTION",
        solution=True,
        grade_id="to_celsius",
    ),
    code("to_celsius(212)"),
    code(
        '"""It converts."""\nassert to_celsius(32) == 0\n### BEGIN HIDDEN TESTS\nassert to_celsius(-40) == -40\n'
        "### END HIDDEN TESTS",
        grade=True,
        locked=True,
        points=2,
        grade_id="converts",
    ),
    code(
        "# It refuses the impossible.\ntry:\n    to_celsius(-500)\nexcept ValueError:\n    pass\nelse:\n"
        "    raise AssertionError('it does not')",
        grade=True,
        points=1,
        grade_id="refuses",
    ),
    text("Why is 0 °F cold?"),
    text("It is -18 °C.", grade=True, solution=True, points=3, grade_id="why"),
    code("print('warm')", grade=True, solution=True, points=1, grade_id="free"),
    text("Think of a third scale.", task=True, points=4, grade_id="task"),
    code("### AUTOTEST to_celsius(1)", grade=True, points=1, grade_id="auto"),
]

OTTER = [
    raw("# ASSIGNMENT CONFIG\ninit_cell: false"),
    text("# Circles"),
    code("import math\n%matplotlib inline"),
    raw("# BEGIN QUESTION\nname: q1\npoints: 2"),
    text("Write `area`."),
    raw("# BEGIN SOLUTION"),
    code(
        "def area(r):\n    squared = r * r # SOLUTION NO PROMPT\n    return math.pi * squared # SOLUTION\n\nunit = area(1) # SOLUTION"
    ),
    raw("# END SOLUTION"),
    raw("# BEGIN TESTS"),
    code("round(area(2), 2)", output="12.57"),
    code("# HIDDEN\narea(0) == 0", output="True"),
    code('""" # BEGIN TEST CONFIG\npoints: 0.5\nhidden: false\n""" # END TEST CONFIG\nassert math.floor(unit) == 3'),
    code("for i in range(2):\n    print(i)", output="0\n1"),
    raw("# END TESTS"),
    raw("# END QUESTION"),
    raw("# BEGIN QUESTION\nname: q2\nmanual: true"),
    raw("# BEGIN PROMPT"),
    text("_Your words here._"),
    raw("# END PROMPT"),
    raw("# BEGIN SOLUTION"),
    text("Because of pi."),
    raw("# END SOLUTION"),
    raw("# END QUESTION"),
    raw("# BEGIN QUESTION\nname: q3"),
    raw("# BEGIN SOLUTION"),
    code(
        "def edge(r):\n    # BEGIN SOLUTION NO PROMPT\n    return 2 * math.pi * r\n    # END SOLUTION\n"
        '    """ # BEGIN PROMPT\n    # How long is the edge?\n    pass\n    """; # END PROMPT'
    ),
    raw("# END SOLUTION"),
    raw("# BEGIN TESTS"),
    code("def test_edge(edge):\n    assert 6.28 < edge(1) < 6.29\n\ntest_edge(edge) # IGNORE"),
    raw("# END TESTS"),
    raw("# END QUESTION"),
]

OK_TESTS = {
    "q8.py": 'OK_FORMAT = True\ntest = {"name": "q8", "points": 1, "suites": [{"cases": ['
    '{"code": ">>> area(1) > 3\\nTrue", "hidden": True, "locked": False},'
    '{"code": ">>> for i in range(1):\\n...     print(i)\\n0", "hidden": False}]}]}\n',
    "q9.py": "from otter.test_files import test_case\nOK_FORMAT = False\n",
}
