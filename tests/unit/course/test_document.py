"""One TOML file, with its mistakes."""

import sys
from datetime import UTC, datetime

import pytest

from grader.course.document import Document, near


def a_document(tmp_path, text):
    path = tmp_path / "x.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Document(path)


def told(document):
    return [(mistake.line, mistake.message, mistake.hint) for mistake in document.mistakes]


def test_values_are_read_by_type(tmp_path):
    document = a_document(
        tmp_path,
        'a = "x"\nb = 2\nc = 1.5\nd = ["p", "q"]\n[e]\nf = 2026-01-02T03:04:05Z\n[g]\nh = 2026-01-02T03:04:05\n',
    )
    top = document.top

    assert "x" == top.text("a")
    assert 2 == top.whole("b", 0, 0, 9)
    assert 1.5 == top.number("c", 0, 0, 9)
    assert 7 == top.number("missing", 7, 0, 9)
    assert (("p", ("d", 0)), ("q", ("d", 1))) == top.texts("d")
    assert {"f": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)} == top.table("e").moments()
    assert {"h": datetime(2026, 1, 2, 3, 4, 5)} == top.table("g").moments()
    assert None is top.optional_text("missing")
    assert [] == document.mistakes
    assert document.is_read


A_TIME = "write one like 2026-11-05T18:00:00, without quotes"


@pytest.mark.parametrize(
    ("text", "ask", "mistake"),
    [
        ("\na = 1", lambda t: t.text("a"), (2, "`a` must be text, not a number", None)),
        ("\na = ' '", lambda t: t.text("a"), (2, "`a` is empty", None)),
        ("a = true", lambda t: t.number("a", 1, 0, 9), (1, "`a` must be a number, not true or false", None)),
        ("a = 1.5", lambda t: t.whole("a", 1, 0, 9), (1, "`a` must be a whole number, not 1.5", None)),
        ("a = 10", lambda t: t.whole("a", 1, 0, 9), (1, "`a` must lie between 0 and 9, not be 10", None)),
        ("a = nan", lambda t: t.number("a", 1, 0, 9), (1, "`a` must lie between 0 and 9, not be nan", None)),
        ("a = inf", lambda t: t.number("a", 1, 0, 9), (1, "`a` must lie between 0 and 9, not be inf", None)),
        ("a = 'x'", lambda t: t.texts("a"), (1, "`a` must be a list, not text", None)),
        ("a = ['x',\n1]", lambda t: t.texts("a"), (2, "`a` must hold texts, not a number", None)),
        ("a = []", lambda t: t.table("a"), (1, "`a` must be a table, not a list", None)),
        (
            "[a]\nb = 2026-01-01",
            lambda t: t.table("a").moments(),
            (2, "`b` must be a date with a time, not a date alone", A_TIME),
        ),
        (
            "[a]\nb = 10:00:00",
            lambda t: t.table("a").moments(),
            (2, "`b` must be a date with a time, not a time alone", A_TIME),
        ),
        ("a = 2026-01-01T10:00:00", lambda t: t.text("a"), (1, "`a` must be text, not a date with a time", None)),
    ],
)
def test_a_wrong_value_is_told_with_its_line(tmp_path, text, ask, mistake):
    document = a_document(tmp_path, text)

    ask(document.top)

    assert [mistake] == told(document)


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("", [(None, "`entry` is missing", 'add entry = "…"')]),
        ("zzz = 1", [(1, "`zzz` is not known here", None), (None, "`entry` is missing", 'add entry = "…"')]),
        ("entri = 'x'", [(1, "`entri` is not known here", "did you mean `entry`?")]),
    ],
)
def test_what_is_missing_is_told_at_the_end_unless_it_is_there_misspelt(tmp_path, text, mistakes):
    document = a_document(tmp_path, text)

    assert document.top.text("entry") is None
    document.top.close()

    assert mistakes == told(document)


def test_a_key_that_nobody_asked_for_is_told_with_the_one_that_was_meant(tmp_path):
    document = a_document(tmp_path, "title = 'x'\ntilte = 'y'\nzzz = 1\n[limits]\ntime = 1")

    document.top.text("title")
    limits = document.top.table("limits")
    limits.number("time_s", 1, 0, 9)
    limits.close()
    document.top.close()

    assert [
        (5, "`time` is not known here", "did you mean `time_s`?"),
        (2, "`tilte` is not known here", "did you mean `title`?"),
        (3, "`zzz` is not known here", None),
    ] == told(document)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a = 1\nb = = 2\n", 2, "is not TOML: Invalid value"),
        ("a = 1\na = 2\n", 2, "is not TOML: Cannot overwrite a value"),
        ("a = 1\n\nb = [1,\n", 3, "is not TOML: "),
        (b"a = 1\nb = '\xff'\n", 2, "is not UTF-8"),
    ],
)
def test_a_file_that_is_not_toml_is_told_with_its_line(tmp_path, text, line, message):
    document = a_document(tmp_path, text)

    (mistake,) = document.mistakes
    assert line == mistake.line
    assert mistake.message.startswith(message)
    assert not document.is_read


@pytest.mark.parametrize("value", ['"2026-11-05T18:00:00"', "2026-11-05", "5"])
def test_what_is_no_date_with_a_time_is_told_with_one(tmp_path, value):
    document = a_document(tmp_path, f"[due]\nadd-lock = {value}\n")
    document.top.table("due").moments()

    assert [A_TIME] == [mistake.hint for mistake in document.mistakes]


@pytest.mark.parametrize("value", ["05.11.2026", "5/11/2026"])
def test_a_date_as_it_is_written_elsewhere_is_told_how_it_is_written_here(tmp_path, value):
    document = a_document(tmp_path, f"[due]\nadd-lock = {value}\n")

    assert ["write a date like 2026-11-05T18:00:00"] == [mistake.hint for mistake in document.mistakes]


def test_a_time_without_seconds_is_told_as_that(tmp_path):
    document = a_document(tmp_path, "[due]\nadd-lock = 2026-11-05T18:00\n")

    told = [(mistake.line, mistake.hint) for mistake in document.mistakes]
    wrong = sys.version_info < (3, 15)  # from there on TOML 1.1 is read, in which it may have none
    assert [(2, "a time has seconds: 2026-11-05T18:00:00")] * wrong == told
    assert a_document(tmp_path, "a = 2026-11-05T18:00:00\nb = 2026-11-05\n").is_read


def test_a_mark_and_windows_line_ends_are_no_mistake(tmp_path):
    document = a_document(tmp_path, b"\xef\xbb\xbf# x\r\na = 'x'\r\nb = 1\r\n")

    assert "x" == document.top.text("a")
    document.top.close()
    assert [(3, "`b` is not known here", None)] == told(document)


def test_a_file_that_is_not_there_cannot_be_read(tmp_path):
    document = Document(tmp_path / "x.toml")

    assert [(None, "cannot be read: No such file or directory", None)] == told(document)
    assert "x" not in document.top


def test_nothing_near_is_nothing_offered():
    assert None is near("zzz", ["title"])
