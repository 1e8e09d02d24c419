"""Notebook files to the texts of their code cells; what is none is named, and nothing crashes."""

import contextlib
import json
import time

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import DeliveryError
from grader.intake import bounds
from grader.intake.notebook.read import code_cells


def a_notebook(*sources, **changes):
    """A notebook of format 4 with these code cells."""
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in sources]
    document = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    return json.dumps({**document, **changes}).encode()


def an_old_notebook(version, *sources, language="python"):
    cells = [{"cell_type": "code", "input": source, "language": language, "outputs": []} for source in sources]
    return json.dumps({"nbformat": version, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]}).encode()


def refusal(data):
    with pytest.raises(DeliveryError) as refused:
        code_cells(data, "n.ipynb")
    return refused.value.message


def test_code_is_read_in_the_order_it_stands():
    assert ["b", "a"] == code_cells(a_notebook("b", "a"), "n.ipynb")


def test_lines_in_a_list_are_one_text():
    assert ["a\nb"] == code_cells(a_notebook(["a\n", "b"]), "n.ipynb")


def test_what_is_no_code_is_passed_over():
    cells = [{"cell_type": "markdown", "source": "t"}, {"cell_type": "raw"}, {"cell_type": "code"}]

    assert [""] == code_cells(a_notebook(cells=cells), "n.ipynb")


@pytest.mark.parametrize("minor", [0, 2, 4, 5, 99, "x", None])
def test_the_minor_version_does_not_matter(minor):
    assert ["x"] == code_cells(a_notebook("x", nbformat_minor=minor), "n.ipynb")


def test_stored_outputs_are_not_looked_at():
    cells = [{"cell_type": "code", "source": "x", "outputs": {"no": "list"}, "execution_count": "many", "id": 7}]

    assert ["x"] == code_cells(a_notebook(cells=cells), "n.ipynb")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_the_json_may_come_in_any_unicode_form(encoding):
    assert ["'ü'"] == code_cells(a_notebook("'ü'").decode().encode(encoding), "n.ipynb")


@pytest.mark.parametrize(("version", "lines"), [(2, ["a", "b"]), (3, ["a\n", "b"])])
def test_old_formats_are_upgraded(version, lines):
    assert ["a\nb", "c"] == code_cells(an_old_notebook(version, lines, "c"), "n.ipynb")


@pytest.mark.parametrize(
    "broken",
    [{"outputs": 3}, {"outputs": [{}, 3]}, {"outputs": None}, {"metadata": 5}, {"metadata": None}],
    ids=repr,
)
def test_of_old_formats_only_code_is_looked_at(broken):
    cell = {"cell_type": "code", "language": "python", "input": "x = 1", "outputs": broken.get("outputs", [])}
    notebook = {"nbformat": 3, "metadata": broken.get("metadata", {}), "worksheets": [{"cells": [cell]}]}

    assert ["x = 1"] == code_cells(json.dumps(notebook).encode(), "n.ipynb")


def test_a_notebook_that_does_not_say_its_format_is_of_the_newest():
    assert ["x"] == code_cells(b'{"cells": [{"cell_type": "code", "source": "x"}]}', "n.ipynb")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "n.ipynb is empty"),
        (b" \n", "n.ipynb is empty"),
        (b"\xff\xfe\xfa", "n.ipynb is not a notebook: it is not UTF-8 text"),
        (b"print(1)", "n.ipynb is not a notebook: its JSON is broken (line 1: Expecting value)"),
        (b'{"cells": [\n', "n.ipynb is not a notebook: its JSON is broken (line 2: Expecting value)"),
        (b'{"nbformat": ' + b"9" * 5000 + b"}", "n.ipynb is not a notebook: its JSON is broken (Exceeds the limit"),
        (b"[1]", "n.ipynb is not a notebook: it is JSON of another kind"),
        (b"{}", "n.ipynb is not a notebook: it does not say of which format it is"),
        (b'{"nbformat": true, "cells": []}', "n.ipynb is not a notebook: it does not say of which format it is"),
        (b'{"nbformat": 5, "cells": []}', "n.ipynb is a notebook of format 5, which is not known here"),
        (b'{"nbformat": 4}', "n.ipynb is not a notebook: it has no list of cells"),
        (b'{"nbformat": 4, "cells": {}}', "n.ipynb is not a notebook: it has no list of cells"),
        (b'{"nbformat": 4, "cells": [7]}', "n.ipynb is not a notebook: its cell 1 does not say what it is"),
        (
            b'{"nbformat": 4, "cells": [{"cell_type": "raw"}, {}]}',
            "n.ipynb is not a notebook: its cell 2 does not say what it is",
        ),
        (
            b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": 7}]}',
            "n.ipynb is not a notebook: the text of its cell 1 is no text",
        ),
        (
            b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": ["a", 7]}]}',
            "n.ipynb is not a notebook: the text of its cell 1 is no text",
        ),
        (b'{"nbformat": 3}', "n.ipynb is not a notebook of format 3 ("),
        (b'{"nbformat": 3, "metadata": {}, "worksheets": [7]}', "n.ipynb is not a notebook of format 3 ("),
        (b'{"nbformat": 2, "worksheets": 7}', "n.ipynb is not a notebook of format 2 ("),
        (b'{"nbformat": 1, "cells": [7]}', "n.ipynb is a notebook of format 1, which is not known here"),
    ],
)
def test_what_is_no_notebook_is_named(data, message):
    assert refusal(data).startswith(message)


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"kernelspec": {"name": "ir", "language": "R"}}, "R"),
        ({"language_info": {"name": "julia"}}, "julia"),
        ({"kernelspec": {"name": "xcpp17", "display_name": "C++17"}}, "xcpp17"),
        ({"kernelspec": {"language": ["R"]}}, "['R']"),
    ],
)
def test_a_notebook_for_another_language_is_named(metadata, language):
    assert f"n.ipynb is a notebook for {language}, not for Python" == refusal(a_notebook("x", metadata=metadata))


