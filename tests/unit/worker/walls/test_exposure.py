"""How paths come to lie below a new root, found out beforehand."""

from tests.support.systems import need_posix

need_posix()

from grader.worker.walls.exposure import NODEV, NOEXEC, NOSUID, READONLY, Bound, Folder, Link, exposure

READ, DEVICE = READONLY | NOSUID | NODEV, NOSUID | NOEXEC


def below(root, parts):
    """The parts that lie in there; what leads to it is every machine's own."""
    return [part for part in parts if part.path.startswith(f"{root}/")]


def test_a_folder_is_bound_and_what_is_below_it_is_there_then(tmp_path):
    (tmp_path / "lib" / "python").mkdir(parents=True)
    parts = exposure(reads=[f"{tmp_path}/lib", f"{tmp_path}/lib/python"], devices=[])

    assert [Folder(f"{tmp_path}/lib"), Bound(f"{tmp_path}/lib", READ, True)] == below(tmp_path, parts)
    assert [Folder(path) for path in map(str, reversed(tmp_path.parents)) if path != "/"] == list(parts)[:-3]


def test_a_file_has_its_folder_made_and_a_device_may_be_written_to(tmp_path):
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "a").touch()
    (tmp_path / "etc" / "b").touch()
    parts = exposure(reads=[f"{tmp_path}/etc/a"], devices=[f"{tmp_path}/etc/b"])

    assert [
        Folder(f"{tmp_path}/etc"),
        Bound(f"{tmp_path}/etc/a", READ, False),
        Bound(f"{tmp_path}/etc/b", DEVICE, False),
    ] == below(tmp_path, parts)


def test_a_path_leads_where_it_leads_outside_through_every_link(tmp_path):
    (tmp_path / "usr" / "lib").mkdir(parents=True)
    (tmp_path / "usr" / "lib" / "one").touch()
    (tmp_path / "lib").symlink_to("usr/lib")
    (tmp_path / "first").symlink_to(f"{tmp_path}/lib/one")
    parts = exposure(reads=[f"{tmp_path}/first", f"{tmp_path}/lib/one"], devices=[])

    assert [
        Link(f"{tmp_path}/first", f"{tmp_path}/lib/one"),
        Link(f"{tmp_path}/lib", "usr/lib"),
        Folder(f"{tmp_path}/usr"),
        Folder(f"{tmp_path}/usr/lib"),
        Bound(f"{tmp_path}/usr/lib/one", READ, False),
    ] == below(tmp_path, parts)


def test_what_is_not_there_is_left_out_and_links_in_a_circle_come_to_an_end(tmp_path):
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "dangling").symlink_to("nowhere")
    parts = exposure(reads=[f"{tmp_path}/{name}" for name in ("missing", "circle", "dangling")], devices=[])

    assert [Link(f"{tmp_path}/circle", "circle"), Link(f"{tmp_path}/dangling", "nowhere")] == [
        part for part in below(tmp_path, parts) if isinstance(part, Link)
    ]
