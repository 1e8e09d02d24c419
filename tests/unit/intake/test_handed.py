"""The files of one delivery."""

import io
import zipfile

import pytest

from grader.errors import DeliveryError
from grader.intake import bounds, sources, still
from grader.intake import tree as tree_module
from grader.intake.handed import Handed, bundle_of
from grader.intake.tree import grow
from grader.intake.wrapping import within
from tests.support.classes import on_disk


def bundle(tmp_path, files, **more):
    """The bundle of an author who handed in all of these."""
    tree = grow(on_disk(tmp_path / "in", files))
    return bundle_of(Handed(label="ada", authors=("ada",), files={name: name for name in tree.members}, **more), tree)


def a_zip(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_a_single_file_lies_at_the_top(tmp_path):
    assert {"a.py": b"1"} == bundle(tmp_path, {"deep/down/a.py": "1"}).files


def test_a_zip_is_what_lies_in_it_without_its_wrapping(tmp_path):
    found = bundle(tmp_path, {"ada.zip": a_zip({"hw/a.py": "1", "hw/.DS_Store": "x", "hw/data/b.txt": "2"})})

    assert {"a.py": b"1", "data/b.txt": b"2"} == found.files


def test_a_zip_beside_other_files_is_one_of_them(tmp_path):
    assert ["a.py", "data.zip"] == sorted(bundle(tmp_path, {"a.py": "1", "data.zip": a_zip({"x": "y"})}).files)


def test_litter_is_left_out_unless_it_is_all_there_is(tmp_path):
    assert ["a.py"] == list(bundle(tmp_path, {"a.py": "1", "README.md": "x"}).files)
    assert ["README.md"] == list(bundle(tmp_path / "other", {"README.md": "x"}).files)


def test_a_virtual_environment_in_a_zip_is_no_part_of_it(tmp_path):
    packed = a_zip({"env/pyvenv.cfg": "", "env/lib/b.py": "2", "a.py": "1", "pyvenv.cfg": ""})

    assert {"a.py", "pyvenv.cfg"} == set(bundle(tmp_path, {"ada.zip": packed}).files)


def test_a_damaged_zip_is_named(tmp_path):
    with pytest.raises(DeliveryError, match=r"ada\.zip is not a readable zip"):
        bundle(tmp_path, {"ada.zip": "no zip"})


def test_a_strange_delivery_says_why(tmp_path):
    with pytest.raises(DeliveryError, match="ada is empty"):
        bundle(tmp_path, {}, strange="ada is empty")


def test_a_file_that_is_too_large_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "NOTEBOOK_BYTES", 10)

    with pytest.raises(DeliveryError, match=r"a\.py is larger than 10 bytes"):
        bundle(tmp_path, {"a.py": "x" * 11})


def test_of_many_files_what_cannot_be_had_is_remarked_on(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "NEIGHBOUR_BYTES", 10)
    root = on_disk(tmp_path / "in", {"a.py": "1", "big.txt": "x" * 11})
    (root / "link.py").symlink_to(root / "a.py")
    tree = grow(root)
    found = bundle_of(Handed(label="ada", authors=("ada",), files={name: name for name in tree.members}), tree)

    assert ["a.py"] == list(found.files)
    assert ("link.py is a link, and was left out", "big.txt was left out: it is too large") == found.notices


def writes_in_between(monkeypatch, write):
    """Somebody hands in again once the first file has been read."""
    first = sources.read_regular

    def read(path, limit):
        data = first(path, limit)
        monkeypatch.setattr(sources, "read_regular", first)
        write(path.parent)
        return data

    monkeypatch.setattr(sources, "read_regular", read)


@pytest.mark.parametrize("above", ["", "wrapping/"])
@pytest.mark.parametrize(
    "write",
    [
        lambda folder: (folder / "b.py").write_text("newer"),
        lambda folder: (folder / "a.py").write_text("newer"),
        lambda folder: (folder / "c.py").write_text("3"),
        lambda folder: (folder / "b.py").unlink(),
        lambda folder: (folder / "b.py").rename(folder / "c.py"),
    ],
    ids=["one that is read later", "the one just read", "one more", "one less", "another name"],
)
def test_what_changes_while_it_is_read_is_no_submission(tmp_path, monkeypatch, write, above):
    tree = grow(on_disk(tmp_path / "in", {f"{above}ada/a.py": "1", f"{above}ada/b.py": "2"}))
    tree = within(tree) if above else tree
    handed = Handed(label="ada", authors=("ada",), files={"a.py": "ada/a.py", "b.py": "ada/b.py"})
    writes_in_between(monkeypatch, write)

    with pytest.raises(DeliveryError, match="ada changed while it was read"):
        bundle_of(handed, tree)


def test_what_changes_beside_it_does_not_matter(tmp_path, monkeypatch):
    """Another delivery, and what tools leave."""
    tree = grow(on_disk(tmp_path / "in", {"ada/a.py": "1", "ada/b.py": "2", "bob/a.py": "3"}))
    handed = Handed(label="ada", authors=("ada",), files={"a.py": "ada/a.py", "b.py": "ada/b.py"})

    def write(folder):
        (folder / ".DS_Store").write_text("x")
        (folder.parent / "bob/a.py").write_text("newer")
        (folder.parent / "cyd").mkdir()

    writes_in_between(monkeypatch, write)

    assert {"a.py": b"1", "b.py": b"2"} == bundle_of(handed, tree).files


def test_a_file_that_goes_while_names_are_gathered_costs_itself_alone(tmp_path, monkeypatch):
    place = on_disk(tmp_path / "in", {"a.py": "1", "b.py": "2"})
    monkeypatch.setattr(tree_module, "look", lambda path: () if str(path).endswith("b.py") else still.look(path))

    found = grow(place).members

    assert ["", "is not there any more"] == [found["a.py"].odd, found["b.py"].odd]


def test_what_others_hand_in_beside_it_is_no_change_of_it(tmp_path, monkeypatch):
    tree = grow(on_disk(tmp_path / "in", {"lab/ada.py": "1", "lab/bob.py": "2"}))
    writes_in_between(monkeypatch, lambda _: (tmp_path / "in/lab/cyd.py").write_text("3"))

    assert {"ada.py": b"1"} == bundle_of(
        Handed(label="ada", authors=("ada",), files={"ada.py": "lab/ada.py"}), tree
    ).files
