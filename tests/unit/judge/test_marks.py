"""Mistakes of a suite: all at once, with file and line, and what to do."""

import os

import pytest

from grader.errors import CourseError
from tests.support.courses import checks_in, evidence_of

HEAD = "import pytest\nfrom grader.suite import points, needs, hint, explain\n"

MISTAKES = {
    "no points": (
        "def test_it(submission): pass",
        ":3: test_it is worth nothing (give it points: @points(2); for a note, @points(0))",
    ),
    "negative": ("@points(-1)\ndef test_it(): pass", ":3: test_it has negative points, -1 (points are 0 or more)"),
    "text": (
        "@points('2')\ndef test_it(): pass",
        ":3: test_it has @points('2'), which is no number (write a number, as in @points(2))",
    ),
    "bool": (
        "@points(True)\ndef test_it(): pass",
        ":3: test_it has @points(True), which is no number (write a number, as in @points(2))",
    ),
    "endless": (
        "@points(float('inf'))\ndef test_it(): pass",
        ":3: test_it has @points(inf), which is no number (write a number, as in @points(2))",
    ),
    "too many": (
        "@points(10**5000)\ndef test_it(): pass",
        ":3: test_it has more points than anybody can count (points are at most 1,000,000)",
    ),
    "thirds": (
        "@points(1/8)\ndef test_it(): pass",
        ":3: test_it has points with more than two decimals, 0.125 (round them to hundredths)",
    ),
    "no parentheses": (
        "@points\ndef test_it(): pass",
        ":3: test_it has @points without a number (write @points(2))",
    ),
    "twice": (
        "@points(1)\n@points(2)\ndef test_it(): pass",
        ":3: test_it has points twice (parameters share the points of their function: write @points once)",
    ),
    "visibility": (
        "@points(1, visibility='secret')\ndef test_it(): pass",
        ":3: test_it has visibility 'secret' (there are: visible, hidden, after_due_date, after_published)",
    ),
    "bonus": (
        "@points(1, bonus='yes')\ndef test_it(): pass",
        ":3: test_it has bonus='yes' (write bonus=True or leave it out)",
    ),
    "needs nothing known": (
        "@points(1)\n@needs('test_other')\ndef test_it(): pass",
        ":3: test_it needs 'test_other', and no check is called so (see its spelling)",
    ),
    "needs without parentheses": (
        "@points(1)\n@needs\ndef test_it(): pass",
        ':3: test_it has @needs without a name (write @needs("test_…"), with the name as text)',
    ),
    "needs itself": (
        "@points(1)\n@needs('test_it')\ndef test_it(): pass",
        ":3: checks need one another in a circle: test_it -> test_it (let one of them go first)",
    ),
    "circle": (
        "@points(1)\n@needs('test_b')\ndef test_a(): pass\n@points(1)\n@needs('test_a')\ndef test_b(): pass",
        ":3: checks need one another in a circle: test_a -> test_b -> test_a (let one of them go first)",
    ),
    "twins": (
        "@points(1)\ndef test_it(): pass\n@points(1)\ndef test_it(): pass",
        ":5: another check is called test_it already (give each check of a suite a name of its own)",
    ),
    "twins in classes": (
        "class TestA:\n    @points(1)\n    def test_it(self): pass\nclass TestB:\n    @points(1)\n    def test_it(self): pass",
        ":7: another check is called test_it already (give each check of a suite a name of its own)",
    ),
    "one check of two classes": (
        "class Its:\n    @points(1)\n    def test_it(self): pass\nclass TestA(Its): pass\nclass TestB(Its): pass",
        ":4: another check is called test_it already "
        "(write what classes inherit once, with @pytest.mark.parametrize for what they differ in)",
    ),
    "twins in one class": (
        "class TestA:\n    @points(1)\n    def test_it(self): pass\n    @points(2)\n    def test_it(self): pass",
        ":6: another check is called test_it already (give each check of a suite a name of its own)",
    ),
    "hint without parentheses": (
        "@points(1)\n@hint\ndef test_it(): pass",
        ':3: test_it has @hint without a text (write @hint("…"))',
    ),
    "explained without parentheses": (
        "@points(1, visibility='after_due_date')\n@explain\ndef test_it(): pass",
        ':3: test_it has @explain without a text (write @explain("…"))',
    ),
    "explained too early": (
        "@points(1)\n@explain('Because.')\ndef test_it(): pass",
        ":3: test_it explains its answer while students still look for it "
        '(add visibility="after_due_date" to its @points)',
    ),
    "async": (
        "@points(1)\nasync def test_it(): pass",
        ":3: test_it is an async function, which pytest does not run (write a plain def)",
    ),
    "xfail": (
        "@points(1)\n@pytest.mark.xfail\ndef test_it(): pass",
        ":3: test_it is marked xfail (a check either holds or not; leave the mark out)",
    ),
    "deaf to warnings": (
        "@points(1)\ndef test_it(submission, recwarn): assert not recwarn",
        ":3: test_it asks for recwarn, which hears nothing of the program (what it warns and logs is in submission.stderr)",
    ),
    "deaf to logs": (
        "@points(1)\ndef test_it(submission, caplog): assert caplog.text",
        ":3: test_it asks for caplog, which hears nothing of the program (what it warns and logs is in submission.stderr)",
    ),
    "a slip in a fixture": (
        "@points(1)\ndef test_it(submision): pass",
        ":3: test_it asks for a fixture submision, which is not there (did you mean submission?)",
    ),
    "a plugin's fixture that a fixture asks for": (
        "@pytest.fixture\ndef shop(mocker): pass\n@points(1)\ndef test_it(shop): pass",
        ":5: test_it asks for a fixture mocker, which is not there (there are the suite's own, and pytest's without its plugins)",
    ),
    "subtests": (
        "@points(1)\ndef test_it(submission, subtests): pass",
        ":3: test_it asks for a fixture subtests, which is not there (write @pytest.mark.parametrize: its parameters share the points)",
    ),
    "skipped": (
        "@points(1)\n@pytest.mark.skip(reason='later')\ndef test_it(submission): pass",
        ":3: test_it is skipped: later (let it be judged, or be a note: @points(0))",
    ),
    "no parameters": (
        "@points(1)\n@pytest.mark.parametrize('n', [])\ndef test_it(submission, n): pass",
        ":3: test_it is skipped: got empty parameter set for (n) (let it be judged, or be a note: @points(0))",
    ),
    "typing": (
        "@points(1)\ndef test_it(submission, monkeypatch): monkeypatch.setattr('builtins.input', lambda: '7')",
        ":3: test_it puts something in the place of builtins.input, which the program does not see "
        '(what is typed is handed to a run: submission.run(stdin="Ada"))',
    ),
    "deaf": (
        "@points(1)\ndef test_it(submission, capsys): assert capsys.readouterr().out",
        ":3: test_it asks pytest what was printed, which hears nothing of the program "
        "(what it printed is in submission.stdout, submission.stderr and the text of a run)",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_line(tmp_path, name):
    source, said = MISTAKES[name]
    with pytest.raises(CourseError) as caught:
        evidence_of(tmp_path, HEAD + source + "\n")

    assert [f"test_add_lock.py{said}"] == [
        str(mistake).rpartition(os.sep)[2] if os.sep in str(mistake) else str(mistake)
        for mistake in caught.value.mistakes
    ]


def test_a_function_in_the_place_of_its_name_is_told_before_what_comes_of_it(tmp_path):
    source = "@points(1)\ndef test_a(submission): pass\n@points(1)\n@needs(test_a)\ndef test_it(): pass\n"
    with pytest.raises(CourseError) as caught:
        evidence_of(tmp_path, HEAD + source)

    said = [
        'test_a has @needs without a name (write @needs("test_…"), with the name as text)',
        "test_it is gone when the file has been read (look for what else bears its name, or its class's)",
    ]
    assert said == [str(mistake).partition(": ")[2] for mistake in caught.value.mistakes]


def test_a_line_is_one_of_the_file_that_is_named(tmp_path):
    """Of a check in a wrapper from elsewhere it is the check's, of one that is inherited from elsewhere its class's."""
    shared = (
        HEAD
        + "import functools\n\n\nclass Both:\n    @points(1)\n    def test_that(self, submission):\n        pass\n\n\ndef twice(check):\n"
    )
    shared += "    @functools.wraps(check)\n    def inner(submission):\n        check(submission)\n    return inner\n"
    suite = "from shared import *\n@points(-1)\n@twice\ndef test_it(submission): pass\nclass TestOne(Both): pass\nclass TestTwo(Both): pass\n"
    with pytest.raises(CourseError) as raised:
        evidence_of(tmp_path, {"test_it.py": suite, "shared.py": shared})

    assert [2, 6] == sorted(mistake.line for mistake in raised.value.mistakes)


def test_mistakes_of_all_files_come_together(tmp_path):
    suite = {
        "test_one.py": HEAD + "def test_a(): pass\n@points(-1)\ndef test_b(): pass\n",
        "test_two.py": HEAD + "@points(1)\ndef test_a(): pass\n",
    }
    with pytest.raises(CourseError) as caught:
        evidence_of(tmp_path, suite)

    assert [("test_one.py", 3), ("test_one.py", 4), ("test_two.py", 3)] == [
        (mistake.path.name, mistake.line) for mistake in caught.value.mistakes
    ]


def test_classes_of_one_name_in_two_files_have_checks_of_their_own(tmp_path):
    suite = HEAD + "class TestA:\n    @points(1)\n    def test_it(self): pass\n"
    with pytest.raises(CourseError) as caught:
        evidence_of(tmp_path, {"test_one.py": suite, "test_two.py": suite})

    assert [("test_two.py", 4)] == [(mistake.path.name, mistake.line) for mistake in caught.value.mistakes]


def test_what_is_given_is_there(tmp_path):
    source = """
    @pytest.fixture(params=[1, 2])
    def one(request, tmp_path): return request.param
    @pytest.fixture
    def other(request): return request.param
    @points(1)
    @pytest.mark.parametrize("n, other", [(1, 2)], indirect=["other"])
    @pytest.mark.usefixtures("tmp_path")
    def test_it(submission, rng, n, other, one): pass
    @points(0)
    @pytest.mark.skip
    def test_note(submission): pass
    """
    found = checks_in(evidence_of(tmp_path, HEAD + source.replace("\n    ", "\n")))

    assert ["test_it[1-1-2]", "test_it[2-1-2]", "test_note"] == sorted(found)
    assert ["passed", "passed", "skipped"] == [found[name]["outcome"] for name in sorted(found)]


def test_a_parameter_may_be_called_like_a_check_in_a_class(tmp_path):
    source = HEAD + "@pytest.mark.parametrize('s', ['x::y', 'a[b]'])\n@points(1)\ndef test_it(s): pass\n"

    assert ["test_it[x::y]", "test_it[a[b]]"] == list(checks_in(evidence_of(tmp_path, source)))


def test_a_mistake_is_told_once_for_all_parameters(tmp_path):
    source = HEAD + "@pytest.mark.parametrize('n', range(3))\n@points(-1)\ndef test_it(n): pass\n"
    with pytest.raises(CourseError) as caught:
        evidence_of(tmp_path, source)

    assert 1 == len(caught.value.mistakes)


def test_mistakes_and_unreadable_files_come_together(tmp_path):
    with pytest.raises(CourseError) as caught:
        evidence_of(tmp_path, {"test_one.py": HEAD + "def test_a(): pass\n", "test_two.py": "1 / 0\n"})

    assert "test_a is worth nothing" in str(caught.value)
    assert "ZeroDivisionError" in str(caught.value)


def test_checks_may_be_methods(tmp_path):
    source = HEAD + (
        "class TestIncrease:\n"
        "    @points(1.5)\n"
        "    def test_once(self): 'Adds one.'\n"
        "    @points(1)\n"
        "    @needs('test_once')\n"
        "    def test_twice(self): 'Adds two.\\n\\n    Not shown.'\n"
    )
    found = checks_in(evidence_of(tmp_path, source))

    assert ["TestIncrease::test_once", "TestIncrease::test_twice"] == list(found)
    assert ["Adds one.", "Adds two."] == [check["title"] for check in found.values()]
    assert ["1.5", "1"] == [check["points"] for check in found.values()]


def test_a_title_may_run_over_lines(tmp_path):
    source = HEAD + '@points(0)\ndef test_it():\n    """No update is lost,\n    in whatever order.\n\n    More."""\n'

    assert "No update is lost, in whatever order." == checks_in(evidence_of(tmp_path, source))["test_it"]["title"]
