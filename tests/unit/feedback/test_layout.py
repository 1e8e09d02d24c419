"""Lines fit the screen."""

from hypothesis import given
from hypothesis import strategies as st

from grader.feedback.clean import cells
from grader.feedback.ink import Span, Style, length, line, written
from grader.feedback.layout import block, cut_inside, folded, paragraph, shortened, with_right, wrapped

TEXTS = st.text(st.sampled_from("ab cé日 "), max_size=120)


def test_words_are_broken_at_spaces():
    assert ["read and write", "the value"] == wrapped("read and write the value", 16)


def test_a_longer_word_is_cut():
    assert ["x" * 16, "xxxx"] == wrapped("x" * 20, 16)


def test_an_indent_stays():
    assert ["    read and write", "    the value"] == wrapped("    read and write the value", 20)


@given(TEXTS, st.integers(16, 60))
def test_no_line_is_wider_and_no_word_is_lost(text, width):
    lines = wrapped(text, width)

    assert all(cells(piece) <= max(width, 16 + width // 2) for piece in lines)
    assert text.replace(" ", "") == "".join(lines).replace(" ", "")


def test_a_quotation_is_broken_between_words():
    assert ["    that is ", "wider than it ", "may be"] == folded("    that is wider than it may be", 16)
    assert ["    " + "x" * 12, "xxx y"] == folded("    " + "x" * 15 + " y", 16)


@given(TEXTS, st.integers(16, 60))
def test_nothing_of_a_quotation_is_lost_or_wider(text, width):
    pieces = folded(text, width)

    assert all(cells(piece) <= width for piece in pieces)
    assert text == "".join(pieces) or not text.strip()


@given(TEXTS, st.integers(4, 40))
def test_what_is_shortened_fits(text, width):
    assert cells(shortened(text, width, Style())) <= width


@given(TEXTS, st.integers(4, 40))
def test_what_is_cut_inside_fits_and_ends_as_it_did(text, width):
    shown = cut_inside(text, width, Style())

    assert cells(shown) <= width
    assert shown == text or text.endswith(shown.partition("…")[2])


def test_of_a_path_the_end_is_kept():
    assert "one  /…ons/left/a.py" == cut_inside("one  /work/solutions/left/a.py", 20, Style())


def test_points_stand_at_the_right_margin():
    joined = with_right(line("title"), line("2 / 5"), 30)

    assert 30 == length(joined)


def test_a_label_hangs():
    lines = paragraph("read and write the value", Style(width=26), label="Hint: ")

    assert "   Hint: read and write\n         the value\n" == written(lines, Style())


def test_the_middle_of_a_long_quote_goes():
    quote = written(block("\n".join("abcdefgh"), Style(), indent=1, most=5), Style())

    assert " | a\n | b\n | (4 more lines)\n | g\n | h\n" == quote


def test_colour_is_written_only_where_it_is_wanted():
    lines = [line(Span("no", "bad"), " more")]

    assert "no more\n" == written(lines, Style())
    assert "\x1b[31mno\x1b[0m more\n" == written(lines, Style(colour=True))


def test_whatever_is_written_is_cleaned():
    assert "\\x1b[2J\n" == written([line("\x1b[2J")], Style())
