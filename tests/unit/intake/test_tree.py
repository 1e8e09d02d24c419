"""A class's deliveries as names."""

import os
import stat
import warnings
import zipfile

import pytest

from grader.errors import DeliveryError, UsageError
from grader.intake import bounds
from grader.intake.layouts import PLAIN
from grader.intake.tree import grow, is_litter
from tests.support.classes import on_disk, zipped

FILES = {"ada.py": "1", "ben/my work.py": "22", "cleo": None}


@pytest.fixture(params=["folder", "zip"])
def tree(request, tmp_path):
    return grow(on_disk(tmp_path / "in", FILES) if request.param == "folder" else zipped(tmp_path / "in.zip", FILES))


def test_folder_and_zip_are_the_same_tree(tree):
    assert ["ada.py", "ben/my work.py"] == list(tree.members)
    assert {"ben", "cleo"} == tree.folders
    assert b"22" == tree.read("ben/my work.py", 2)


def test_what_is_longer_than_wanted_is_not_read(tree):
    assert tree.read("ben/my work.py", 1) is None


def test_where_nothing_is(tmp_path):
    with pytest.raises(UsageError, match="nowhere: No such file") as told:
        grow(tmp_path / "nowhere")

    assert "the folder or the zip" in told.value.hint


def test_what_holds_nothing(tmp_path):
    (tmp_path / "grades.txt").write_text("no zip")

    with pytest.raises(UsageError, match="neither a folder nor a whole zip"):
        grow(tmp_path / "grades.txt")


def test_a_folder_may_be_no_part_of_it(tmp_path):
    place = on_disk(tmp_path / "in", {"ada.py": "", "grades/grades.csv": "", "grades too/a.py": ""})
    (tmp_path / "link").symlink_to(place)

    for root in (place, tmp_path / "link"):
        assert ["ada.py", "grades too/a.py"] == list(grow(root, without=place / "grades").members)
    assert 3 == len(grow(place, without=tmp_path / "out").members)
    with pytest.raises(UsageError, match="is where the deliveries lie: what is written there would be taken"):
        grow(place, without=tmp_path / "link")


def test_a_folder_in_which_somebody_handed_in_is_a_part_of_it(tmp_path):
    place = on_disk(tmp_path / "in", {"ada/add_lock.py": "", "ben/add_lock.py": "", "ada/grades.csv": ""})

    with pytest.raises(
        UsageError, match=r"ada lies among the deliveries and holds add_lock.py, which would be left out"
    ):
        grow(place, without=place / "ada")


def test_links_are_named_and_not_followed(tmp_path):
    secret = on_disk(tmp_path / "elsewhere", {"reference.py": "secret"})
    root = on_disk(tmp_path / "in", {"ada.py": "1"})
    (root / "ben.py").symlink_to(secret / "reference.py")
    (root / "cleo").symlink_to(secret)
    tree = grow(root)

    assert ["ada.py", "ben.py", "cleo"] == sorted(tree.members)
    for name in ("ben.py", "cleo"):
        with pytest.raises(DeliveryError, match=f"{name} is a link"):
            tree.read(name, 100)


def test_what_is_no_file_is_named_and_not_opened(tmp_path):
    root = on_disk(tmp_path / "in", {"ada.py": "1"})
    os.mkfifo(root / "ben.py")
    tree = grow(root)

    with pytest.raises(DeliveryError, match=r"ben\.py is no ordinary file"):
        tree.read("ben.py", 100)


def test_a_file_swapped_for_a_link_after_the_look_is_not_followed(tmp_path):
    secret = on_disk(tmp_path / "elsewhere", {"reference.py": "secret"})
    root = on_disk(tmp_path / "in", {"ada.py": "1"})
    tree = grow(root)
    (root / "ada.py").unlink()
    (root / "ada.py").symlink_to(secret / "reference.py")

    with pytest.raises(DeliveryError, match=r"ada\.py cannot be read"):
        tree.read("ada.py", 100)


@pytest.mark.parametrize("name", ["../out.py", "/etc/passwd", "a\\b.py", "c:x.py", "x\x07.py"])
def test_a_strange_name_in_a_zip_costs_itself_alone(tmp_path, name):
    tree = grow(zipped(tmp_path / "in.zip", {name: "1", "ben.py": "2"}))
    (strange,) = set(tree.members) - {"ben.py"}

    with pytest.raises(DeliveryError, match=r"path|name"):
        tree.read(strange, 100)
    assert b"2" == tree.read("ben.py", 100)


def test_a_zip_with_backslashes_between_its_folders_says_what_to_do(tmp_path):
    packed = zipped(tmp_path / "in.zip", {"ada\\a.py": "1", "ben\\b.py": "2", "notes.txt": ""})

    with pytest.raises(UsageError, match=r"in\.zip has backslashes between folders, .*: ada\\a\.py$") as told:
        grow(packed)

    assert "Unpack it, and name the folder." == told.value.hint


@pytest.mark.parametrize(
    ("name", "seen"), [("../../x/out.py", "x/out.py"), ("/a.py", "a.py"), ("a/./b.py", "a/b.py"), ("..", "..")]
)
def test_what_leads_elsewhere_is_somebodys_as_well(tmp_path, name, seen):
    assert [seen] == list(grow(zipped(tmp_path / "in.zip", {name: "1"})).members)


