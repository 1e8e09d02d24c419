"""Where statements end: as Python's own tokenizer says, for every text that Python accepts."""

import io
import json
import tokenize
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.intake.decode import plain_newlines
from grader.intake.notebook.lex import line_end, statement_at
from grader.intake.notebook.magics import translate

STDLIB = Path(json.__file__).parents[1]
"""Modules with every kind of string, bracket, comment and continued line."""
MODULES = [
    "argparse.py", "ast.py", "asyncio/base_events.py", "cgitb.py", "codecs.py", "ctypes/__init__.py",
    "dataclasses.py", "datetime.py", "difflib.py", "doctest.py", "enum.py", "functools.py", "inspect.py",
    "ipaddress.py", "json/decoder.py", "locale.py", "mimetypes.py", "multiprocessing/pool.py", "pickle.py",
    "platform.py", "pydoc.py", "re/_parser.py", "statistics.py", "string.py", "subprocess.py", "tarfile.py",
    "textwrap.py", "this.py", "threading.py", "tokenize.py", "turtle.py", "typing.py", "unittest/mock.py",
    "urllib/parse.py", "uuid.py",
]  # fmt: skip


def last_lines_by_tokenize(text):
    """List the last line of every statement."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.start[0] for token in tokens if token.type == tokenize.NEWLINE]


def last_lines_by_us(text):
    lines = []
    at, line = 0, 1
    while at < len(text):
        end = statement_at(text, at).end
        piece = text[at:end]
        line += piece.count("\n")
        if any(part.strip(" \t\f\\") and not part.lstrip(" \t\f").startswith("#") for part in piece.split("\n")):
            lines.append(line - piece.endswith("\n"))
        at = end
    return lines


@pytest.mark.parametrize("name", [name for name in MODULES if (STDLIB / name).exists()])
def test_the_standard_library_is_read_as_tokenize_reads_it(name):
    text = plain_newlines((STDLIB / name).read_text(encoding="utf-8"))

    assert last_lines_by_tokenize(text) == last_lines_by_us(text)
    assert text == translate(text).text


ODD_BUT_VALID = [
    "s = f\"{x!r:>{width}} {{}} {d['a']}\"\n%m\n",
    "s = f'''\n%no {x:\n%d}\n'''\n%m\n",
    's = rf"\\{x}\\"\n%m\n',
    's = f"\\N{DASH}\\{x}"\n%m\n',
    "s = r'\\'\n%m\n".replace("r'\\'", "r'\\\\'"),
    "s = b'\\''\n%m\n",
    "s = ''\n%m\n",
    "s = ''''''\n%m\n",
    "s = '''a''b'''\n%m\n",
    "s = 'a\\\nb'\n%m\n",
    "x = (1 # )\n%5)\n%m\n",
    "x = [1,\n\n# comment\n%5]\n%m\n",
    "x = 1 + \\\n%5\n%m\n",
    "if x: # '''\n  pass\n%m\n",
    "x = {'a': '{'}\n%m\n",
    "x = lambda y=1: y\n%m\n",
    "x = 1if y else 2\n%m\n",
    "x = y in'abc'\n%m\n",
    's = f"{x:%H:%M}"\n%m\n',
    's = f"{x=}{(lambda: 1)()}{ {1: 2}[1] }"\n%m\n',
    's = f"{x:=5}"\n%m\n',
    "s = f\"{f'{x}'}\"\n%m\n",
    "x = a != b\nx = a%b\nx %= 5\nx == 5\n%m\n",
]


@pytest.mark.parametrize("text", ODD_BUT_VALID)
def test_only_the_last_line_is_a_magic(text):
    translated = translate(text)

    assert text.replace("%m\n", "pass\n") == translated.text
    assert [text.count("\n")] == [line for line, _ in translated.notices]


def test_a_quote_may_stand_in_a_field_of_its_own_kind():
    """PEP 701, from Python 3.12 on: the string does not end inside the braces."""
    text = 's = f"{x["a b\'s"]}{x[\n1]}" + """\n%no\n"""\n%m\n'

    assert text.replace("%m\n", "pass\n") == translate(text).text


@pytest.mark.parametrize(
    "broken",
    [
        "s = 'abc",
        's = f"{x"',
        's = f"{x:>5"',
        's = f"abc',
        's = f"{x}}"',
        "s = f'{",
        's = f"{x!"',
        "x = )",
        "x = '\\",
        "'''\\",
    ],
)
def test_broken_text_is_scanned_to_its_end(broken):
    at = 0
    while at < len(broken):
        end = statement_at(broken, at).end
        assert end > at
        at = end


def test_an_unfinished_string_ends_with_its_line():
    assert "s = 'it\npass\n" == translate("s = 'it\n%m\n").text
    assert 's = f"it\npass\n' == translate('s = f"it\n%m\n').text


def test_nesting_without_end_is_bounded():
    text = "f'{" * 10_000 + "\n%m\n"

    assert len(text) == statement_at(text, 0).end


@pytest.mark.parametrize(
    ("text", "end"), [("!ls\nx", 4), ("!ls \\\n-l\nx", 9), ("!ls", 3), ("!ls \\", 5), ("!ls\\\n", 5), ("", 0)]
)
def test_a_line_that_is_not_python_ends_where_it_is_not_continued(text, end):
    assert end == line_end(text, 0)


@example("f'\\")
@given(st.text(alphabet="ab=%!?#\\'\"fr(){}[]:\n \t", max_size=60))
def test_any_text_is_scanned_to_its_end(text):
    at = 0
    while at < len(text):
        end = statement_at(text, at).end
        assert at < end <= len(text)
        at = end
    assert text.count("\n") == translate(text).text.count("\n")
