"""What each platform would not take beyond its form, and that it is said."""

import base64
import json

import pytest

from grader.lms import validation


def runner(**more):
    test = {"name": "a", "status": "pass", "score": 2, "message": "", **more.pop("test", {})}
    document = {"version": 1, "status": "pass", "max_score": 2, "tests": [test], **more}
    return b"check-1=" + base64.b64encode(json.dumps(document).encode()) + b"\n"


RESULT = {
    "schema": "classroom50/result/v1", "classroom": "c", "assignment": "a", "submission": "s", "commit": "u",
    "release": "u", "review": "u", "datetime": "2026-06-01T14:32:01Z", "score": 3, "max-score": 4,
    "tests": [{"test-name": "t", "passed": True, "score": 3, "max-score": 4}],
}  # fmt: skip
LINE = {"errors": [], "tests": [["a", "", True, "", ""]], "correct": True, "score": 1}

TAKEN = {
    "prairielearn": {"score": 0.5, "tests": [{"points": 1, "max_points": 2}]},
    "classroom50": RESULT,
    "github": runner(test={"score": 3}),  # more than its share: it carries a bonus
    "coderunner": {"fraction": 0.5, "testresults": [["iscorrect", "Check"], [1, "a"]], "columnformats": ["%s"]},
    "xqueue": LINE,
    "autolab": b'a page\n\n{"scores": {"points": null}}\n',
}
REFUSED = [
    ("prairielearn", {"gradable": True}, "'score' is a required property"),
    ("prairielearn", {"score": 1.2}, "score: 1.2 is greater than the maximum of 1"),
    (
        "prairielearn",
        {"score": 1, "tests": [{"points": 1, "max_points": 1}, {"points": 1}]},
        "tests[1]: without points",
    ),
    ("prairielearn", {"gradable": False, "score": 0}, "score: there is none where gradable is false"),
    ("prairielearn", {"score": 1, "output": "x" * 1_000_001}, "it is larger than 1 MB"),
    ("classroom50", {**RESULT, "score": 3.5}, "score: 3.5 is not of type 'integer'"),
    ("classroom50", {**RESULT, "max-score": 5}, "max-score: 5 is not the sum of the tests (4)"),
    ("classroom50", {**RESULT, "datetime": "today"}, "datetime: 'today' does not match"),
    ("github", b"check-1\n", "'check-1' is no `name=value` of its own"),
    ("github", b"check-1=%%%\n", "check-1 is no JSON in base64"),
    ("github", b"a=1\na=2\n", "'a=2' is no `name=value` of its own"),
    ("github", runner(test={"score": 1}), "check-1: the console would say 2 points, the notice 1"),
    ("github", runner(max_score=0), "check-1: 2 points in a runner that is worth 0, which the notice passes over"),
    ("github", runner(test={"message": "x\n ::error::y"}), "check-1: a line begins like a command"),
    ("coderunner", {"fraction": 1, "got": "x"}, "Additional properties are not allowed ('got' was unexpected)"),
    ("coderunner", {**TAKEN["coderunner"], "columnformats": ["%s", "%h"]}, "columnformats: 2 formats for 1 columns"),
    ("coderunner", {"fraction": 1, "testresults": [["a"], ["b", "c"]]}, "testresults[1]: 2 cells for 1 columns"),
    ("xqueue", {**LINE, "tests": [["a", "", True]]}, "tests[0]: ['a', '', True] is too short"),
    ("xqueue", {**LINE, "errors": ["\x00"]}, "a text has a character that XML cannot hold"),
    ("xqueue", b"", "it cannot be read"),
    ("autolab", b'{"scores": {}}', "scores: {} should be non-empty"),
    ("autolab", b'{"scores": {"points": true}}', "scores.points: True is not of type 'number', 'null'"),
    ("autolab", b'{"scores": {"points": 1}, "scoreboard": ["so: much"]}', "it cannot be read"),
]


def written(document):
    return document if isinstance(document, bytes) else json.dumps(document).encode()


@pytest.mark.parametrize("target", TAKEN)
def test_what_a_platform_takes(target):
    assert [] == validation.problems(target, written(TAKEN[target]))


@pytest.mark.parametrize(("target", "document", "words"), REFUSED, ids=[f"{one[0]}: {one[2][:30]}" for one in REFUSED])
def test_what_a_platform_would_not_take(target, document, words):
    found = validation.problems(target, written(document))

    assert any(words in problem for problem in found), found
