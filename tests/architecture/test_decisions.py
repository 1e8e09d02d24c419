"""Every decision stands once in the index by topic, under its own title, and what a later one changes says so."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs/design/decisions"
LISTED = re.findall(
    r"^- \[(\d{4})\]\((\S+)\) (.*?)(?: · but see (.*))?$", (FOLDER / "README.md").read_text("utf-8"), re.M
)
NOTES = {path.name: path.read_text("utf-8") for path in FOLDER.glob("[0-9]*.md")}


def test_the_index_lists_each_note_once():
    assert sorted(NOTES) == sorted(file for _, file, _, _ in LISTED)


@pytest.mark.parametrize(("number", "file", "title", "later"), LISTED)
def test_a_note_is_listed_under_its_title(number, file, title, later):
    assert file.startswith(number)
    assert title == re.sub(r"^# (\d{4}\W*)?", "", NOTES[file].partition("\n")[0])
    assert all(name in NOTES and name[:4] in NOTES[file] for name in re.findall(r"\((\S+)\)", later))
