"""Folders that are removed: in memory as on the disk, raced for, and there again for the next order."""

from pathlib import Path

import pytest

from grader.interleave.program import Program
from grader.interleave.timed import run_timed
from tests.support.programs import explored, in_life, outputs

IMPORTS = "import os, shutil, tempfile, threading\nfrom pathlib import Path\n"
GONE = IMPORTS + "print(os.path.exists('place'), os.path.isfile('place/a'), os.listdir('.'))"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder that was there before."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "place" / "inner").mkdir(parents=True)
    (tmp_path / "place" / "a").write_text("x", encoding="utf-8")
    yield
    assert ["a", "inner"] == sorted(path.name for path in Path("place").iterdir())
    assert "x" == Path("place/a").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "removes",
    [
        "shutil.rmtree('place')",
        "shutil.rmtree(Path('place'), ignore_errors=True)",
        "os.rmdir('place/inner'); os.remove('place/a'); os.rmdir('place')",
        "Path('place/inner').rmdir(); Path('place/a').unlink(); Path('place').rmdir()",
    ],
)
def test_what_was_on_the_disk_is_gone_and_can_be_made_again(removes):
    found = explored(
        f"{IMPORTS}{removes}\n{GONE}\nos.mkdir('place')\nopen('place/b', 'w').close()\nprint(os.listdir('place'))"
    )

    assert {"False False []\n['b']\n"} == outputs(found)
    assert found.exhaustive


RACE = """
def work():
    try: {one}
    except OSError as error: print(type(error).__name__)
thread = threading.Thread(target=work)
thread.start()
try: {other}
except OSError as error: print(type(error).__name__)
thread.join()
print(os.path.isdir('place/inner'), os.path.isdir('place'))
"""


@pytest.mark.parametrize(
    ("one", "other", "printed"),
    [
        ("os.rmdir('place/inner')", "os.rmdir('place/inner')", {"FileNotFoundError\nFalse True\n"}),
        (
            "os.rmdir('place/inner')",
            "open('place/inner/b', 'w').close()",
            {"FileNotFoundError\nFalse True\n", "OSError\nTrue True\n"},
        ),
        (
            "os.rmdir('place/inner')",
            "print(os.path.isdir('place/inner'))",
            {"True\nFalse True\n", "False\nFalse True\n"},
        ),
        (
            "shutil.rmtree('place')",
            "open('place/inner/b', 'w').close()",
            {"False False\n", "FileNotFoundError\nFalse False\n", "OSError\nTrue True\n"},
        ),
    ],
)
def test_who_removes_a_folder_races_with_who_uses_it(one, other, printed):
    found = explored(IMPORTS + RACE.format(one=one, other=other))

    assert printed == outputs(found)
    assert found.exhaustive


@pytest.mark.parametrize(
    "act",
    [
        "os.rmdir('place')",
        "os.rmdir('place/a')",
        "os.rmdir('nowhere')",
        "shutil.rmtree('nowhere')",
        "shutil.rmtree('place/a')",
        "os.remove('place/inner')",
        "os.replace('place/a', 'place/inner')",
        "Path('place/inner').unlink(missing_ok=True)",
    ],
)
def test_what_life_refuses_is_refused(act):
    text = f"{IMPORTS}try: {act}\nexcept OSError as error: print(type(error).__name__, error.errno)"

    assert {in_life(text)} == outputs(explored(text))


def test_what_is_forgiven_does_not_keep_the_rest_from_going():
    text = f"{IMPORTS}shutil.rmtree('nowhere', ignore_errors=True)\nshutil.rmtree('nowhere', True)\nprint('on')"

    assert {"on\n"} == outputs(explored(text))


def test_who_asks_the_disk_itself_finds_it_gone_and_the_next_order_finds_it_again():
    found = explored(
        IMPORTS + "shutil.rmtree('place')\ntry: os.stat('place')\nexcept FileNotFoundError: print('gone')\n"
        "print(os.listdir('.'))"
    )

    assert {"gone\n[]\n"} == outputs(found)
    assert found.escapes


def test_errors_that_the_program_deals_with_itself_are_beyond():
    found = explored(IMPORTS + "shutil.rmtree('nowhere', onerror=lambda *_: print('told'))")

    assert {"told\n"} == outputs(found)
    assert ["shutil.rmtree()"] == [escape.what for escape in found.escapes]


def test_a_single_run_leaves_it_removed(tmp_path):
    folder = tmp_path / "run"
    (folder / "old" / "deep").mkdir(parents=True)
    ending = run_timed(
        Program(folder=str(folder), entry="p.py", sources={"p.py": "import shutil\nshutil.rmtree('run/old')"})
    )

    assert ("finished", ()) == (ending.kind, ending.escapes)
    assert (folder / "old").exists() is False


DATABASE = """
import sqlite3
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "a.db")
    db = sqlite3.connect(path)
    db.execute("create table t (n int)")
    db.close()
    print(os.path.isfile(path), os.listdir(folder))
print(os.path.exists(path), os.path.isdir(folder))
"""


def test_a_database_has_its_place_in_a_temporary_folder():
    """To `sqlite3` a folder in memory was none, so that it could not open the file."""
    assert {"True ['a.db']\nFalse False\n"} == outputs(explored(IMPORTS + DATABASE))
