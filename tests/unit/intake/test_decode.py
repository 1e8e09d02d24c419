"""Bytes become text as Python would read them, and are refused in Python's words, with the line."""

import codecs
import subprocess
import sys

import pytest

from grader.intake.decode import SourceProblem, decode


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x = 1\n",
        "größe = 'ü'\n".encode(),
        codecs.BOM_UTF8 + "größe = 1\n".encode(),
        b"# -*- coding: latin-1 -*-\ntext = '\xfc'\n",
        b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\ntext = '\x80'\n",
        b"# coding: shift_jis\ntext = '\x82\xa0'\n",
        b"# -*- coding: latin-1-unix -*-\ntext = '\xfc'\n",
        "# -*- coding: UTF_8-dos -*-\ntext = 'ü'\n".encode(),
        "# coding: utf-8-unix\ntext = 'ü'\n".encode("utf-8-sig"),
        "# coding: utf-8\nx = 1\n".encode("utf-8-sig"),
    ],
)
def test_text_is_what_python_reads(data, tmp_path):
    decoded = decode(data, "x.py")

    assert decoded.problem is None
    expected: dict = {}
    exec(compile(data, "x.py", "exec"), expected)
    actual: dict = {}
    exec(compile(decoded.text, "x.py", "exec"), actual)
    assert {k: v for k, v in expected.items() if k != "__builtins__"} == {
        k: v for k, v in actual.items() if k != "__builtins__"
    }


def test_every_kind_of_line_end_is_a_newline():
    assert "a\nb\nc\nd\n" == decode(b"a\r\nb\rc\nd\r\n", "x.py").text


def test_form_feeds_and_exotic_separators_end_no_line():
    assert "a\x0cb\u2028c\n" == decode("a\x0cb\u2028c\n".encode(), "x.py").text


def test_tabs_stay_tabs():
    assert "if 1:\n\tx = 1\n" == decode(b"if 1:\n\tx = 1\n", "x.py").text


def test_a_byte_that_is_not_utf8_is_told_with_its_line():
    problem = decode(b"x = 1\r\ny = 2\r\nz = '\xe9'\r\n", "my file.py").problem

    assert 3 == problem.line
    assert (
        r"Non-UTF-8 code starting with '\xe9' in file my file.py on line 3, but no encoding declared; "
        "see https://peps.python.org/pep-0263/ for details" == problem.message
    )


@pytest.mark.parametrize("data", [b"z = '\xe9'\n", b"x = 1\ny = '\xe9'\n", b"# caf\xe9 coding: utf-8\n"])
def test_the_line_is_right_in_the_two_lines_where_a_cookie_could_be(data):
    assert data.count(b"\n", 0, data.index(b"\xe9")) + 1 == decode(data, "x.py").problem.line


def test_a_bad_byte_after_a_byte_order_mark_is_located():
    assert 2 == decode(codecs.BOM_UTF8 + b"x = 1\nz = '\xe9'\n", "x.py").problem.line


@pytest.mark.slow
def test_the_words_are_those_of_python_itself(tmp_path):
    path = tmp_path / "x.py"
    path.write_bytes(b"x = 1\nz = 2\nw = 3\ny = '\xe9'\n")

    said = subprocess.run([sys.executable, str(path)], capture_output=True, text=True).stderr

    told = decode(path.read_bytes(), str(path)).problem.message
    assert told.split("see http")[0] in said


def test_a_file_that_a_windows_shell_wrote_gets_advice():
    assert "(the file is UTF-16: save it as UTF-8)" in decode("print(1)".encode("utf-16"), "x.py").problem.message


def test_a_word_document_is_told_as_one():
    said = decode(b"PK\x03\x04\x14\x00\xc6", "x.py").problem.message

    assert said.endswith(
        "(the file is a Word document or another archive: save the program as plain text, in a .py file)"
    )


def test_an_unknown_encoding_is_told_with_the_line_of_its_cookie():
    problem = decode(b"#!/usr/bin/python\n# coding: klingon\n", "x.py").problem

    assert SourceProblem("unknown encoding: klingon", 2) == problem


def test_a_mark_and_a_cookie_that_disagree_are_refused():
    problem = decode(codecs.BOM_UTF8 + b"# coding: latin-1\n", "x.py").problem

    assert SourceProblem("encoding problem: utf-8", 1) == problem


def test_a_byte_that_the_declared_encoding_lacks_is_located():
    problem = decode(b"# coding: ascii\n\nx = '\xe9'\n", "x.py").problem

    assert 3 == problem.line
    assert problem.message.startswith("(unicode error) 'ascii' codec can't decode byte 0xe9")


@pytest.mark.parametrize(
    "encoding", ["utf_7", "unicode_escape", "raw_unicode_escape", "punycode", "idna", "utf-16", "hz", "undefined"]
)
def test_an_encoding_that_rewrites_ascii_is_refused(encoding):
    problem = decode(f"# coding: {encoding}\nprint(1)\n".encode(), "x.py").problem

    assert 1 == problem.line
    assert "encoding problem" in problem.message
    assert "save it as UTF-8" in problem.message


@pytest.mark.parametrize("codec", ["rot13", "zlib", "hex", "base64"])
def test_a_codec_that_is_not_of_text_is_refused(codec):
    assert "encoding problem" in decode(f"# coding: {codec}\nprint(1)\n".encode(), "x.py").problem.message


def test_a_null_byte_is_told_with_its_line_and_the_text_is_kept():
    decoded = decode(b"x = 1\ny = '\0'\n", "x.py")

    assert SourceProblem("source code cannot contain null bytes", 2) == decoded.problem
    assert "x = 1\ny = '\0'\n" == decoded.text
