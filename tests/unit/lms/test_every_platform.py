"""What holds of every platform: whatever happened, the result is one that it takes, and an unknown is no grade."""

import dataclasses
import json
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import GraderError
from grader.lms import autolab, classroom50, github, gradescope, markdown, marked, prairielearn, validation, xqueue
from grader.lms.parcel import Parcel
from grader.lms.platform import named
from grader.lms.rules.github import parsed
from grader.lms.targets import TARGETS
from tests.support import reporters
from tests.support.marks import EVERYTHING, a_mark, an_occasion
from tests.support.reports import a_check, a_report

SCALE = 100
ENVIRON = {
    "CLASSROOM": "cs",
    "ASSIGNMENT": "add-lock",
    "OWNER": "ann",
    "SUBMISSION_TAG": "submit/2030-01-09T11-00-00Z-abc",
    "COMMIT_URL": "https://example.org/c",
    "RELEASE_URL": "https://example.org/r",
}
ODD = '\x00\x1b[2J\u202e ]]> & <script> ::set-output name=x::y\n  ::error::z\n##[x] word: `````` | \' " \\ \ud800 {"scores": {}}'


def parcel(target, **more):
    return Parcel(
        target=target, exercise="add-lock", max_points="10", scale=SCALE, checks=6, time_limit_s=9, version="0", **more
    )


def written(target, marked, tmp_path):
    """The file that the platform reads."""
    platform = named(target)
    occasion = platform.occasion(platform.places(tmp_path, {}), ENVIRON) if target == "classroom50" else an_occasion()
    files = platform.files(marked, occasion, parcel(target))
    first = {"github": "outputs", "classroom50": "result.json"}.get(target) or next(iter(files))
    return files[first]


def read(target, data):
    match target:
        case "github":
            return parsed(data)
        case "autolab":
            return json.loads(data.splitlines()[-1])
        case _:
            return json.loads(data)


@pytest.mark.parametrize("kind", EVERYTHING)
@pytest.mark.parametrize("target", TARGETS)
def test_whatever_happened_the_platform_takes_it(target, kind, tmp_path):
    assert [] == validation.problems(target, written(target, EVERYTHING[kind], tmp_path))


@pytest.mark.parametrize("target", TARGETS)
def test_texts_of_every_kind_are_harmless(target, tmp_path):
    report = a_report(a_check(ODD, outcome="failed", rationale=ODD, hint=ODD, worth=10.0), notices=(ODD,), author=ODD)
    data = written(target, a_mark(report), tmp_path)

    assert [] == validation.problems(target, data)
    assert b"\x1b" not in data
    assert b"\x00" not in data


def total(target, found):
    """What the platform would book, of 10 points; None for nothing."""
    match target:
        case "gradescope":
            return None if any(test["name"] == gradescope.WITHHELD for test in found["tests"]) else found["score"]
        case "prairielearn":
            return found["score"] * 10 if found["gradable"] else None
        case "classroom50":
            return found["score"] / SCALE
        case "github":
            return reporters.notice(found)[0] if found["outcome"] == "judged" else None
        case "coderunner":
            return found["fraction"] * 10
        case "xqueue":
            return None if found["errors"] else found["score"] * 10
        case "autolab":
            return found["scores"]["points"]


@pytest.mark.parametrize("target", TARGETS)
def test_a_grade_is_the_sum_of_what_was_earned(target, tmp_path):
    assert 3.5 == pytest.approx(total(target, read(target, written(target, a_mark(), tmp_path))))


WITHHELD = [kind for kind, marked in EVERYTHING.items() if marked.points is None]
FORCED = ("classroom50", "coderunner")
"""These two insist on a number: it is 0, in words; Classroom 50 is told by the exit code that it is none."""


@pytest.mark.parametrize("kind", WITHHELD)
@pytest.mark.parametrize("target", [target for target in TARGETS if target not in FORCED])
def test_what_is_withheld_is_no_number(target, kind, tmp_path):
    assert None is total(target, read(target, written(target, EVERYTHING[kind], tmp_path)))


@pytest.mark.parametrize("kind", WITHHELD)
@pytest.mark.parametrize("target", TARGETS)
def test_what_is_withheld_is_told_in_words(target, kind, tmp_path):
    words = EVERYTHING[kind].words[0].split(".")[0]
    found = read(target, written(target, EVERYTHING[kind], tmp_path))

    assert (
        words in json.dumps(found, ensure_ascii=False) or words in written(target, EVERYTHING[kind], tmp_path).decode()
    )


@pytest.mark.parametrize("target", ["prairielearn", "classroom50", "github", "xqueue", "autolab"])
def test_what_a_student_may_not_see_yet_is_counted_and_not_listed(target, tmp_path):
    data = written(target, a_mark(), tmp_path)

    shown = json.dumps(read(target, data)) + ("" if target == "github" else data.decode())
    assert "A hidden promise" not in shown
    assert "A late promise" not in shown


def test_classroom_50_takes_whole_numbers_only(tmp_path):
    found = read("classroom50", written("classroom50", a_mark(), tmp_path))

    assert (350, 1000) == (found["score"], found["max-score"])
    assert ["Checks that are not shown yet", 50, 300] == [
        found["tests"][-1][key] for key in ("test-name", "score", "max-score")
    ]
    assert "2030-01-09T11:00:00Z" == found["datetime"]


