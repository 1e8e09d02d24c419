"""Tables of which single cells change and every other byte stays."""

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from grader.lms.export import cells

TEXTS = st.text(alphabet="ab \",;\t\n\r'=é", max_size=5)
TABLES = st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=4)


def written(rows, delimiter, quoting, end):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return out.getvalue()


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]))
def test_nothing_set_is_nothing_changed(text, encoding):
    data = text.encode(encoding, "replace")

    assert data == cells.read(data).filled({})


@given(st.binary(max_size=60))
def test_utf_8_with_a_mark_and_bytes_that_are_none_come_back(body):
    data = b"\xef\xbb\xbf" + body

    assert data == cells.read(data).filled({})


@given(st.binary(max_size=60).filter(lambda data: not data.startswith((b"\xff\xfe", b"\xfe\xff"))))
def test_no_byte_is_lost_whatever_it_is(data):
    assert data == cells.read(data).filled({})


@example([["\r", ""]], ",", csv.QUOTE_MINIMAL, "\n")
@given(
    TABLES,
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_cells_are_read_as_a_csv_library_reads_them(rows, delimiter, quoting, end):
    text = written(rows, delimiter, quoting, end)
    sheet = cells.read(text.encode())
    if sheet.delimiter == delimiter:
        theirs = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        assert [line or [""] for line in theirs] == [[cell.value for cell in row] for row in sheet.rows]


@given(TABLES, st.data())
def test_a_set_cell_says_what_it_was_set_to_and_the_others_what_they_did(rows, data):
    original = written(rows, ",", csv.QUOTE_MINIMAL, "\n").encode()
    sheet = cells.read(original)
    row = data.draw(st.integers(0, len(sheet.rows) - 1))
    column = data.draw(st.integers(0, len(sheet.rows[row]) - 1))
    value = data.draw(st.sampled_from(["7.5", "a,b", 'say "x"', "two\nlines"]))

    changed = sheet.filled({(row, column): value})
    again = list(csv.reader(io.StringIO(changed.decode(), newline=""), delimiter=sheet.delimiter))

    expected = [[cell.value for cell in line] for line in sheet.rows]
    expected[row][column] = value
    assert expected == [line or [""] for line in again]
    cell = sheet.rows[row][column]
    assert changed.startswith(sheet.text[: cell.start].encode())
    assert changed.endswith(sheet.text[cell.end :].encode())
