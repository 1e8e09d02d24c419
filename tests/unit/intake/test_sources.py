"""What is read from the disk: one file, a zip, a folder; no links, no surprises, bounded."""

import os
import socket
import zipfile
from pathlib import Path

import pytest

from grader.errors import DeliveryError, UsageError
from grader.intake import bounds, sources
from grader.intake.sources import Delivery, collect


def a_tree(folder: Path, **files: bytes) -> Path:
    """Write files given as `lib__b_py=b"…"`: two underscores are a slash, one before the ending is a dot."""
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_py", ".py").replace("_ipynb", ".ipynb")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_one_file_comes_alone(tmp_path):
    a_tree(tmp_path, a_py=b"1", b_py=b"2")

    bundle = collect(Delivery(tmp_path / "a.py"))

    assert {"a.py": b"1"} == bundle.files
    assert "a.py" == bundle.entry


def test_its_neighbours_come_along_when_asked(tmp_path):
    a_tree(tmp_path, a_py=b"1", lib__b_py=b"2", data=b"3")

    bundle = collect(Delivery(tmp_path / "a.py", neighbours=True))

    assert {"a.py": b"1", "lib/b.py": b"2", "data": b"3"} == bundle.files
    assert "a.py" == bundle.entry


def test_what_it_imports_comes_along_when_asked(tmp_path):
    a_tree(
        tmp_path,
        a_py=b"import os, b\nfrom lib.c import x\nimport a",
        b_py=b"if True:\n    import d as e",
        d_py=b"",
        lib__c_py=b"from f import *",
        lib__data=b"",
        f_py=b"import b",
        g_py=b"",
    )
    (tmp_path / "lib" / "__init__.py").touch()

    bundle = collect(Delivery(tmp_path / "a.py", imported=True))

    assert {"a.py", "b.py", "d.py", "f.py", "lib/__init__.py", "lib/c.py"} == set(bundle.files)
    assert "a.py" == bundle.entry


def test_no_link_is_imported(tmp_path):
    a_tree(tmp_path, a_py=b"import b, c", elsewhere__x_py=b"")
    (tmp_path / "b.py").symlink_to(tmp_path / "elsewhere" / "x.py")
    (tmp_path / "c").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "d").symlink_to(tmp_path)

    assert {"a.py"} == set(collect(Delivery(tmp_path / "a.py", imported=True)).files)


def test_what_it_names_in_quotes_comes_along_when_asked(tmp_path):
    a_tree(
        tmp_path,
        a_py=b"import b\nopen('./data.txt'), Path(\"texts/a b.csv\"), open('/etc/passwd'), open('../x'), 'texts', 'a.py', 'no', '\\0'",
        b_py=b"open('more.txt'), Path('data') / 'deep' / 'c.txt', 'texts/' + 'd.txt'",
        texts__x=b"",
        data__deep__x=b"",
    )
    for name in ("data.txt", "more.txt", "other.txt", "texts/a b.csv", "texts/d.txt", "data/deep/c.txt"):
        (tmp_path / name).write_bytes(b"1")
    (tmp_path.parent / "x").write_bytes(b"")

    bundle = collect(Delivery(tmp_path / "a.py", imported=True))

    assert {
        *("a.py", "b.py", "data.txt", "more.txt", "texts/a b.csv", "texts/d.txt", "data/deep/c.txt"),
    } == set(bundle.files)
    assert () == bundle.notices


def test_no_link_that_it_names_comes_along(tmp_path):
    a_tree(tmp_path, a_py=b"'b.txt', 'c/x', 'c', 'd', 'x'", elsewhere__x=b"")
    (tmp_path / "b.txt").symlink_to(tmp_path / "elsewhere" / "x")
    (tmp_path / "c").symlink_to(tmp_path / "elsewhere")

    assert {"a.py"} == set(collect(Delivery(tmp_path / "a.py", imported=True)).files)


def test_what_no_name_can_be_is_looked_for_in_vain(tmp_path):
    a_tree(tmp_path, a_py=b"'" + b"\xff" * 150 + b"', 'b.txt'")
    (tmp_path / "b.txt").write_bytes(b"")

    assert {"a.py", "b.txt"} == set(collect(Delivery(tmp_path / "a.py", imported=True)).files)


