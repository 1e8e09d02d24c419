"""Endless output: the beginning and the end are kept."""

from hypothesis import given
from hypothesis import strategies as st

from grader.worker.really.output import HeadAndTail


def kept(limit: int, *pieces: bytes) -> str:
    output = HeadAndTail(limit)
    for piece in pieces:
        output.add(piece)
    return output.text()


def test_short_output_is_kept_whole():
    assert "hello world" == kept(100, b"hello", b" ", b"world")


def test_of_long_output_the_middle_is_left_out():
    assert "01234\n[… 90 bytes left out …]\n56789" == kept(10, b"01234", b"x" * 90, b"56789")


def test_bytes_that_are_no_text_do_no_harm():
    assert "a\ufffdb" == kept(100, b"a\xffb")


@given(st.lists(st.binary(max_size=40)), st.integers(2, 60))
def test_however_it_arrives_the_same_is_kept(pieces, limit):
    assert kept(limit, b"".join(pieces)) == kept(limit, *pieces)


def test_lines_end_as_in_the_program_whatever_the_system_makes_of_it(monkeypatch):
    monkeypatch.setattr("os.linesep", "\n")
    assert "a\r\nb\n" == kept(100, b"a\r\nb\n")
    monkeypatch.setattr("os.linesep", "\r\n")
    assert "a\nb\n" == kept(100, b"a\r\nb\r\n")
