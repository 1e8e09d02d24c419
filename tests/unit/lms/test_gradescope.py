"""Gradescope: what it tells, and what it is told."""

import json
from datetime import datetime

import pytest

from grader.lms import gradescope, validation
from grader.lms.occasion import Occasion
from grader.lms.parcel import Parcel
from grader.score.attempts import Attempt
from tests.support.marks import EVERYTHING, a_mark, an_occasion

PARCEL = Parcel(target="gradescope", exercise="add-lock", max_points="10", time_limit_s=9, version="0")
T1, T2, T3 = (f"2030-01-0{day}T10:00:00.000000-08:00" for day in (1, 2, 3))


def result(marked, occasion=None):
    data = gradescope.files(marked, occasion or an_occasion(), PARCEL)["results.json"]
    assert [] == validation.problems("gradescope", data)
    return json.loads(data)


def told(tmp_path, metadata):
    where = gradescope.places(tmp_path, {})
    where.metadata.parent.mkdir(parents=True)
    where.metadata.write_text(metadata if isinstance(metadata, str) else json.dumps(metadata))
    return gradescope.occasion(where, {})


@pytest.mark.parametrize("kind", EVERYTHING)
def test_the_maximum_is_always_the_assignments(kind):
    """Gradescope may refuse a result whose tests do not sum to the points of the assignment."""
    assert 10 == sum(test.get("max_score", 0) for test in result(EVERYTHING[kind])["tests"])


@pytest.mark.parametrize("kind", EVERYTHING)
def test_what_is_withheld_shows_no_total_and_adds_up_what_is_known(kind):
    found = result(EVERYTHING[kind])
    marker = [test for test in found["tests"] if test["name"] == gradescope.WITHHELD]

    if EVERYTHING[kind].points is None:
        assert found["score"] == sum(test.get("score", 0) for test in found["tests"])
        assert ["hidden"] == [test["visibility"] for test in marker]  # so students are shown no total
        assert found["output"].strip()
    else:
        assert float(EVERYTHING[kind].points) == found["score"]
        assert [] == marker


def test_each_check_keeps_its_visibility():
    assert {"visible", "hidden", "after_due_date"} == {test["visibility"] for test in result(a_mark())["tests"]}
    assert {"hidden"} == {test["visibility"] for test in result(EVERYTHING["review"])["tests"]}


def test_nothing_is_read_as_html():
    found = result(a_mark())

    assert {"text"} == {found[name] for name in ("output_format", "test_output_format", "test_name_format")}


def test_what_it_tells_is_read(tmp_path):
    metadata = {
        "created_at": T3,
        "assignment": {"due_date": T2, "total_points": "10.0"},
        "users": [{"email": "zoe@example.org", "id": 2}, {"id": 1, "name": "Ann"}],
        "previous_submissions": [
            {"submission_time": T1, "score": 3.0, "autograder_error": False},
            {"submission_time": T2, "score": 0.0, "autograder_error": True, "results": {}},
        ],
    }

    occasion = told(tmp_path, metadata)

    assert ("1, zoe@example.org", datetime.fromisoformat(T3)) == (occasion.author, occasion.handed_in)
    assert datetime.fromisoformat(T2) == occasion.due
    assert [True, False] == [attempt.counted for attempt in occasion.earlier]


@pytest.mark.parametrize(
    ("metadata", "note"),
    [
        ("{", "submission_metadata.json is not JSON: "),
        ("[1]", "submission_metadata.json holds no JSON object"),
        ("[" * 100_000, "submission_metadata.json is not JSON: "),
        ({"created_at": 5, "assignment": [], "users": "x", "previous_submissions": [1, {"submission_time": "soon"}]},
         "the time of the submission is not known"),
    ],
)  # fmt: skip
def test_odd_metadata_are_noted_and_decide_nothing(tmp_path, metadata, note):
    occasion = told(tmp_path, metadata)

    assert note in " ".join(occasion.notes)
    assert (None, None, None, ()) == (occasion.author, occasion.handed_in, occasion.due, occasion.earlier)


def test_missing_metadata_are_noted(tmp_path):
    occasion = gradescope.occasion(gradescope.places(tmp_path, {}), {})

    assert "submission_metadata.json cannot be read: No such file or directory" == occasion.notes[0]


def test_which_attempts_counted_is_remembered_from_one_result_to_the_next(tmp_path):
    first = result(EVERYTHING["no Python"], Occasion(handed_in=datetime.fromisoformat(T1)))
    metadata = {"created_at": T2, "previous_submissions": [{"submission_time": T1, "results": first}]}

    occasion = told(tmp_path, metadata)
    second = result(EVERYTHING["judged"], occasion)

    assert (Attempt(datetime.fromisoformat(T1), counted=False),) == occasion.earlier
    assert [False, True] == [one["counted"] for one in second["extra_data"]["grader"]["attempts"]]


def test_a_refused_attempt_keeps_what_the_one_before_got(tmp_path):
    first = result(a_mark(), Occasion(handed_in=datetime.fromisoformat(T1)))
    second_told = told(
        tmp_path, {"created_at": T2, "previous_submissions": [{"submission_time": T1, "results": first}]}
    )
    second = result(EVERYTHING["refused"], second_told)
    again = {"submission_time": T2, "results": second}
    third_told = told(tmp_path / "3", {"created_at": T3, "previous_submissions": [{"submission_time": T1}, again]})
    third = result(EVERYTHING["refused"], third_told)

    for later in (second, third):
        assert (first["score"], first["tests"]) == (later["score"], later["tests"])
        assert later["output"].startswith(
            "This attempt was not judged.\nToo soon.\nBelow is the result of your earlier"
        )
        assert 1 == later["output"].count("Too soon.")
    assert [True, False] == [attempt.counted for attempt in third_told.earlier]
    assert [True, False, False] == [one["counted"] for one in third["extra_data"]["grader"]["attempts"]]


@pytest.mark.parametrize("previous", [{"tests": []}, {"score": True}, {"score": "3"}, {"score": 3, "tests": ["x"]}])
def test_what_was_no_result_is_not_handed_back(previous):
    found = result(EVERYTHING["refused"], an_occasion(previous=previous))

    assert gradescope.WITHHELD == found["tests"][-1]["name"]


def test_what_gradescope_adds_to_a_stored_result_is_not_handed_back():
    found = result(EVERYTHING["refused"], an_occasion(previous={"score": 3, "tests": [], "attempt": 2, "a": 1}))

    assert (3, False, False) == (found["score"], "a" in found, "attempt" in found)