def test_an_unknown_submission_tag_is_noted(tmp_path):
    platform = named("classroom50")
    occasion = platform.occasion(platform.places(tmp_path, {}), {**ENVIRON, "SUBMISSION_TAG": "v1"})

    assert (None, ("SUBMISSION_TAG names no time: it is taken to be now",)) == (occasion.handed_in, occasion.notes)


def test_each_github_runner_carries_its_own_share():
    runners = github.runners(a_mark(), parcel("github"))

    assert [2.0, 5.0, 0.0, 0.0, 3.0, 0.0] == [one["max_score"] for one in runners]
    assert [3.0, 0.0, 0.0, 0.0, 0.5, 0.0] == [one["tests"][0]["score"] for one in runners]
    assert github.NOT_SHOWN == runners[4]["tests"][0]["name"]


def test_a_bonus_reaches_the_notice_of_the_reporter():
    """It passes over runners that are worth 0, so a bonus is carried by another one."""
    report = a_report(
        a_check(worth=2.0, outcome="failed"), a_check("B", worth=1.5, bonus=True), a_check("N", worth=0.0)
    )
    found = dict(enumerate(github.runners(a_mark(report), parcel("github"))))

    assert (1.5, 2.0) == reporters.notice(found)
    assert "Carries a bonus of 1.5." in found[0]["tests"][0]["message"]
    assert 0 == reporters.console(found)


def test_what_is_withheld_gives_no_notice_even_to_those_who_run_the_reporter_always():
    for kind in WITHHELD:
        found = read("github", github.files(EVERYTHING[kind], an_occasion(), parcel("github"))["outputs"])

        assert None is reporters.notice(found)


def test_what_is_not_judged_is_no_entry_of_its_own_in_classroom_50():
    """Its numbers must be there; one entry, which says so, has them all."""
    found = read(
        "classroom50",
        classroom50.files(EVERYTHING["broken suite"], an_occasion(), parcel("classroom50"))["result.json"],
    )

    assert [("One call of increase() adds exactly one.", 400), ("Not graded", 0)] == [
        (one["test-name"], one["score"]) for one in found["tests"]
    ]


def test_each_line_of_a_reason_has_a_line_of_the_page():
    page = markdown.page(marked.refused(["one\ntwo", "# three"], Decimal(10)), "add-lock")

    assert "\none  \ntwo\n" in page
    assert "\\n" not in page
    assert "\n\\# three\n" in page


@pytest.mark.parametrize("target", ["prairielearn", "coderunner", "xqueue"])
def test_a_part_of_nothing_is_no_number(target):
    worth_nothing = dataclasses.replace(a_mark(a_report(a_check(worth=0.0))), max_points=Decimal(0))

    with pytest.raises(GraderError, match="worth nothing, so no part of it can be earned"):
        named(target).files(worth_nothing, an_occasion(), parcel(target))


@pytest.mark.parametrize("target", TARGETS)
def test_a_check_of_which_nobody_knows_is_never_written_as_a_nought(target, tmp_path):
    """A mistake of ours: a grade, and in it a check that was not judged."""
    unknown = a_report(a_check(worth=4.0), a_check("B", worth=6.0, id="b"))
    marked_ = a_mark(unknown)
    odd = dataclasses.replace(
        marked_, entries=(marked_.entries[0], dataclasses.replace(marked_.entries[1], points=None))
    )

    if target in ("gradescope", "coderunner", "xqueue", "autolab"):  # there a check may stand without points
        assert written(target, odd, tmp_path)
    else:
        with pytest.raises(AssertionError, match="nobody knows what b earned"):
            written(target, odd, tmp_path)


def test_prairielearn_takes_no_attempt_for_what_is_no_python():
    marked = EVERYTHING["no Python"]
    found = json.loads(prairielearn.files(marked, an_occasion(), parcel("prairielearn"))["results.json"])

    assert (False, False) == (found["gradable"], "score" in found)


def test_prairielearn_is_given_less_than_a_megabyte():
    checks = [a_check(f"C{n}", outcome="failed", rationale="x " * 10_000, worth=0.2) for n in range(60)]
    data = prairielearn.files(a_mark(a_report(*checks)), an_occasion(), parcel("prairielearn"))["results.json"]

    assert len(data) <= prairielearn.MOST_BYTES
    assert 60 == len(json.loads(data)["tests"])


def test_a_bonus_is_no_more_than_everything_where_more_is_not_taken():
    marked = a_mark(a_report(a_check(worth=10.0), a_check("B", worth=5.0, bonus=True)))

    for target in ("prairielearn", "coderunner", "xqueue"):
        data = next(iter(named(target).files(marked, an_occasion(), parcel(target)).values()))
        assert 1.0 in (json.loads(data).get("score"), json.loads(data).get("fraction"))


@given(st.text())
def test_the_reply_to_the_queue_parses_as_xml(text):
    marked = a_mark(a_report(a_check(text or "x", outcome="failed", rationale=text, worth=10.0), notices=(text,)))

    reply = xqueue.reply(marked)

    assert "div" == ElementTree.fromstring(reply["msg"]).tag
    assert (False, 0.0) == (reply["correct"], reply["score"])
    assert json.dumps(reply)


def test_autolabs_last_line_survives_what_autolab_does_to_it():
    data = autolab.files(a_mark(), an_occasion(), parcel("autolab"))["stdout"]

    assert data.endswith(b'\n\n{"scores":{"points":3.5}}')
    assert Decimal("3.5") == Decimal(str(read("autolab", data)["scores"]["points"]))
