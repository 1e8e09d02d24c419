"""The layouts of platforms: recognised by themselves, read off again, and nothing of them dropped."""

import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from grader.errors import UsageError
from grader.intake.layouts import LAYOUTS, recognised, unwrapped
from grader.intake.layouts.gradescope import GRADESCOPE as GRADESCOPE_LAYOUT
from grader.intake.tree import grow
from tests.support.classes import on_disk, zipped

SLUGS = ("add-lock", "fix-typo")

CANVAS = {
    "doejane_4711_90210_add_lock.py": "1",
    "doejane_4711_90211_data-1.csv": "2",
    "roejohn_LATE_4712_90212_add_lock-2.ipynb": "3",
    "leeann_4713_text.html": "4",
    "anon_k3Xb2_90213_hw.py": "5",
}
MOODLE = {
    "Jane Doe_4711_assignsubmission_file/add_lock.py": "1",
    "Jane Doe_4711_assignsubmission_file/data/x.csv": "2",
    "Jane Doe_4711_assignsubmission_onlinetext/onlinetext.html": "3",
    "John van der Roe_4712_assignsubmission_file_/add_lock.py": "4",
    "Participant_4713_assignsubmission_file_my_lock.py": "5",
    "team red_12_assignsubmission_file/add_lock.py": "6",
}
BLACKBOARD = {
    "Add a lock_jdoe_attempt_2026-11-02-21-14-05_add_lock.py": "1",
    "Add a lock_jdoe_attempt_2026-11-02-21-14-05.txt": "Name: Jane Doe",
    "Add a lock_jdoe_attempt_2026-11-03-08-00-00_add_lock.py": "2",
    "Add a lock_jdoe_attempt_2026-11-03-08-00-00.txt": "Name: Jane Doe",
    "Add a lock_jroe_attempt_2026-11-02-10-00-00.txt": "Name: John Roe",
}
GRADESCOPE = {
    "assignment_42_export/submission_metadata.yml": """\
        submission_1:
          :submitters:
          - :name: Jane Doe
            :sid: '0042'
            :email: jane@x.example
          :created_at: 2026-11-02 21:14:05.500000000 Z
          :score: 3.0
        submission_2:
          :submitters:
          - :name: John Roe
            :sid: '0043'
          - :name: Ann Lee
            :email: ann@x.example
          :created_at: !ruby/object:ActiveSupport::TimeWithZone
            utc: 2026-11-03 08:00:00 Z
          :history:
          - :created_at: 2026-11-01 08:00:00 Z
        """,
    "assignment_42_export/submission_1/add_lock.py": "1",
    "assignment_42_export/submission_2/add_lock.py": "2",
    "assignment_42_export/submission_3/add_lock.py": "3",
}
NBGRADER = {
    "submitted/jdoe/add-lock/add_lock.ipynb": "1",
    "submitted/jdoe/add-lock/timestamp.txt": "2026-11-02 21:14:05.123456 Europe/Berlin",
    "submitted/jdoe/fix-typo/fix_typo.ipynb": "2",
    "submitted/jroe/add-lock/timestamp.txt": "2026-11-02 21:14:05 UTC",
    "source/add-lock/add_lock.ipynb": "the source is nobody's",
}
CLONES = {
    "add-lock-jdoe/.git/HEAD": "ref: refs/heads/main\n",
    "add-lock-jdoe/add_lock.py": "1",
    "add-lock-j-roe/.git/HEAD": "ref: refs/heads/main\n",
    "add-lock-j-roe/add_lock.py": "2",
}
ALL = {
    "canvas": CANVAS, "moodle": MOODLE, "blackboard": BLACKBOARD, "gradescope": GRADESCOPE, "nbgrader": NBGRADER,
    "clones": CLONES,
}  # fmt: skip


def found(tree, layout=None):
    return recognised(tree, layout).find(tree, SLUGS)


def in_short(tree):
    """(authors, exercise, files as handed in) of each delivery."""
    return [(one.authors, one.exercise, sorted(one.files)) for one in found(tree)]


@pytest.fixture(params=["folder", "zip"])
def grown(request, tmp_path):
    def make(files):
        place = on_disk(tmp_path / "in", files) if request.param == "folder" else zipped(tmp_path / "in.zip", files)
        return grow(place)

    return make


@pytest.mark.parametrize("name", ALL)
def test_each_is_recognised_by_itself(grown, name):
    assert name == recognised(grown(ALL[name])).name


