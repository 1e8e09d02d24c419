"""What lies in a folder: files in memory and on the disk, as every thread finds them."""

import glob
import sys
from pathlib import Path

import pytest

from tests.support.programs import explored, outputs, timed
from tests.support.systems import needs

LOOKS = {
    "os.listdir": "sorted(os.listdir('place'))",
    "of bytes": "sorted(map(os.fsdecode, os.listdir(b'place')))",
    "os.scandir": "sorted(e.name for e in os.scandir('place') if e.is_file() and not e.is_symlink())",
    "with os.scandir": "entries()",
    "os.walk": "sorted(name for _, _, names in os.walk('place') for name in names)",
    "os.walk upwards": "sorted(name for _, _, names in os.walk('place', topdown=False) for name in names)",
    "glob": "sorted(os.path.basename(path) for path in glob.glob('place/*'))",
    "glob, an absolute path": "sorted(os.path.basename(path) for path in glob.glob(os.path.abspath('place/?')))",
    "iglob": "sorted(os.path.basename(path) for path in glob.iglob('**/[ab]', recursive=True))",
    "iterdir": "sorted(path.name for path in Path('place').iterdir())",
    "Path.glob": "sorted(path.name for path in Path().glob('place/*'))",
    "Path.rglob": "sorted(path.name for path in Path('.').rglob('[ab]'))",
}
PROGRAM = """
import glob, os, threading
from pathlib import Path

def write():
    with open(os.path.join("place", "b"), "w") as file: file.write("x")

def entries():
    with os.scandir("place") as found: return sorted(os.path.basename(os.fspath(entry)) for entry in found)

thread = threading.Thread(target=write)
thread.start()
{before}
print({look})
{after}
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "a").write_text("x", encoding="utf-8")


NEW = {
    "Path.walk": "sorted(name for _, _, names in Path('place').walk() for name in names)",
}
"""Since 3.12."""


@pytest.mark.parametrize("look", [*LOOKS.values(), *(NEW.values() if hasattr(Path, "walk") else ())])
def test_who_lists_a_folder_finds_what_was_written_before(look):
    after = explored(PROGRAM.format(before="thread.join()", look=look, after=""))
    meanwhile = explored(PROGRAM.format(before="", look=look, after="thread.join()"))

    assert {"['a', 'b']\n"} == outputs(after)
    assert {"['a']\n", "['a', 'b']\n"} == outputs(meanwhile)
    assert after.exhaustive
    assert meanwhile.exhaustive
    assert ["a"] == [path.name for path in Path("place").iterdir()]


def test_what_is_removed_is_not_listed_any_more():
    text = "import os, threading\nthread = threading.Thread(target=os.remove, args=('place/a',))\nthread.start()\n"
    found = explored(text + "print(os.listdir('place'))\nthread.join()\n")

    assert {"['a']\n", "[]\n"} == outputs(found)
    assert ["a"] == [path.name for path in Path("place").iterdir()]


def test_two_who_write_files_of_their_own_do_not_meet():
    """A folder's names are parts of their own: as many orders as if nobody listed them."""
    text = """
import os, threading
def write(name): open(f"place/{name}", "w").close()
threads = [threading.Thread(target=write, args=(name,)) for name in "bcd"]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
    assert explored(text).schedules == explored(text + "print(len(os.listdir('place')))\n").schedules


TREE = {
    "*": (),
    "*/*": (),
    "**": (),
    "**/*": (),
    "**/x.txt": (),
    "one/**": (),
    "one/two/x.txt": (),
    "o*/t*/x.txt": (),
    ".*": (),
    "missing/*": (),
    "one/x.txt/*": (),
    "[xy].txt": (),
    "*/": (),
    "**/": (),
    "one/": (),
    "one/**/": (),
    "x.txt/": (),
    "*.txt/": (),
}


def _grown(root: Path) -> None:
    (root / "one" / "two").mkdir(parents=True)
    for name in ("x.txt", "y.txt", ".hidden", "one/x.txt", "one/two/x.txt"):
        (root / name).write_text("", encoding="utf-8")


@pytest.mark.parametrize("pattern", TREE)
def test_a_pattern_means_what_it_means_in_the_library(tmp_path, pattern):
    _grown(tmp_path)
    text = f"""
import glob
from pathlib import Path
for recursive in (True, False):
    print(sorted(glob.glob({pattern!r}, recursive=recursive)))
    print(sorted(glob.glob({pattern!r}, recursive=recursive, include_hidden=True)))
print(sorted(map(str, Path().glob({pattern!r}))))
print(sorted(map(str, Path("one").rglob({pattern!r}))))
"""
    expected = [
        sorted(glob.glob(pattern, recursive=recursive, include_hidden=hidden))  # noqa: PTH207  what is compared
        for recursive in (True, False)
        for hidden in (False, True)
    ]
    expected += [sorted(map(str, Path().glob(pattern))), sorted(map(str, Path("one").rglob(pattern)))]

    assert list(map(str, expected)) == timed(text).stdout.splitlines()


def test_who_lists_what_is_no_folder_is_told_as_by_python():
    text = """
import os
from pathlib import Path
for ask in (os.listdir, os.scandir, lambda path: Path(path).iterdir()):
    for path in ("place/a", "nowhere"):
        try: list(ask(path))
        except OSError as error: print(type(error).__name__)
print(list(os.walk("nowhere")))
os.walk("nowhere", onerror=lambda error: print(error.filename)).__next__()
"""
    shown = timed(text)

    assert ["NotADirectoryError", "FileNotFoundError"] * 3 + ["[]", "nowhere"] == shown.stdout.splitlines()


@pytest.mark.parametrize("look", ["glob.glob('*', root_dir='.')", "[entry.stat() for entry in os.scandir('.')]"])
def test_what_of_a_listing_is_not_modelled_is_named(look):
    """Once something was written, of which the disk does not know."""
    text = f"import glob, os\nfrom pathlib import Path\nPath('place', 'new').write_text('')\n{look}\n"

    assert explored(text.replace("Path('place', 'new').write_text('')", "pass")).controlled
    assert not explored(text).controlled


@pytest.mark.skipif(sys.version_info < (3, 12), reason="new in 3.12")
def test_what_of_a_pattern_is_not_modelled_is_named():
    text = "from pathlib import Path\nPath('new').write_text('')\nlist(Path().glob('*', case_sensitive=True))\n"

    assert not explored(text).controlled


def test_an_empty_pattern_is_refused():
    shown = timed("from pathlib import Path\ntry: Path().glob('')\nexcept ValueError as error: print(error)\n")

    assert "Unacceptable pattern: ''\n" == shown.stdout


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ("list(os.scandir(b'.'))", "os.scandir()"),
        ("list(os.walk(b'.'))", "os.walk()"),
        pytest.param("os.listdir(os.open('.', os.O_RDONLY))", "os.listdir()", marks=needs("os.O_DIRECTORY")),
        ("[entry.inode() for entry in os.scandir('.')]", "DirEntry.inode()"),
    ],
)
def test_what_is_listed_by_other_means_is_beyond_control(asked, what):
    found = explored(f"""
        import os, threading
        def work():
            open("made.txt", "w").close()
            try: {asked}
            except OSError: pass
        thread = threading.Thread(target=work)
        thread.start(); thread.join()
    """)

    assert what in {escape.what for escape in found.escapes}
