"""Inputs that hypothesis draws for a suite."""

import sys
from types import SimpleNamespace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyFailure

from grader.judge import drawn
from grader.sandbox.claims import AnException, TimedOut
from tests.support.courses import Sandboxes, checks_in, evidence_of

SUITE = """
    from hypothesis import given, settings, strategies as st
    from grader.suite import points

    @points(1)
    @settings(max_examples=20, phases=PHASES)
    @given(p=st.integers(0, 1000), q=st.just("x"))
    def test_it(submission, p, q):
        BODY
    """
ALL, NO_SHRINKING = "tuple(__import__('hypothesis').Phase)", "[__import__('hypothesis').Phase.generate]"


def found_by(root, body, *, phases=ALL, given_by='st.just("x")', **given):
    """The check, and what its submission was given."""
    given_away = []
    sandbox = Sandboxes(lambda **_: SimpleNamespace(give=given_away.append))
    suite = SUITE.replace("BODY", body).replace('st.just("x")', given_by)
    suite = suite.replace("PHASES", phases) if phases else suite.replace(", phases=PHASES", "")
    return checks_in(evidence_of(root, suite, sandbox=sandbox, **given))["test_it"], given_away


def test_it_is_told_with_which_inputs_a_check_failed(tmp_path):
    found, _ = found_by(tmp_path, "assert p < 10")

    assert ("failed", "Expected less than 10, but got 10.\nWith p=10, q='x'.") == (found["outcome"], found["rationale"])


def test_of_several_failures_one_is_told(tmp_path):
    found, _ = found_by(tmp_path, "assert p < 500, 'large'; assert p != 0, 'nought'")

    assert "failed" == found["outcome"]
    assert found["rationale"] in ("nought\nWith p=0, q='x'.", "large\nWith p=500, q='x'.")


def test_so_it_is_of_an_example_that_was_written_down_and_of_what_a_check_draws_by_itself(tmp_path):
    suite = SUITE.replace("PHASES", ALL).replace(
        "@given", "@__import__('hypothesis').example(p=500, q='y')\n    @given"
    )
    written = checks_in(evidence_of(tmp_path / "written", suite.replace("BODY", "assert p < 10")))["test_it"]
    body = "assert q.draw(st.integers(0, 9), label='k (of 2)') + q.draw(st.integers(0, 9)) < 5"
    drawn_here, _ = found_by(tmp_path / "drawn", body, given_by="st.data()")

    assert "Expected less than 10, but got 500.\nWith p=500, q='y'." == written["rationale"]
    assert drawn_here["rationale"].endswith("\nWith p=0, k (of 2)=0, 5.")


def test_the_input_that_ended_the_program_is_told_and_none_that_it_was_asked_afterwards(tmp_path):
    suite = SUITE.replace("PHASES", ALL).replace("BODY", "submission.ask(p)")
    found = checks_in(evidence_of(tmp_path, suite, sandbox=Sandboxes(lambda **_: Ending())))["test_it"]
    met = found["rationale"].removeprefix("The program ended with exit code 3\nWith p=").removesuffix(", q='x'.")

    assert int(met) > 100
    assert 1 == found["detail"].count("submission.ask(p)")


def test_no_smaller_input_is_looked_for_where_the_program_does_not_end(tmp_path):
    asked = []

    def ask(number):
        asked.append(number)
        if number > 100:
            raise TimedOut("It does not end.")

    sandbox = Sandboxes(lambda **_: SimpleNamespace(ask=ask))
    suite = SUITE.replace("PHASES", ALL).replace("BODY", "submission.ask(p)")
    found = checks_in(evidence_of(tmp_path, suite, sandbox=sandbox))["test_it"]
    endless = [number for number in asked if number > 100]

    assert 1 == len(set(endless))
    assert f"It does not end.\nWith p={endless[0]}, q='x'." == found["rationale"]


class Ending:
    """A program that ends once it is asked for a number above 100."""

    over = None

    def ask(self, number):
        if self.over is None and number > 100:
            self.over = AnException("SystemExit", "3")
        if self.over is not None:
            raise self.over


