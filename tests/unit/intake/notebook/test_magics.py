"""What becomes of a line that is not Python."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.notebook.magics import Written, translate


@pytest.mark.parametrize(
    ("cell", "expected", "notice"),
    [
        ("%matplotlib inline", "pass", "%matplotlib inline was left out"),
        ("  %cd x", "pass", "%cd x was left out"),
        ("!pip install numpy", "pass", "!pip install numpy was left out"),
        ("!!date", "pass", "!!date was left out"),
        ("pip install numpy", "pass", "pip install numpy was left out"),
        ("os.path?", "pass", "os.path? was left out"),
        ("os.path??", "pass", "os.path?? was left out"),
        ("?os", "pass", "?os was left out"),
        ("??os", "pass", "??os was left out"),
        ("%time?", "pass", "%time? was left out"),
        ("%%time?", "pass", "%%time? was left out"),
        ("*int*?", "pass", "*int*? was left out"),
        ("%time", "pass", "%time was left out"),
        ("%time f()", "f()", "%time was left out, its code runs"),
        ("%timeit -n 3 -r2 f(1)", "f(1)", "%timeit -n 3 -r2 was left out, its code runs"),
        ("%timeit -n 3", "pass", "%timeit -n 3 was left out"),
        ("%prun -l 5 -s cumulative f()", "f()", "%prun -l 5 -s cumulative was left out, its code runs"),
        ("%lprun -f f f()", "f()", "%lprun -f f was left out, its code runs"),
        ("%memit f()", "f()", "%memit was left out, its code runs"),
        ("%time x = f()", "x = f()", "%time was left out, its code runs"),
        ("%time for i in x: f(i)", "for i in x: f(i)", "%time was left out, its code runs"),
        ("x = !ls -l", "x = []", "x = !ls -l was left out, the value is []"),
        ("x = y = !ls", "x = y = []", "x = y = !ls was left out, the value is []"),
        ("x = %pwd", "x = None", "x = %pwd was left out, the value is None"),
        ("x = %time f()", "x = f()", "%time was left out, its code runs"),
        ("x = %timeit -o f()", "x = f()", "%timeit -o was left out, its code runs"),
        ("!" + "x" * 60, "pass", "!" + "x" * 38 + "… was left out"),
        (
            "%run other.py",
            "pass",
            "%run other.py was left out: what that file makes is not there. Put its code into a cell of its own",
        ),
    ],
)
def test_a_line_that_is_not_python_is_replaced_and_told(cell, expected, notice):
    translated = translate(cell)

    assert expected == translated.text
    assert ((1, notice),) == translated.notices


def test_wrapped_magics_are_unwrapped_one_by_one():
    translated = translate("%time %timeit f()\n%time !ls\n%time x = !ls")

    assert "f()\npass\nx = []" == translated.text
    assert [1, 1, 2, 2, 3, 3] == [line for line, _ in translated.notices]


def test_unwrapping_is_bounded():
    """Each magic looks at the rest of its line: without a bound this takes hours."""
    translated = translate("%time " * 100_000 + "f()")

    assert "pass" == translated.text
    assert 10 == len(translated.notices)


def test_a_continued_line_keeps_its_place():
    translated = translate("a = 1\n!ls \\\n  -l \\\n  -a\nb = !du \\\n -h\n%time f(1, \\\n  2)\nc = 2\n")

    assert "a = 1\npass\n\n\nb = []\n\nf(1, \\\n  2)\nc = 2\n" == translated.text
    assert [2, 5, 7] == [line for line, _ in translated.notices]


def test_indented_lines_keep_their_block():
    cell = "for i in x:\n    %time f(i)\n    !echo $i\n    y = !ls\nelse:\n\t?x\n"

    assert "for i in x:\n    f(i)\n    pass\n    y = []\nelse:\n\tpass\n" == translate(cell).text


@pytest.mark.parametrize(
    "cell",
    [
        "x = 17 \\\n % 5\n",
        "x = (17\n%5)\n",
        "x = [17,\n!5]\n".replace("!5", "# !5\n5"),
        '"""\n%matplotlib inline\n!ls\nwhat?\n"""\n',
        "s = 'a\\\n%b'\n",
        "x = a != b\n",
        "x = 5 if a else 6 # really?\n",
        "def f():\n    '''\n    %time f()\n    '''\n",
        "s = '%d!' % 5\n",
        "x %= 5\n",
        "pip = 1\npip if pip else 2\n",
    ],
)
def test_valid_python_is_left_alone(cell):
    assert cell == translate(cell).text
    assert () == translate(cell).notices


@pytest.mark.parametrize(
    "magic", ["%%time", "%%capture", "%%capture out --no-stderr", "%%timeit -n 5", "%%prun -l 3", "\n\n%%time"]
)
def test_a_cell_magic_that_runs_its_cell_keeps_it(magic):
    translated = translate(f"{magic}\nx = 1\n%pwd\n")

    assert f"{magic}\nx = 1\n%pwd\n".replace(magic.strip(), "pass").replace("%pwd", "pass") == translated.text
    assert f"{magic.strip()} was left out, the cell runs" == translated.notices[0][1]
    assert magic.count("\n") + 1 == translated.notices[0][0]


def test_the_setup_of_a_timed_cell_runs_too():
    assert "x = 1\nx + 1\n" == translate("%%timeit -n 5 x = 1\nx + 1\n").text


@pytest.mark.parametrize(
    "magic", ["%%bash", "%%html", "%%javascript", "%%writefile notes.txt", "%%script perl", "%%sql", "%%"]
)
def test_a_cell_of_another_language_is_lost(magic):
    translated = translate(f"{magic}\nfor i in 1 2; do echo '$i; done\n# 3\n")

    assert "pass\n\n\n" == translated.text
    assert ((1, f"{magic}: the cell was left out"),) == translated.notices


def test_a_cell_magic_below_code_is_only_a_line():
    assert "x = 1\npass\ny = 2\n" == translate("x = 1\n%%time\ny = 2\n").text


@pytest.mark.parametrize(
    ("first_line", "append"),
    [("%%writefile worker.py", False), ("%%file worker.py  ", False), ("%%writefile -a worker.py", True)],
)
def test_a_module_that_a_cell_writes_is_kept_apart(first_line, append):
    translated = translate(f"\n{first_line}\ndef f():\n    pass\n")

    assert "\npass\n\n\n" == translated.text
    assert Written("worker.py", "def f():\n    pass\n", 3, append) == translated.written
    assert ((2, f"{first_line.strip()}: the file lies beside the program"),) == translated.notices


@pytest.mark.parametrize("name", ["../worker.py", "lib/worker.py", "notes.txt", "-x worker.py", "worker.py other.py"])
def test_a_file_elsewhere_is_not_written(name):
    assert None is translate(f"%%writefile {name}\nx = 1\n").written


def test_pasted_code_loses_its_indentation():
    assert "# c\nif x:\n    y\n\nz\n" == translate("    # c\n    if x:\n        y\n\n    z\n").text


def test_an_indented_comment_indents_nothing():
    assert "  # c\nif x:\n  y\n" == translate("  # c\nif x:\n  y\n").text


def test_a_pasted_session_loses_its_prompts():
    assert "\nif x:\n    y\n\nz\n" == translate("\n>>> if x:\n...     y\n...\n>>> z\n").text


def test_prompts_in_a_string_stay():
    assert '"""\n>>> x\n"""\n' == translate('"""\n>>> x\n"""\n').text


@given(st.text(alphabet="ab%!?=\n \\#'", max_size=40))
def test_a_string_keeps_whatever_looks_like_magic(inside):
    cell = 'text = """\n' + inside.replace("\\", "") + '\n"""\nx = 1\n'

    assert cell == translate(cell).text


@given(
    st.lists(
        st.sampled_from(["x = 1", "%m", "%time f()", "!ls", "x = !ls", "os?", "f(\n1)", "if 1:\n    %m", "", "# c?"])
    )
)
def test_lines_keep_their_count_and_every_change_is_told_on_its_line(pieces):
    cell = "\n".join(pieces)

    translated = translate(cell)

    before, after = cell.split("\n"), translated.text.split("\n")
    assert len(before) == len(after)
    changed = {number for number, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new}
    assert changed == {line for line, _ in translated.notices}