@pytest.mark.parametrize("name", ALL)
def test_no_file_of_a_student_is_dropped(tmp_path, name):
    tree = grow(on_disk(tmp_path / "in", {**ALL[name], "unexpected.bin": "x", "left over/thing.txt": "y"}))
    kept = {place for one in found(tree, name) for place in one.files.values()}
    platforms_own = {
        "assignment_42_export/submission_metadata.yml", "source/add-lock/add_lock.ipynb",
        *(path for path in tree.members if path.endswith("timestamp.txt")),
        *(path for path in tree.members if path in BLACKBOARD and path.endswith(".txt")),
    }  # fmt: skip
    outside = {"unexpected.bin", "left over/thing.txt"} if name in ("gradescope", "nbgrader") else set()

    assert set(tree.members) - platforms_own - outside == kept


@pytest.mark.parametrize("files", [{"ada.py": ""}, {"ada/a.py": "", "ben/b.py": ""}, {"hw_1_2.py": "", "ada.py": ""}])
def test_what_merely_might_be_a_platforms_is_not(grown, files):
    assert "plain" == recognised(grown(files)).name


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("around", ["submissions/", "Downloads/hw 1/"])
def test_a_download_may_be_wrapped_in_folders(grown, name, around):
    """Unpacked into a folder of its own, or packed again with it, by a Mac."""
    wrapped = grown(
        {**{f"{around}{file}": text for file, text in ALL[name].items()}, "__MACOSX/._x": "", ".DS_Store": ""}
    )
    tree = unwrapped(wrapped)

    assert name == recognised(tree).name
    assert all(tree.read(place, 100) is not None for one in found(tree) for place in one.files.values())


@pytest.mark.parametrize("name", ALL)
def test_a_download_may_lie_alone_in_a_folder(tmp_path, name):
    (tmp_path / "in").mkdir()
    zipped(tmp_path / "in" / "hw1.ZIP", ALL[name])

    assert name == recognised(unwrapped(grow(tmp_path / "in"))).name


@pytest.mark.parametrize(
    "files",
    [
        {"ada/add_lock.py": "1"},
        {"hw1/ada/add_lock.py": "1", "hw1/ben/add_lock.py": "2"},
        {"ada.zip": "no zip"},
        {"ada.py": "1"},
        {"hw1/doejane_4711_90210_add_lock.py": "1", "ada.py": "2"},
    ],
)
def test_what_is_no_platforms_is_taken_as_it_lies(grown, files):
    tree = grown(files)

    assert unwrapped(tree) is tree


def test_a_link_to_a_zip_is_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "hw1.zip").symlink_to(zipped(tmp_path / "hw1.zip", CANVAS))

    assert "plain" == recognised(unwrapped(grow(tmp_path / "in"))).name


def test_a_wrapped_file_lies_where_it_lies(tmp_path):
    tree = unwrapped(grow(on_disk(tmp_path / "in", {f"hw 1/{file}": text for file, text in CANVAS.items()})))

    assert "in/hw 1" == tree.label
    assert (tmp_path / "in" / "hw 1" / "x") == tree.place("x")


PLAIN = {"ada.py": "1", "ben/b.py": "2"}
WRONG = [(made, named) for made in (*ALL, "plain") for named in ALL if made != named]


@pytest.mark.parametrize(("made", "named"), WRONG)
def test_a_wrong_layout_is_told_with_the_likely_one(grown, made, named):
    tree = grown({**ALL, "plain": PLAIN}[made])

    with pytest.raises(UsageError, match=rf"looks like {made} \(") as told:
        recognised(tree, named)
    assert f"Leave --layout out, or say --layout {made}." == told.value.hint


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("canvas", {"doejane_4711_90210_add_lock.py": "1"}),
        ("moodle", {"Jane Doe_4711_assignsubmission_file/add_lock.py": "1"}),
        ("blackboard", {"HW_jdoe_attempt_2026-11-02-21-14-05_add_lock.py": "1"}),
        ("clones", {"add-lock-jdoe/.git/HEAD": ""}),
        ("nbgrader", {"jdoe/add-lock/add_lock.py": "1"}),
    ],
)
def test_a_layout_is_believed_as_soon_as_anything_is_laid_out_so(grown, name, files):
    """What is recognised by itself has to be nearly all of it."""
    tree = grown({**files, "ada.py": "2", "ben.py": "3", "cleo.py": "4"})

    assert ("plain", name) == (recognised(tree).name, recognised(tree, name).name)


def test_of_an_empty_folder_no_layout_is_wrong(tmp_path):
    assert "canvas" == recognised(grow(on_disk(tmp_path / "in", {"empty": None})), "canvas").name


