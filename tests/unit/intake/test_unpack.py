"""Zips: files come out by value, and nothing strange comes in."""

import contextlib
import io
import stat
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import DeliveryError
from grader.intake import bounds
from grader.intake import unpack as unpacking
from grader.intake.unpack import name_of, objection, unpack


def a_zip(*members, compression=zipfile.ZIP_DEFLATED):
    """Zip (name or ZipInfo, content) pairs."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for member, content in members:
            archive.writestr(member, content)
    return data.getvalue()


def a_member(name, mode=0, **attributes):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    for key, value in attributes.items():
        setattr(info, key, value)
    return info


def refusal(data):
    with pytest.raises(DeliveryError) as refused:
        unpack(data, "work.zip")
    return refused.value.message


def test_what_is_refused_can_be_packed_again():
    with pytest.raises(DeliveryError) as refused:
        unpack(a_zip(("../x.py", b"")), "work.zip")

    assert "Pack it again without that, or hand in the files themselves." == refused.value.hint


def test_files_come_out_by_name_and_folders_are_no_files():
    data = a_zip(("add lock/", b""), ("add lock/größe.py", b"x = 1\n"), ("data.csv", b""))

    assert {"add lock/größe.py": b"x = 1\n", "data.csv": b""} == unpack(data, "work.zip")


def unsaid(data, name):
    """The name for XX, as bytes of which the zip does not say what they are."""
    return data.replace(b"XX", name)


def test_names_in_utf_8_that_nobody_said_to_be_so_are_read():
    """As the Archive Utility of a Mac writes them."""
    assert ["lösung.py"] == list(unpack(unsaid(a_zip(("lXXsung.py", b"")), "ö".encode()), "work.zip"))
    assert ["l÷-sung.py"] == list(unpack(unsaid(a_zip(("lXXsung.py", b"")), "÷-".encode("cp437")), "work.zip"))


def test_what_is_strange_in_such_a_name_is_told():
    strange = unsaid(a_zip(("aXX.py", b"")), "\x85".encode())
    twins = unsaid(a_zip(("aXX.py", b""), ("aö.py", b"")), "ö".encode())

    assert "has control characters in its name" in refusal(strange)
    assert "'aö.py' is there twice" in refusal(twins)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/passwd", "has an absolute path"),
        ("C:/windows/x.py", "has an absolute path"),
        ("c:x.py", "has an absolute path"),
        ("../x.py", "has a path that leads elsewhere"),
        ("a/../../x.py", "has a path that leads elsewhere"),
        ("a/./x.py", "has a path that leads elsewhere"),
        ("a//x.py", "has a path that leads elsewhere"),
        ("a\\x.py", "has a backslash in its name"),
        ("a\nb.py", "has control characters in its name"),
        ("a\u202eb.py", "has control characters in its name"),
        ("d/" * 20 + "x.py", "has too long a path"),
        ("x" * 1001, "has too long a path"),
        ("data/" + "ö" * 127 + "xx", "has too long a path"),
    ],
)
def test_a_strange_name_refuses_the_zip(name, reason):
    assert refusal(a_zip((name, b"x"))).endswith(reason)


def test_a_name_that_a_disk_can_hold_is_taken():
    assert ["ö" * 127 + "x"] == list(unpack(a_zip(("ö" * 127 + "x", b"")), "work.zip"))


def test_a_long_name_does_not_fill_the_page():
    named = bytearray(a_zip(("x" * 5_000, b"")))
    named[30:35] = b"other"

    assert f"work.zip: '{'d/' * 30}…{'d/' * 28}x.py' has too long a path" == refusal(a_zip(("d/" * 200 + "x.py", b"")))
    assert len(refusal(a_zip((f"{'d' * 200}/x" * 4, b""), (f"{'D' * 200}/X" * 4, b"")))) < 200
    assert len(refusal(bytes(named))) < 200


def test_a_name_with_a_null_byte_is_seen_whole():
    assert refusal(a_zip(("ab.pyX.txt", b"")).replace(b"ab.pyX", b"ab.py\0")).endswith(
        "has control characters in its name"
    )


def test_a_backslash_is_seen_where_the_library_turns_it_round():
    """As it does on Windows, where it reads `a/b` of `a\\b`."""
    member = zipfile.ZipInfo("a/b")
    member.orig_filename = "a\\b"

    assert "a\\b" == name_of(member)
    assert "has a backslash in its name" == objection(member)


def test_the_name_that_a_packer_writes_beside_counts():
    """As the library reads it from Python 3.12 on, out of Info-ZIP's Unicode path."""
    member = zipfile.ZipInfo("_bung.py")
    member.filename = "αbung.py"

    assert "αbung.py" == name_of(member)
    assert objection(member) is None