def test_it_is_not_asked_again_for_what_does_not_matter(tmp_path):
    found, _ = found_by(tmp_path, "assert p < 10", phases=None, given_by="st.booleans()")

    assert "Expected less than 10, but got 10.\nWith p=10, q=False." == found["rationale"]
    assert "generated value" not in found["detail"]


def test_the_same_is_drawn_again_for_the_same_seed_and_other_things_for_another(tmp_path):
    runs = [
        found_by(tmp_path / str(n), "submission.give(p)", phases=NO_SHRINKING, seed=seed)[1]
        for n, seed in enumerate([1, 1, 2])
    ]

    assert runs[0] == runs[1] != runs[2]
    assert 20 == len(runs[0])


def test_nothing_is_left_where_the_command_was_given(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    found_by(tmp_path, "assert p < 10")

    assert [] == list((tmp_path / "here").iterdir())
    assert not settings._current_profile.startswith("judging")


def test_without_hypothesis_it_is_the_suite_that_says_so(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    evidence = evidence_of(tmp_path, SUITE.replace("BODY", "pass").replace("PHASES", ALL))

    assert "No module named 'hypothesis'" in str(evidence) or "import of hypothesis halted" in str(evidence)


def test_what_failed_once_failed():
    """hypothesis asks again, and is puzzled where the second time went well."""
    calls = []

    @given(st.booleans())
    def fails_once(_):
        calls.append(None)
        assert len(calls) != 1, "it failed"

    with pytest.raises(FlakyFailure) as raised:
        fails_once()

    assert "it failed" in str(drawn.failure(raised.value))
    assert raised.value is not drawn.failure(raised.value)


@pytest.mark.parametrize("other", [None, ValueError("x"), ExceptionGroup("several", [ValueError("x")])])
def test_whatever_else_failed_is_itself(other):
    assert other is drawn.failure(other)
    assert "" == drawn.case(other, ())


def test_a_long_input_is_cut():
    raised = AssertionError()
    raised.add_note("Failing test case: test_it(\n    submission=<x>,\n    p='" + "a" * 1000 + "',\n)")

    assert f"With p='{'a' * 297}…." == drawn.case(raised, {"submission"})


def test_inputs_of_several_lines_are_told_whole_and_nothing_else():
    raised = AssertionError()
    raised.add_note(
        "Failing test case: test_it(\n    # The test always failed when commented parts were varied together.\n"
        "    submission=<x>,\n    answers={'secret': 1},\n    p=[Item(name='a', price=0),\n     Item(\n"
        "         name='b',\n         price=0)],  # or any other generated value\n    t='a\\n    b=3,',\n    d=data(...),\n)"
    )

    said = r"With p=[Item(name='a', price=0), Item(name='b', price=0)], t='a\n    b=3,'."
    assert said == drawn.case(raised, {"submission", "answers"})


def test_what_fixtures_gave_was_not_drawn(tmp_path):
    suite = (
        SUITE.replace("def test_it(", "def test_it(answers, ").replace("BODY", "assert p < 10").replace("PHASES", ALL)
    )
    fixture = "    import pytest\n\n    @pytest.fixture\n    def answers():\n        return {'secret': 1}\n"

    assert "With p=10, q='x'." in checks_in(evidence_of(tmp_path, fixture + suite))["test_it"]["rationale"]


@pytest.fixture
def as_shipped():
    """hypothesis as it is for others: our own tests have it draw the same each time, and give it all the time it wants."""
    before = settings._current_profile
    settings.register_profile("as shipped", derandomize=False, deadline=200, phases=tuple(Phase))
    settings.load_profile("as shipped")
    yield
    settings.load_profile(before)


@pytest.mark.usefixtures("as_shipped")
def test_whatever_stands_around_a_check_it_draws_the_same_again(tmp_path):
    around = "    import functools\n\n    def around(check):\n        return functools.wraps(check)(lambda **all: check(**all))\n"
    suite = around + SUITE.replace("@points(1)", "@points(1)\n    @around").replace("PHASES", NO_SHRINKING)
    runs = []
    for folder in ("one", "two"):
        drawn_now = []
        sandbox = Sandboxes(lambda given=drawn_now, **_: SimpleNamespace(give=given.append))
        evidence_of(tmp_path / folder, suite.replace("BODY", "submission.give(p)"), sandbox=sandbox)
        runs.append(drawn_now)

    assert runs[0] == runs[1]
    assert 20 == len(runs[0])


SLOW = """
    import time
    from hypothesis import given, settings, strategies as st
    from hypothesis.database import InMemoryExampleDatabase
    from grader.suite import points

    kept = InMemoryExampleDatabase()
    settings.register_profile("mine", database=kept, deadline=1, max_examples=3)
    settings.load_profile("mine")
    mine = settings(settings.get_profile("default"), database=kept, deadline=1, max_examples=3)

    def look(p):
        time.sleep(0.01)
        assert p < 10 and not kept.data

    @points(1)
    @settings(deadline=1, max_examples=3, database=kept)
    @given(st.integers(0, 9))
    def test_its_own(submission, p):
        look(p)

    @points(1)
    @given(st.integers(0, 9))
    def test_its_profile(submission, p):
        look(p)

    @points(1)
    @mine
    @given(st.integers(0, 9))
    def test_the_usual_profile(submission, p):
        look(p)
    """


@pytest.mark.usefixtures("as_shipped")
def test_no_deadline_of_a_suite_s_own_decides_and_nothing_is_kept(tmp_path):
    found = checks_in(evidence_of(tmp_path, SLOW))

    assert {"passed"} == {check["outcome"] for check in found.values()}
    assert 3 == len(found)


MACHINE = """
    from hypothesis import Phase, settings, strategies as st
    from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule, run_state_machine_as_test
    from grader.suite import points

    @points(1)
    def test_it(submission):
        class Shop(RuleBasedStateMachine):
            things = Bundle("things")

            @rule(target=things, price=st.integers(0, 1000))
            def put(self, price):
                submission.give(price)
                return price

            @rule(price=things)
            def sell(self, price):
                assert price < 10, "it is dear"

        run_state_machine_as_test(Shop, settings=settings(max_examples=20, phases=PHASES))
    """


@pytest.mark.usefixtures("as_shipped")
def test_the_steps_of_a_machine_are_told_and_drawn_from_the_seed_as_well(tmp_path):
    def judged(name, seed, phases):
        given_away = []
        sandbox = Sandboxes(lambda **_: SimpleNamespace(give=given_away.append))
        evidence = evidence_of(tmp_path / name, MACHINE.replace("PHASES", phases), sandbox=sandbox, seed=seed)
        return checks_in(evidence)["test_it"], given_away

    (found, _), runs = judged("told", 1, ALL), [judged(str(n), n // 2, NO_SHRINKING)[1] for n in range(3)]

    assert "it is dear\nAfter things_0 = put(price=10), sell(price=things_0)." == found["rationale"]
    assert runs[0] == runs[1] != runs[2]


@pytest.mark.usefixtures("as_shipped")
def test_checks_that_draw_beside_a_file_of_checks_have_as_much_time(tmp_path):
    common = "from hypothesis import given, settings, strategies as st\n\nSET = settings().deadline\n"
    suite = (
        "from grader.suite import points\nfrom common import SET\n\n@points(1)\ndef test_it(submission):\n"
        "    assert SET is None\n"
    )
    found = checks_in(evidence_of(tmp_path, {"test_it.py": suite, "common.py": common}))["test_it"]

    assert "passed" == found["outcome"]


@pytest.mark.usefixtures("as_shipped")
def test_no_line_of_ours_is_laid_to_it(tmp_path):
    """hypothesis traces who ran only where it failed, and names the files where they lie on this machine."""

    def ask(number):
        return number < 10

    suite = SUITE.replace(", phases=PHASES", "").replace('st.just("x")', "st.integers()")
    suite = suite.replace("BODY", "assert submission.ask(p), 'large'")
    sandbox = Sandboxes(lambda **_: SimpleNamespace(ask=ask))
    found = checks_in(evidence_of(tmp_path, suite, sandbox=sandbox))["test_it"]

    assert "large\nWith p=10, q=0." == found["rationale"]
    assert "Explanation" not in found["detail"]
    assert "any other generated value" not in found["detail"]
