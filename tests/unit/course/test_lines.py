"""On which line each key stands."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course.lines import key_lines

DOCUMENT = '''# a comment with [brackets] and = signs
title = "A \\"course\\" # no comment"   # a comment
order = [ "a",   # first
  "b", # ]
  ["c",
   "d"],
]
a.b . "c d" = 1
"quoted # key" = \'\'\'
title = "no key"
[no.table]
\'\'\'\'

[limits]   # spaces around
time_s = 1.5
when = 2026-01-01 10:00:00
deep = { x = 1, y = [2, { z = "}" }] }
text = """\\
no = 1 \\""" ]
"""

[limits."more".than]
"" = \'\'
[[list]]
x = 1
[[list]]
x = 2
[list.inner]
y = 3
[[list.twice]]
[[list.twice]]
z = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("order",), 3),
        (("order", 0), 3),
        (("order", 1), 4),
        (("order", 2), 5),
        (("order", 2, 1), 6),
        (("a",), 8),
        (("a", "b", "c d"), 8),
        (("quoted # key",), 9),
        (("limits",), 14),
        (("limits", "time_s"), 15),
        (("limits", "when"), 16),
        (("limits", "deep", "y", 1, "z"), 17),
        (("limits", "text"), 18),
        (("limits", "more", "than"), 22),
        (("limits", "more", "than", ""), 23),
        (("list",), 24),
        (("list", 0, "x"), 25),
        (("list", 1, "x"), 27),
        (("list", 1, "inner", "y"), 29),
        (("list", 1, "twice", 0), 30),
        (("list", 1, "twice", 1, "z"), 32),
    ],
)
def test_every_key_has_its_line(path, line):
    assert line == key_lines(DOCUMENT)[path]


def paths_of(value, path=()):
    """Every path in a parsed document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield (*path, key)
        yield from paths_of(below, (*path, key))


def test_no_key_is_missing_and_none_is_invented():
    found = set(key_lines(DOCUMENT))

    paths = set(paths_of(tomllib.loads(DOCUMENT)))
    assert paths - found == {("limits", "more")}  # a table that is only named on the way to another
    assert found <= paths


def test_an_empty_document_has_no_keys():
    assert {} == key_lines("")
    assert {} == key_lines("# only a comment")


keys = st.sampled_from(["a", "b-c", "_1", '"d e"', "'#'", '"\\""'])
values = st.recursive(
    st.sampled_from(
        ["1", "true", '"x"', "'#]'", '"""a\n]"b\n"""', "'''\n'k'='''", "1979-05-27 07:32:00", '""', "+1e5"]
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: "[ " + ",\n# ]\n".join(items) + "\n]"),
    max_leaves=5,
)


@given(st.dictionaries(keys, values, max_size=5), st.dictionaries(keys, values, max_size=5), st.booleans())
def test_keys_of_any_document_are_found_where_they_stand(top, below, with_comments):
    comment = " # = [ \" '" if with_comments else ""
    text = "".join(f"{key} = {value}{comment}\n\n" for key, value in top.items())
    text += f"[zz.table]{comment}\n" + "".join(f"\t{key}={value}{comment}\n" for key, value in below.items())
    document = tomllib.loads(text)

    found = key_lines(text)

    assert set(paths_of(document)) - {("zz",)} == set(found)
    lines = text.split("\n")
    for name in top:
        line = found[(next(iter(tomllib.loads(f"{name} = 1"))),)]
        assert lines[line - 1].startswith(f"{name} = ")
    for name in below:
        line = found[("zz", "table", next(iter(tomllib.loads(f"{name} = 1"))))]
        assert lines[line - 1].startswith(f"\t{name}=")
