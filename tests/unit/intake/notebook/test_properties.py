"""Laws of notebooks, for notebooks that Hypothesis writes."""

import types

from hypothesis import given
from hypothesis import strategies as st

from grader.intake.notebook.convert import module_of
from grader.worker import reading

STATEMENTS = [
    "x = 1",
    "print(x % 2, x != 3)",
    "def f(a, b=2):\n    '''%time f()\n    !ls\n    '''\n    return a % b",
    "y = (x\n%5)",
    "z = x \\\n % 5",
    "text = '''\n%matplotlib inline\n?what?\n'''",
    "text = f'''{x:%d}\n!ls {\n  x!r}'''",
    "for i in range(3):\n    if i % 2:\n\n        x += i  # really?",
    "class C:\n    def g(self): return '!'",
    "# coding: klingon",
    "",
    "\n",
    "'a docstring that is none'",
]
cells = st.lists(st.lists(st.sampled_from(STATEMENTS), max_size=5).map("\n".join), max_size=5)
MAGIC = [
    "%pwd",
    "!ls 'it",
    "os?",
    "%time x = 1",
    "v = !ls \\\n -l",
    "%%time",
    "%%bash\nfi done (",
    "if x:\n    %cd ..",
    "f(1",
]


def in_plain_words(code: types.CodeType):
    """A code object with its lines, without the names of files."""
    constants = [in_plain_words(c) if isinstance(c, types.CodeType) else (type(c), c) for c in code.co_consts]
    return code.co_code, constants, code.co_names, code.co_varnames, code.co_flags, list(code.co_lines())


@given(cells)
def test_a_module_compiles_to_the_code_of_its_plain_cells(sources):
    """Line by line: the plain cells stand here with blank lines where the module has lines of its own."""
    module = module_of(sources)

    plain_text = "\n".join(["", *("\n" + source.removesuffix("\n") for source in sources)])
    plain = compile(plain_text, "n", "exec", dont_inherit=True)
    made = compile(module.text, "n", "exec", dont_inherit=True)
    assert in_plain_words(plain) == in_plain_words(made)
    assert () == module.notices


@given(st.lists(st.lists(st.sampled_from(STATEMENTS + MAGIC), max_size=5).map("\n".join), max_size=5))
def test_the_map_pairs_every_line_of_code_with_one_line_of_a_cell(sources):
    module = module_of(sources)

    triples = list(module.cells)
    lines = module.text.removesuffix("\n").split("\n")
    assert len(triples) == len({line for line, _, _ in triples}) == len({(c, n) for _, c, n in triples})
    for line, cell, within in triples:
        assert (cell, within) == module.cells.cell_line(line)
    ours = set(range(1, len(lines) + 1)) - {line for line, _, _ in triples}
    assert all(lines[line - 1].startswith("# ") for line in ours)
    counted = [source.removesuffix("\n").count("\n") + 1 for source in sources]
    assert counted == [sum(cell == number for _, cell, _ in triples) for number in range(1, len(sources) + 1)]


@given(cells)
def test_untouched_lines_are_the_cells_own(sources):
    module = module_of(sources)

    lines = module.text.split("\n")
    for line, cell, within in module.cells:
        assert sources[cell - 1].split("\n")[within - 1] == lines[line - 1]


@given(st.lists(st.lists(st.sampled_from(STATEMENTS + MAGIC), max_size=5).map("\n".join), min_size=1, max_size=5))
def test_a_problem_always_lies_in_a_cell(sources):
    module = module_of(sources)

    refused = reading.refusal(module.text, "n.py", [(piece.first, piece.count) for piece in module.cells.pieces])
    if refused is not None and refused["line"] is not None:
        assert refused["line"] in {line for line, _, _ in module.cells}