def test_what_is_imported_is_bounded(tmp_path, monkeypatch):
    a_tree(tmp_path, a_py=b"import b, lib", b_py=b"-" * 11, lib__c_py=b"-" * 11)
    monkeypatch.setattr(bounds, "NEIGHBOUR_BYTES", 10)

    bundle = collect(Delivery(tmp_path / "a.py", imported=True))

    assert {"a.py"} == set(bundle.files)
    assert ["b.py was left out: it is too large", "c.py was left out: it is too large"] == sorted(bundle.notices)


def test_furniture_stays_outside_without_a_word(tmp_path):
    a_tree(tmp_path, a_py=b"1", examples__test_py=b"", venv__x_py=b"")
    a_tree(tmp_path / "__pycache__", x_py=b"")
    for name in (".hidden.py", "README.md", "exercise.toml", "x.pyc", "venv/pyvenv.cfg"):
        (tmp_path / name).write_bytes(b"")

    bundle = collect(Delivery(tmp_path, neighbours=True))

    assert {"a.py": b"1"} == bundle.files
    assert () == bundle.notices


def test_names_may_have_spaces_and_any_letters(tmp_path):
    (tmp_path / "mein Übungsblatt 答え.py").write_bytes(b"1")

    assert {"mein Übungsblatt 答え.py": b"1"} == collect(Delivery(tmp_path)).files


def test_a_name_that_cannot_be_written_down_stays_outside(tmp_path):
    path = os.fsencode(tmp_path) + b"/b\xff.py"
    try:
        Path(os.fsdecode(path)).write_bytes(b"")
    except OSError:
        pytest.skip("this file system only knows Unicode names")
    a_tree(tmp_path, a_py=b"1")

    bundle = collect(Delivery(tmp_path))

    assert {"a.py": b"1"} == bundle.files
    assert ("b\ufffd.py was left out: its name cannot be written down",) == bundle.notices


def test_no_link_is_followed(tmp_path):
    secret = a_tree(tmp_path / "solutions", add_lock_py=b"secret")
    work = a_tree(tmp_path / "work", a_py=b"1")
    (work / "add_lock.py").symlink_to(secret / "add_lock.py")
    (work / "lib").symlink_to(secret)

    bundle = collect(Delivery(work, neighbours=True))

    assert {"a.py": b"1"} == bundle.files
    assert ("add_lock.py was left out: it is a link", "lib was left out: it is a link") == bundle.notices


def test_a_delivery_that_is_a_link_is_refused(tmp_path):
    (tmp_path / "a.py").symlink_to(tmp_path / "b.py")

    with pytest.raises(DeliveryError) as refused:
        collect(Delivery(tmp_path / "a.py"))

    assert "a.py is a link" == refused.value.message
    assert "Name the file that it points to." == refused.value.hint


def test_a_pipe_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.py")
    a_tree(tmp_path, a_py=b"1")

    with pytest.raises(DeliveryError, match=r"^pipe.py is neither a file nor a folder$"):
        collect(Delivery(tmp_path / "pipe.py"))
    assert ("pipe.py was left out: it is no ordinary file",) == collect(Delivery(tmp_path)).notices


def test_a_socket_is_no_ordinary_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.py")

        assert ("s.py was left out: it is no ordinary file",) == collect(Delivery(tmp_path)).notices


def test_a_file_that_changed_into_something_else_is_not_read(tmp_path):
    with pytest.raises(OSError, match="it is no ordinary file"):
        sources.read_regular(tmp_path, 10)


def test_a_missing_file_is_a_mistake_of_who_typed_it(tmp_path):
    a_tree(tmp_path, add_lock_py=b"")

    with pytest.raises(UsageError) as refused:
        collect(Delivery(tmp_path / "addlock.py"))

    assert refused.value.message.endswith("addlock.py: there is no such file or folder")
    assert "Did you mean add_lock.py?" == refused.value.hint


@pytest.mark.parametrize("name", ["no/such/folder.py", "a.py/x"])
def test_a_path_through_nothing_offers_nothing(tmp_path, name):
    a_tree(tmp_path, a_py=b"")

    with pytest.raises(UsageError) as refused:
        collect(Delivery(tmp_path / name))

    assert None is refused.value.hint


def test_a_path_that_no_system_takes_is_a_mistake_too():
    with pytest.raises(UsageError, match="cannot be looked at"):
        collect(Delivery(Path("a\0b.py")))