def test_every_layout_has_a_name_of_its_own():
    assert len(LAYOUTS) == len({layout.name for layout in LAYOUTS})


def test_canvas(grown):
    assert [
        (("anon_k3Xb2",), "", ["hw.py"]),
        (("doejane_4711",), "", ["add_lock.py", "data.csv"]),
        (("leeann_4713",), "", ["text.html"]),
        (("roejohn_4712",), "", ["add_lock.ipynb"]),
    ] == in_short(grown(CANVAS))
    late = {one.identities[0].platform_id: one.marked_late for one in found(grown(CANVAS))}
    assert {"k3Xb2": False, "4711": False, "4713": False, "4712": True} == late


def test_canvas_keeps_numbers_that_tell_files_apart(tmp_path):
    tree = grow(on_disk(tmp_path / "in", {"d_1_2_part-1.py": "", "d_1_3_part-2.py": ""}))

    assert [["part-1.py", "part-2.py"]] == [files for _, _, files in in_short(tree)]


def test_moodle(grown):
    assert [
        (("Jane Doe_4711",), "", ["add_lock.py", "data/x.csv", "onlinetext.html"]),
        (("John van der Roe_4712",), "", ["add_lock.py"]),
        (("Participant_4713",), "", ["my_lock.py"]),
        (("team red_12",), "", ["add_lock.py"]),
    ] == in_short(grown(MOODLE))
    first = found(grown(MOODLE))[0]
    assert ("Jane Doe", "4711") == (first.identities[0].name, first.identities[0].participant)
    assert "Jane Doe_4711_assignsubmission_file" == first.extra["folder"]


def test_blackboard(grown):
    one, two, empty = found(grown(BLACKBOARD))

    assert [("jdoe",), ("jdoe",), ("jroe",)] == [one.authors, two.authors, empty.authors]
    assert {"Add a lock"} == {one.exercise, two.exercise}
    assert timedelta(hours=10, minutes=45, seconds=55) == two.submitted_at - one.submitted_at
    assert one.submitted_at.tzinfo is None, "Blackboard does not say"
    assert "there is no file in this attempt" == empty.strange


def test_users_of_blackboard_may_have_a_line_in_their_names(grown):
    at = "attempt_2026-11-02-21-14-05_a.py"
    some = found(grown({f"Lab_2_j_doe_{at}": "", f"Lab_2_jroe_{at}": ""}))

    assert [("Lab_2", "j_doe"), ("Lab_2", "jroe")] == [(one.exercise, one.authors[0]) for one in some]


def test_with_somebody_in_two_of_them_there_are_several_assignments(grown):
    at = "attempt_2026-11-02-21-14-05_a.py"
    some = found(grown({f"Lab_1_jdoe_{at}": "", f"Lab_2_jdoe_{at}": "", f"Lab_2_jroe_{at}": ""}))

    assert [("Lab_1", "jdoe"), ("Lab_2", "jdoe"), ("Lab_2", "jroe")] == [(one.exercise, one.authors[0]) for one in some]


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        (["hw_1_ada", "hw_1_ben", "hw_2_cy", "hw_2_di"], [("hw_1", "ada"), ("hw_1", "ben"), ("hw_2", "cy"), ("hw_2", "di")]),
        (["hw_2_a_x", "hw_2_b_y", "hw_2_c_z"], [("hw_2", "a_x"), ("hw_2", "b_y"), ("hw_2", "c_z")]),
        (["hw_ada", "hw_ben", "hw_extra_ada"], [("hw", "ada"), ("hw", "ben"), ("hw_extra", "ada")]),
        (["hw_2_j_doe", "hw_2_j_roe", "hw_2_ann", "hw_2_ben"], [("hw_2", "j_doe"), ("hw_2", "j_roe"), ("hw_2", "ann"), ("hw_2", "ben")]),
    ],
)  # fmt: skip
def test_where_an_assignments_name_ends_is_told_by_who_is_in_it(grown, there, expected):
    """Nobody is in two of the first; of the last some have the same beginning."""
    some = found(grown({f"{name}_attempt_2026-11-02-21-14-05_a.py": "" for name in there}))

    assert sorted(expected) == sorted((one.exercise, one.authors[0]) for one in some)


@pytest.mark.parametrize("name", ["d_1_2_a.py", "Jane D_1_assignsubmission_file_a.py", "ada.py"])
def test_what_a_mac_lays_beside_a_file_is_nobodys(grown, name):
    (one,) = found(grown({name: "x", f"._{name}": "y"}))

    assert [name] == list(one.files.values())


