"""What a program is given when it is explored by itself."""

from pathlib import Path

import pytest

from grader.cli.given import LONGEST, NOTHING, Given
from grader.errors import UsageError


def test_nothing_needs_no_options():
    assert ("", "") == (NOTHING.options, NOTHING.text())


def test_the_same_can_be_given_once_more():
    assert ' --stdin "my input" -- 3 -v "a b"' == Given(("3", "-v", "a b"), Path("my input")).options


def test_the_input_is_the_text_of_a_file(tmp_path):
    (tmp_path / "in").write_text("Zoë\n2\n", encoding="utf-8")

    assert "Zoë\n2\n" == Given(stdin=tmp_path / "in").text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"\xff\xfe", "is no text in UTF-8"),
        (b"x" * (LONGEST + 1), "is too long for an input"),
    ],
)
def test_what_is_no_input_is_refused(tmp_path, content, said):
    file = tmp_path / "in"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(UsageError, match=said):
        Given(stdin=file).text()


def test_an_input_without_an_end_is_too_long():
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no such file")

    with pytest.raises(UsageError, match="is too long for an input"):
        Given(stdin=Path("/dev/zero")).text()