def test_of_two_of_one_name_none_is_taken(tmp_path):
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for text in "123":
            archive.writestr("ben.py" if text == "3" else "ada.py", text)
    tree = grow(tmp_path / "in.zip")

    with pytest.raises(DeliveryError, match=r"^ada\.py is there twice$"):
        tree.read("ada.py", 100)
    assert b"3" == tree.read("ben.py", 100)


def test_a_damaged_member_costs_itself_alone(tmp_path):
    path = zipped(tmp_path / "in.zip", {"ada.py": "x = 1234567890", "ben.py": "2"})
    path.write_bytes(path.read_bytes().replace(b"1234567890", b"0987654321"))
    tree = grow(path)

    with pytest.raises(DeliveryError, match=r"ada\.py cannot be unpacked: Bad CRC"):
        tree.read("ada.py", 100)
    assert b"2" == tree.read("ben.py", 100)


def test_a_zip_that_is_cut_while_it_is_read_costs_what_is_gone_and_says_why(tmp_path):
    path = zipped(tmp_path / "in.zip", {"ada.py": "x = 1", "ben.py": "y = 1234567890"})
    tree = grow(path)
    os.truncate(path, path.read_bytes().index(b"1234567890"))

    assert b"x = 1" == tree.read("ada.py", 100)
    with pytest.raises(DeliveryError, match=r"^ben\.py cannot be unpacked: it ends too early$"):
        tree.read("ben.py", 100)


def test_a_bomb_is_not_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada.py", bytes(50 << 20))

    assert grow(tmp_path / "in.zip").read("ada.py", 1000) is None


def test_tools_folders_are_named_and_not_entered(tmp_path):
    root = on_disk(
        tmp_path / "in", {"ada/.git/HEAD": "x", "ada/a.py": "", "ada/venv/pyvenv.cfg": "", "ada/venv/b.py": ""}
    )
    tree = grow(root)

    assert ["ada/a.py"] == list(tree.members)
    assert {"ada", "ada/.git", "ada/venv"} == tree.folders


def test_of_a_virtual_environment_a_zip_has_no_more_than_a_folder(tmp_path):
    """Whatever it is called; one that lies beside the deliveries is nobody's."""
    files = {".env/pyvenv.cfg": "", ".env/lib/x.py": "", "ada/a.py": "", "ada/my/pyvenv.cfg": "", "ada/my/b.py": ""}
    folder, packed = grow(on_disk(tmp_path / "in", files)), grow(zipped(tmp_path / "in.zip", files))

    assert ["ada/a.py"] == list(folder.members) == list(packed.members)
    assert [["ada"], ["ada"]] == [[one.label for one in PLAIN.find(tree, ())] for tree in (folder, packed)]


def test_a_folder_that_cannot_be_entered_costs_itself_alone(tmp_path, monkeypatch):
    root = on_disk(tmp_path / "in", {"ada/a.py": "1", "ben.py": "2"})
    scan = os.scandir

    def refusing(path):
        if str(path).endswith("ada"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("grader.intake.tree.os.scandir", refusing)
    tree = grow(root)

    with pytest.raises(DeliveryError, match="ada cannot be entered: Permission denied"):
        tree.read("ada", 100)
    assert b"2" == tree.read("ben.py", 100)


def test_special_files_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "ada.py")
    assert stat.S_ISFIFO((tmp_path / "ada.py").stat().st_mode)

    with pytest.raises(DeliveryError, match="is no ordinary file"):
        grow(tmp_path).read("ada.py", 100)


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_too_many_files(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(bounds, "CLASS_MEMBERS", 2)
    files = {f"{number}.py": "" for number in range(3)}

    with pytest.raises(UsageError, match="holds more than 2 files"):
        grow(on_disk(tmp_path / "in", files) if kind == "folder" else zipped(tmp_path / "in.zip", files))


@pytest.mark.parametrize(
    ("name", "litter"),
    [(".DS_Store", True), ("a/__MACOSX/b.py", True), ("a/.git/x", True), ("README.md", True), ("a/b.py", False)],
)
def test_litter(name, litter):
    assert litter == is_litter(name)


def test_a_folder_too_deep_is_named_and_says_so(tmp_path):
    deep = "/".join("d" * (bounds.CLASS_DEPTH + 3))
    tree = grow(on_disk(tmp_path / "class", {f"ada/{deep}/a.py": "a = 1\n", "ada/a.py": "a = 1\n"}))

    (odd,) = [name for name, member in tree.members.items() if member.odd]
    assert odd.startswith("ada/d/d")
    assert "too deep" in tree.members[odd].odd
    assert b"a = 1\n" == tree.read("ada/a.py", 100)


def test_umlauts_that_a_mac_packed_are_read(tmp_path):
    place = zipped(tmp_path / "in.zip", {"JXXrgen_11/add_lock.py": "1"})
    place.write_bytes(place.read_bytes().replace(b"XX", "ü".encode()))
    tree = grow(place)

    assert ["Jürgen_11/add_lock.py"] == list(tree.members)
    assert (b"1", {"Jürgen_11"}) == (tree.read("Jürgen_11/add_lock.py", 10), tree.folders)