def test_what_only_looks_so_is_kept(grown):
    some = found(grown({"._d_1_2_a.py": "x", **{f"e_{n}_{n}_a.py": "" for n in range(5)}}))

    assert "._d_1" == some[0].label


def test_a_time_that_no_calendar_has_is_none(tmp_path):
    tree = grow(on_disk(tmp_path / "in", {"hw_ada_attempt_2026-99-02-21-14-05_a.py": ""}))

    assert (None, "2026-99-02-21-14-05") == (found(tree)[0].submitted_at, found(tree)[0].unread_time)


def test_gradescope(grown):
    one, two, stray = found(grown(GRADESCOPE))

    assert [("jane@x.example",), ("0043", "ann@x.example"), ("submission_3",)] == [
        one.authors, two.authors, stray.authors,
    ]  # fmt: skip
    assert datetime(2026, 11, 2, 21, 14, 5, 500000, UTC) == one.submitted_at
    assert (0, 2) == (one.attempt, two.attempt)
    assert (True, False) == (two.known, stray.known)


@pytest.mark.parametrize("text", ["a: [", "!!python/object/apply:os.system ['touch hacked']", "\x00"])
def test_gradescopes_metadata_may_be_damaged_or_hostile(tmp_path, text):
    root = on_disk(tmp_path / "in", {"submission_metadata.yml": text, "submission_1/a.py": ""})

    with pytest.raises(UsageError, match=r"submission_metadata\.yml cannot be read"):
        found(grow(root))
    assert not (tmp_path / "hacked").exists()


def test_gradescopes_submission_without_a_folder_is_kept_too(grown):
    """A download that was cut short: without it, somebody would be told to have handed nothing in."""
    files = {name: text for name, text in GRADESCOPE.items() if "submission_2/" not in name}
    missing = found(grown(files))[-1]

    assert (("0043", "ann@x.example"), {}) == (missing.authors, missing.files)
    assert missing.strange.startswith("submission_2 is in submission_metadata.yml, and no folder of that name is there")


@pytest.mark.parametrize("text", ["", "[]", "submission_1: 5", "submission_9:\n  :score: 1"])
def test_gradescopes_metadata_of_something_else_are_told(tmp_path, text):
    root = on_disk(tmp_path / "in", {"submission_metadata.yml": text, "submission_1/a.py": ""})

    with pytest.raises(UsageError, match="speaks of nothing that lies beside it"):
        found(grow(root))


def test_gradescope_without_its_metadata(tmp_path):
    with pytest.raises(UsageError, match=r"holds no submission_metadata\.yml"):
        GRADESCOPE_LAYOUT.find(grow(on_disk(tmp_path / "in", {"ada.py": ""})), SLUGS)


def test_nbgrader(grown):
    lock, typo, empty = found(grown(NBGRADER))

    assert [("jdoe", "add-lock"), ("jdoe", "fix-typo"), ("jroe", "add-lock")] == [
        (one.authors[0], one.exercise) for one in (lock, typo, empty)
    ]
    assert datetime(2026, 11, 2, 20, 14, 5, 123456, UTC) == lock.submitted_at
    assert typo.submitted_at is None
    assert "jroe/add-lock is empty" == empty.strange


def test_the_folder_submitted_alone_is_nbgraders_too(tmp_path):
    files = {name.removeprefix("submitted/"): text for name, text in NBGRADER.items() if name.startswith("submitted")}

    assert "nbgrader" == recognised(grow(on_disk(tmp_path / "in", files))).name


@pytest.mark.parametrize("text", ["", "yesterday", "2026-11-02 21:14:05 Nowhere/Land", "2026-13-02 21:14:05 UTC"])
def test_a_timestamp_that_says_nothing(tmp_path, text):
    root = on_disk(tmp_path / "in", {"submitted/a/add-lock/timestamp.txt": text, "submitted/a/add-lock/x.py": ""})

    (one,) = found(grow(root), "nbgrader")

    assert one.submitted_at is None
    assert (text or "nothing in timestamp.txt") == one.unread_time


@pytest.mark.parametrize("text", ["2026-11-02 21:14:05.5 +0100", "2026-11-02T20:14:05.500-00:00"])
def test_a_timestamp_may_say_how_far_from_utc_it_is(tmp_path, text):
    root = on_disk(tmp_path / "in", {"submitted/a/add-lock/timestamp.txt": text, "submitted/a/add-lock/x.py": ""})

    (one,) = found(grow(root), "nbgrader")

    assert ("2026-11-02T20:14:05.500000+00:00", "") == (one.submitted_at.astimezone(UTC).isoformat(), one.unread_time)