@pytest.mark.parametrize(
    ("mode", "reason"),
    [(stat.S_IFLNK | 0o777, "is a link"), (stat.S_IFIFO, "is no ordinary file"), (stat.S_IFCHR, "is no ordinary file")],
)
def test_links_and_special_files_refuse_the_zip(mode, reason):
    assert f"work.zip: 'a.py' {reason}" == refusal(a_zip((a_member("a.py", mode), b"/etc/passwd")))


def test_nothing_at_all_is_told_as_that():
    with pytest.raises(DeliveryError, match=r"^ada\.zip is empty: 0 bytes$"):
        unpack(b"", "ada.zip")


def test_an_encrypted_member_refuses_the_zip():
    data = bytearray(a_zip(("a.py", b"x")))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert "work.zip: 'a.py' is encrypted" == refusal(bytes(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_deflate_is_unpacked(method):
    assert "is compressed in a way that is not accepted" in refusal(a_zip(("a.py", b"x"), compression=method))


@pytest.mark.parametrize(
    ("one", "other"), [("A.py", "a.py"), ("lib/STRASSE.py", "LIB/straße.py"), ("é.py", "e\u0301.py")]
)
def test_names_that_are_one_on_some_disk_refuse_the_zip(one, other):
    assert refusal(a_zip((one, b"1"), (other, b"2"))).endswith("is there twice")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_refuses_the_zip():
    assert "work.zip: 'a.py' is there twice" == refusal(a_zip(("a.py", b"1"), ("a.py", b"2")))


def test_a_file_that_is_also_a_folder_refuses_the_zip():
    assert "lies in a folder that is also a file" in refusal(a_zip(("a", b"1"), ("A/b.py", b"2")))


def test_bytes_are_counted_as_they_come_out(monkeypatch):
    monkeypatch.setattr(bounds, "ZIP_CONTENT_BYTES", 100_000)
    bomb = bytearray(a_zip(("a.py", bytes(50_000)), ("b.py", bytes(60_000))))

    assert "work.zip unpacks to more than 97.7 KB" == refusal(bytes(bomb))


def test_a_size_in_a_header_is_not_believed(monkeypatch):
    monkeypatch.setattr(bounds, "ZIP_CONTENT_BYTES", 100_000)
    bomb = a_zip(("a.py", bytes(5_000_000)))
    lying = bomb.replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    with pytest.raises(DeliveryError):
        unpack(lying, "work.zip")


def test_members_are_counted(monkeypatch):
    monkeypatch.setattr(bounds, "ZIP_MEMBERS", 3)

    assert "work.zip holds more than 3 files" == refusal(a_zip(*((f"{n}.py", b"") for n in range(4))))


def test_members_are_counted_before_the_directory_is_read(monkeypatch):
    monkeypatch.setattr(bounds, "ZIP_MEMBERS", 3)
    data = a_zip(*((f"{n}.py", b"") for n in range(40)))
    monkeypatch.setattr(unpacking.zipfile, "ZipFile", None)

    assert "work.zip holds more than 3 files" == refusal(data)


@pytest.mark.parametrize(
    "data",
    [b"PK", b"not a zip at all", a_zip(("a.py", b"x"))[:-10], a_zip(("a.py", b"x"))[20:]],
    ids=["two letters", "text", "cut at the end", "cut at the beginning"],
)
def test_what_is_no_zip_says_so(data):
    assert refusal(data).startswith("work.zip is not a readable zip")


def test_damaged_content_says_so():
    data = bytearray(a_zip(("a.py", b"x" * 1000)))
    data[40] ^= 0xFF

    assert refusal(bytes(data)).startswith("work.zip is not a readable zip")


@settings(max_examples=200)
@given(st.data())
def test_a_damaged_zip_is_refused_or_read_and_never_a_crash(data):
    good = a_zip(("a.py", b"x = 1\n" * 20), ("lib/b.py", zlib.compress(b"noise")))
    damaged = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))

    with contextlib.suppress(DeliveryError):
        unpack(bytes(damaged), "work.zip")