def test_a_file_that_may_not_be_read_says_so(tmp_path, monkeypatch):
    a_tree(tmp_path, a_py=b"", b_py=b"", c_zip=b"")
    (tmp_path / "c.zip").write_bytes(b"")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(sources, "read_regular", refuse)

    with pytest.raises(DeliveryError, match=r"^a.py cannot be read: Permission denied$"):
        collect(Delivery(tmp_path / "a.py"))
    with pytest.raises(DeliveryError, match=r"^c.zip cannot be read: Permission denied$"):
        collect(Delivery(tmp_path / "c.zip"))
    assert "a.py was left out: Permission denied" in collect(Delivery(tmp_path)).notices


def test_a_folder_that_may_not_be_read_says_so(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(sources.os, "scandir", refuse)

    with pytest.raises(DeliveryError, match="cannot be read: Permission denied"):
        collect(Delivery(tmp_path))


@pytest.mark.parametrize(
    ("name", "bound"), [("a.py", "SOURCE_BYTES"), ("a.ipynb", "NOTEBOOK_BYTES"), ("a.zip", "ZIP_BYTES")]
)
def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path, monkeypatch, name, bound):
    monkeypatch.setattr(bounds, bound, 1024)
    (tmp_path / name).write_bytes(bytes(1025))

    with pytest.raises(DeliveryError, match=f"^{name} is larger than 1.0 KB"):
        collect(Delivery(tmp_path / name))


def test_neighbours_are_bounded_in_size_number_and_depth(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "NEIGHBOUR_BYTES", 100)
    monkeypatch.setattr(bounds, "NEIGHBOURS_BYTES", 150)
    monkeypatch.setattr(bounds, "NEIGHBOURS", 4)
    monkeypatch.setattr(bounds, "FOLDER_DEPTH", 2)
    a_tree(tmp_path, a_py=b"", b_py=bytes(90), c_py=bytes(101), d_py=bytes(90), e=b"", f=b"", g=b"", x__y__z_py=b"")

    bundle = collect(Delivery(tmp_path, neighbours=True))

    assert ["a.py", "b.py", "e", "f"] == sorted(bundle.files)
    assert (
        "x/y was left out: it lies too deep",
        "c.py was left out: it is too large",
        "d.py was left out: the files are larger than 150 bytes together",
        "g was left out: there are more than 4 files",
    ) == bundle.notices


def test_a_folder_with_too_many_files_is_no_delivery(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "FOLDER_ENTRIES", 3)
    a_tree(tmp_path, a=b"", b=b"", c=b"", d=b"")

    with pytest.raises(DeliveryError, match="holds more than 3 files") as refused:
        collect(Delivery(tmp_path))

    assert "Name the file to be graded." == refused.value.hint


def test_the_entry_is_read_even_where_its_neighbours_are_too_many(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "NEIGHBOURS", 1)
    a_tree(tmp_path, a_py=b"1", b_py=b"2")

    bundle = collect(Delivery(tmp_path / "b.py", neighbours=True))

    assert {"b.py": b"2", "a.py": b"1"} == bundle.files
    assert () == bundle.notices


def test_a_folder_is_called_by_its_name_however_it_was_typed(tmp_path, monkeypatch):
    (tmp_path / "work" / "lib").mkdir(parents=True)

    monkeypatch.chdir(tmp_path / "work")
    assert "work" == collect(Delivery(Path())).label

    monkeypatch.chdir(tmp_path / "work" / "lib")
    assert "work" == collect(Delivery(Path(".."))).label


def test_a_zip_is_its_content(tmp_path):
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        tools = "work/__pycache__/a.pyc", "__MACOSX/work/._a.py", "work/README.md", "work/e/pyvenv.cfg", "work/e/b.py"
        for name in ("work/a.py", "work/data.txt", *tools):
            archive.writestr(name, b"1")

    assert {"a.py": b"1", "data.txt": b"1"} == collect(Delivery(tmp_path / "work.zip")).files


def test_a_zip_is_bounded_like_a_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "NEIGHBOURS", 1)
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        archive.writestr("a.txt", b"1")
        archive.writestr("b.py", b"1")

    assert {"b.py": b"1"} == collect(Delivery(tmp_path / "work.zip")).files
