"""What an exercise imports and what it requires are compared with what is installed here."""

from importlib import metadata

import pytest

from grader.authoring.foreign import absent, not_required
from grader.authoring.verify import laws
from tests.support import notebooks
from tests.support.courses import SLUG, a_course


def an_exercise(root, requires="[]", **more):
    return a_course(root, limits=f"requires = {requires}\n", **more).exercise(SLUG)


def test_what_a_notebook_imports_is_looked_at_too(tmp_path):
    folder = tmp_path / "solutions" / SLUG / "reference"
    (folder / ".ipynb_checkpoints").mkdir(parents=True)
    notebooks.written(folder / "add_lock.ipynb", notebooks.code("%matplotlib inline\nimport hypothesis\n"))
    notebooks.written(folder / ".ipynb_checkpoints" / "add_lock-checkpoint.ipynb", notebooks.code("import mypy\n"))
    exercise = a_course(tmp_path, reference=None).exercise(SLUG)

    assert {"hypothesis": "add_lock.ipynb"} == not_required(exercise)


@pytest.mark.parametrize(
    ("requires", "said"),
    [
        (["hypothesis>=6", "Py_Test"], ["Py_Test is not installed here"]),
        (["pytest"], []),
        (["pytest>=999"], [f"pytest>=999 is required, and here is {metadata.version('pytest')}"]),
        (["pytest>=1.*"], ["'pytest>=1.*' is nothing that pip understands"]),
    ],
)
def test_what_is_required_and_not_here_is_told(tmp_path, requires, said):
    found = list(absent(an_exercise(tmp_path, str(requires).replace("'", '"'))))
    law = laws.requirements_are_here(found)

    assert said == found
    assert (not said, said) == (law.holds, [one.message for one in law.findings])