def test_an_old_notebook_for_another_language_is_named():
    assert "n.ipynb is a notebook for ruby, not for Python" == refusal(an_old_notebook(3, "x", language="ruby"))


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"name": "python3", "language": "python", "display_name": "My course"}},
        {"kernelspec": {"name": "conda-env-course-py"}, "language_info": {"name": "python", "version": "3.11"}},
        {"language_info": {"name": "ipython"}},
        {"kernelspec": {"name": "iris-course"}},
        {"kernelspec": 7, "language_info": None},
        [],
        None,
    ],
)
def test_any_python_kernel_will_do(metadata):
    assert ["x"] == code_cells(a_notebook("x", metadata=metadata), "n.ipynb")


def test_nesting_is_bounded_before_it_is_parsed():
    assert "n.ipynb is not a notebook: it is nested more than 100 levels deep" == refusal(b"[" * 1_000_000)
    assert "n.ipynb is not a notebook: it is nested more than 100 levels deep" == refusal(b'{"a":' * 100_000)


def test_brackets_in_texts_are_no_nesting():
    assert ["[" * 500 + '\\"' + "{" * 500] == code_cells(a_notebook("[" * 500 + '\\"' + "{" * 500), "n.ipynb")


def test_the_number_of_containers_is_bounded():
    assert "n.ipynb is too large: it has more than 200000 lists and objects" == refusal(b"[" + b"[]," * 250_000)


def test_the_number_of_cells_and_the_size_of_code_are_bounded(monkeypatch):
    monkeypatch.setattr(bounds, "NOTEBOOK_CELLS", 2)
    monkeypatch.setattr(bounds, "SOURCE_BYTES", 10)

    assert "n.ipynb has more than 2 cells" == refusal(a_notebook("", "", ""))
    assert "n.ipynb has more than 10 bytes of code, the most that can be graded" == refusal(
        a_notebook("123456", "78901")
    )


@pytest.mark.parametrize("hostile", [b'"' + b'\\"' * 500_000, b'{"a": "' + b"\\" * 1_000_001, b'"a' * 300_000])
def test_looking_for_brackets_takes_linear_time(hostile):
    started = time.process_time()

    refusal(hostile)

    assert time.process_time() - started < 5  # quadratic: hours


def test_reading_agrees_with_nbformat():
    cells = [nbformat.v4.new_code_cell("x = 1\ny\x0cz\u2028\n"), nbformat.v4.new_markdown_cell("a\nb")]
    written = nbformat.writes(nbformat.v4.new_notebook(cells=cells))

    assert ["x = 1\ny\x0cz\u2028\n"] == code_cells(written.encode(), "n.ipynb")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 5) | st.sampled_from(["code", "python", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "nbformat",
                    "nbformat_minor",
                    "cells",
                    "worksheets",
                    "cell_type",
                    "source",
                    "input",
                    "metadata",
                    "outputs",
                    "code",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(["cells", "worksheets", "metadata"]), json_values), st.integers(2, 4))
def test_any_json_is_read_or_refused_and_never_a_crash(document, version):
    with contextlib.suppress(DeliveryError):
        texts = code_cells(json.dumps({**document, "nbformat": version}).encode(), "n.ipynb")
        assert all(isinstance(text, str) for text in texts)


@given(st.binary(max_size=60) | st.text(alphabet='[]{}":,\\ 1', max_size=60).map(str.encode))
def test_any_bytes_are_refused_and_never_a_crash(data):
    assert refusal(data).startswith("n.ipynb ")