def test_no_timestamp_at_all_says_nothing_that_could_not_be_read(tmp_path):
    root = on_disk(tmp_path / "in", {"submitted/a/add-lock/x.py": ""})

    assert "" == found(grow(root), "nbgrader")[0].unread_time


@pytest.mark.parametrize(("said", "unread"), [("created_at: yesterday", "yesterday"), ("id: 3", "")])
def test_gradescopes_time_may_be_none(tmp_path, said, unread):
    text = f"submission_1:\n  :{said}\n  :submitters:\n  - :email: a@x.example\n"
    root = on_disk(tmp_path / "in", {"submission_metadata.yml": text, "submission_1/a.py": ""})

    (one,) = found(grow(root))

    assert (None, unread) == (one.submitted_at, one.unread_time)


def a_clone(folder, text="x = 1", *, when="2026-11-02T21:14:05+01:00"):
    """A repository with one commit."""
    on_disk(folder, {"add_lock.py": text})
    settings = ["-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x", "--date", when]):
        subprocess.run(
            ["git", *settings, *words],
            cwd=folder,
            check=True,
            env={"PATH": "/usr/bin:/bin", "GIT_COMMITTER_DATE": when, "HOME": "/"},
        )
    return folder


def test_clones_know_when_they_were_committed(tmp_path):
    a_clone(tmp_path / "in" / "add-lock-jdoe")
    packed = a_clone(tmp_path / "in" / "add-lock-j-roe", when="2026-11-03T00:00:00+00:00")
    subprocess.run(["git", "pack-refs", "--all"], cwd=packed, check=True)
    subprocess.run(["git", "gc", "-q"], cwd=packed, check=True)
    roe, doe = found(grow(tmp_path / "in"))

    assert [("j-roe",), ("jdoe",)] == [roe.authors, doe.authors]
    assert ("add-lock", ["add_lock.py"]) == (doe.exercise, list(doe.files))
    assert datetime(2026, 11, 2, 20, 14, 5, tzinfo=UTC) == doe.submitted_at
    assert datetime(2026, 11, 3, tzinfo=UTC) == roe.submitted_at


def test_a_repository_of_a_student_runs_nothing_here(tmp_path):
    """Its own settings name programs that git would start."""
    clone = a_clone(tmp_path / "in" / "add-lock-jdoe")
    hook = tmp_path / "hook.sh"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/hacked\n")
    hook.chmod(0o755)
    with (clone / ".git" / "config").open("a") as config:
        config.write(
            f"[core]\n\tfsmonitor = {hook}\n\tpager = {hook}\n\tsshCommand = {hook}\n\thooksPath = {tmp_path}\n"
        )
        config.write(f"[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {hook}\n[alias]\n\tcat-file = !{hook}\n")

    assert found(grow(tmp_path / "in"), "clones")[0].submitted_at is not None
    assert not (tmp_path / "hacked").exists()


@pytest.mark.parametrize("head", ["", "ref: ../../../etc/passwd", "ref: refs/heads/../../../x", "0" * 40, "junk"])
def test_a_repository_without_a_commit_has_no_time(tmp_path, head):
    root = on_disk(tmp_path / "in", {"add-lock-a/.git/HEAD": head, "add-lock-a/x.py": "", "add-lock-b/.git/HEAD": head})

    assert [None, None] == [one.submitted_at for one in found(grow(root), "clones")]


@pytest.mark.parametrize(
    ("names", "logins"),
    [
        (["add-lock-a", "add-lock-b"], ["a", "b"]),
        (["hw-1-anna", "hw-1-anton"], ["anna", "anton"]),
        (["add-lock-solo"], ["solo"]),
        (["anything"], ["anything"]),
    ],
)
def test_what_repositories_are_called_after(tmp_path, names, logins):
    root = on_disk(tmp_path / "in", {f"{name}/.git/HEAD": "" for name in names})

    assert logins == [one.authors[0] for one in found(grow(root), "clones")]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_an_answer_beside_the_others_whose_name_begins_with_a_dot_is_listed(tmp_path, layout):
    about = {"submission_metadata.yml": "{submission_1: {':submitters': [{':email': a@b.c}]}}", "submission_1/x.py": ""}
    tree = grow(on_disk(tmp_path / "in", {**about, ".ada/hw/add_lock.py": "", ".DS_Store": ""}))

    (one,) = (one for one in layout.find(tree, SLUGS) if one.label.startswith("."))

    assert one.strange.startswith(".ada begins with a dot")
