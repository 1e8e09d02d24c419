"""Judging a submission: what a suite's tests say becomes evidence, whatever they do."""

import dataclasses
import json
import re
from types import SimpleNamespace

import pytest

from grader import judge, score
from grader.errors import CourseError, TamperingError, WorkerError
from grader.report import Explored, Location
from grader.sandbox.claims import Crashed, Deadlocked, Frame, PromiseBroken, StudentError, TimedOut
from grader.sandbox.exploration import Exploration
from grader.sandbox.pointers.advice import ASKED_FOR, for_error
from grader.sandbox.pointers.slips import Slip
from grader.worker.handed import packed
from tests.support.courses import SLUG, Sandboxes, a_course, a_run, a_submission, checks_in, evidence_of


def test_what_holds_is_passed_and_what_does_not_is_failed(tmp_path):
    evidence = evidence_of(
        tmp_path,
        '''
        from grader.suite import points

        @points(2)
        def test_sums(submission):
            """Two and two are four."""
            assert 2 + 2 == 4

        @points(3)
        def test_products(submission):
            """Two times three is five."""
            value = 2 * 3
            assert value == 5
        ''',
    )
    sums, products = checks_in(evidence).values()

    assert ("passed", "Two and two are four.", "2") == (sums["outcome"], sums["title"], sums["points"])
    assert ("failed", "Expected 5, but got 6.") == (products["outcome"], products["rationale"])
    assert "assert 6 == 5" in products["detail"]
    assert None is sums["detail"] is sums["rationale"]


RAISING = {
    "student": (StudentError("NameError", "name 'x' is not defined"), "failed", "NameError: name 'x' is not defined"),
    "stopped": (TimedOut("line 3 never ends"), "timed_out", "line 3 never ends"),
    "deadlock": (Deadlocked("A waits for B"), "failed", "A waits for B"),
    "crash": (Crashed("killed by signal 11"), "crashed", "killed by signal 11"),
    "promise": (PromiseBroken("ended as 1"), "failed", "ended as 1"),
    "worker": (WorkerError("no fork"), "broken", "The grader could not run this check: no fork"),
    "what would help": (
        WorkerError("no time", hint="Wait."),
        "broken",
        "The grader could not run this check: no time. Wait.",
    ),
    "bug": (KeyError("x"), "broken", "The suite failed here: KeyError: 'x'"),
    "exit": (SystemExit(3), "broken", "The suite failed here: SystemExit: 3"),
}


@pytest.mark.parametrize("name", RAISING)
@pytest.mark.parametrize("where", ["check", "fixture"])
def test_whatever_is_raised_is_an_outcome(tmp_path, name, where):
    raised, outcome, rationale = RAISING[name]
    body = {"check": "submission.load()", "fixture": "pass"}[where]
    fixture = {"check": "return submission", "fixture": "return submission.load()"}[where]
    suite = f"""
        import pytest
        from grader.suite import points

        @pytest.fixture
        def program(submission):
            {fixture}

        @points(1)
        def test_it(submission, program):
            {body}

        @points(1)
        def test_another(submission):
            pass
        """
    found = checks_in(evidence_of(tmp_path, suite, sandbox=Sandboxes(lambda **_: SimpleNamespace(load=_raise(raised)))))

    assert (outcome, rationale) == (found["test_it"]["outcome"], found["test_it"]["rationale"])
    assert "passed" == found["test_another"]["outcome"]


def _raise(error):
    def load():
        raise error

    return load


def test_a_typo_of_the_suite_is_told_with_its_own_lines_alone(tmp_path):
    suite = """
        from grader.suite import points

        @points(1)
        def test_it(submission):
            submission.explore().always(lambda end: end.valeu)
        """
    runs = Exploration((SimpleNamespace(kind="finished", trouble=None),), True, "", True, 1, (), False, lambda end: end)
    sandbox = Sandboxes(lambda **_: SimpleNamespace(explore=lambda: runs))
    found = checks_in(evidence_of(tmp_path, suite, sandbox=sandbox))["test_it"]

    assert ": in <lambda>" in found["detail"]
    assert "no attribute 'valeu'" in found["detail"]
    assert "grader/sandbox" not in found["detail"]


def test_forgery_is_kept_as_evidence(tmp_path):
    suite = """
        from grader.suite import points

        @points(1)
        def test_it(submission):
            submission.load()
        """
    sandbox = Sandboxes(lambda **_: SimpleNamespace(load=_raise(TamperingError("frame 3 is forged"))))
    evidence = evidence_of(tmp_path, suite, sandbox=sandbox)

    assert "frame 3 is forged" == checks_in(evidence)["test_it"]["tampering"]
    assert ("frame 3 is forged",) == score.report(evidence).review


@pytest.mark.parametrize(
    ("trouble", "ours_too"), [(WorkerError("the machine was too busy"), False), (KeyError("x"), True)]
)
def test_where_we_have_words_for_it_no_traceback_is_ours(tmp_path, trouble, ours_too):
    """A fault of ours is told with its place."""
    suite = """
        from grader.suite import points

        @points(1)
        def test_it(submission):
            submission.load()
        """
    sandbox = Sandboxes(lambda **_: SimpleNamespace(load=_raise(trouble)))
    detail = checks_in(evidence_of(tmp_path, suite, sandbox=sandbox))["test_it"]["detail"]

    assert "submission.load()" in detail
    assert ours_too == ("test_run.py" in detail)


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [(TimedOut("never ends"), "timed_out"), (Crashed("died"), "crashed"), (WorkerError("ours"), "broken")],
)
def test_what_a_suite_swallows_is_no_pass(tmp_path, trouble, outcome):
    suite = """
        from grader.suite import points

        @points(1)
        def test_it(submission):
            try:
                submission.load()
            except Exception:
                pass
        """
    sandbox = Sandboxes(lambda **_: SimpleNamespace(load=_raise(trouble), trouble=trouble))
    found = checks_in(evidence_of(tmp_path, suite, sandbox=sandbox))["test_it"]

    assert outcome == found["outcome"]
    assert f"The suite caught {type(trouble).__name__}: {trouble}" == found["detail"]


@pytest.mark.parametrize("asserted", ["done == [1]", "True"])
def test_what_ends_a_thread_of_the_suites_own_is_its_mistake(tmp_path, asserted):
    """Nobody else hears of it: it was the program's loss, or a pass."""
    suite = f"""
        import threading
        from grader.suite import points

        @points(1)
        def test_it(submission):
            done = []
            thread = threading.Thread(target=lambda: done.append(int("one")))
            thread.start()
            thread.join()
            assert {asserted}
        """
    evidence = evidence_of(tmp_path, suite)

    outcome, said, fault = _blame(checks_in(evidence)["test_it"])
    assert ("broken", "course") == (outcome, fault)
    assert "A thread of the suite's own failed: ValueError: invalid literal for int() with base 10: 'one'" == said


def test_a_thread_of_the_suites_own_may_end_itself(tmp_path):
    suite = """
        import sys, threading
        from grader.suite import points

        @points(1)
        def test_it(submission):
            thread = threading.Thread(target=sys.exit)
            thread.start()
            thread.join()
        """
    assert "passed" == checks_in(evidence_of(tmp_path, suite))["test_it"]["outcome"]


LOOKS_AT_A_GIVEN_PROGRAM = """
    from grader.suite import explain, points

    @points(1, visibility="{visibility}")
    def test_it(submission):
        pass
    """


@pytest.mark.parametrize(("visibility", "outcome"), [("visible", "broken"), ("after_due_date", "passed")])
def test_a_visible_check_must_not_tell_what_is_to_be_foretold(tmp_path, visibility, outcome):
    """Neither by its words nor by whether it passes: the suite is refused on its very first run."""
    suite = LOOKS_AT_A_GIVEN_PROGRAM.format(visibility=visibility)
    sandbox = Sandboxes(lambda **_: SimpleNamespace(gives_away=True))
    found = checks_in(evidence_of(tmp_path, suite, sandbox=sandbox))["test_it"]

    assert outcome == found["outcome"]
    assert outcome == "passed" or "must not be visible" in found["rationale"]


@pytest.mark.parametrize("body", ["pass", "assert False, 'no'"])
def test_an_explanation_goes_with_every_outcome(tmp_path, body):
    suite = f"""
        from grader.suite import explain, points

        @points(1, visibility="after_due_date")
        @explain("Because both read first.")
        def test_it(submission):
            {body}
        """
    [check] = score.report(evidence_of(tmp_path, suite)).checks

    assert "Because both read first." == check.explanation


def test_each_check_has_a_worker_of_its_own(tmp_path):
    suite = """
        from grader.suite import points

        @points(1)
        def test_one(submission):
            pass

        @points(1)
        def test_two(submission):
            pass

        @points(1)
        def test_without():
            pass
        """
    sandbox = Sandboxes()
    evidence_of(tmp_path, suite, sandbox=sandbox)

    assert (2, 2) == (len(sandbox.opened), sandbox.closed)


def test_scenarios_and_seed_go_to_the_worker(tmp_path):
    suite = {
        "scenarios.py": "def race(module): ...\n",
        "test_it.py": """
            from grader.suite import points

            @points(1)
            def test_it(submission):
                assert (submission.seed, submission.scenarios) == (11, "def race(module): ...\\n")
            """,
    }
    sandbox = Sandboxes(lambda **given: SimpleNamespace(**given))

    assert "passed" == checks_in(evidence_of(tmp_path, suite, sandbox=sandbox, seed=11))["test_it"]["outcome"]


def test_needs_go_first_and_hold_up_what_needs_them(tmp_path):
    suite = '''
        from grader.suite import needs, points

        order = []

        @points(1)
        @needs("test_last")
        def test_first(submission):
            """Comes first."""
            order.append("first")

        @points(1)
        def test_between(submission):
            assert order == ["last"]

        @points(1)
        def test_last(submission):
            """Comes last."""
            order.append("last")
            assert False

        @points(1)
        @needs("test_between")
        def test_fine(submission):
            pass
        '''
    found = checks_in(evidence_of(tmp_path, suite))

    assert ["test_last", "test_first", "test_between", "test_fine"] == list(found)
    assert ("skipped", "Skipped until this is right: “Comes last.”") == (
        found["test_first"]["outcome"],
        found["test_first"]["rationale"],
    )
    assert "passed" == found["test_fine"]["outcome"]
    assert None is found["test_first"]["detail"]


def test_a_hidden_need_is_not_named(tmp_path):
    suite = '''
        from grader.suite import needs, points

        @points(1, visibility="hidden")
        def test_secret(submission):
            """A secret."""
            assert False

        @points(1)
        @needs("test_secret")
        def test_open(submission):
            """Open."""
        '''
    found = checks_in(evidence_of(tmp_path, suite))

    assert "Skipped until a hidden check is right." == found["test_open"]["rationale"]


@pytest.mark.parametrize(
    ("body", "fault", "said"),
    [
        ("assert submission.nosuch", "course", "Skipped: “First.” could not be judged, which is not your fault."),
        ("raise BeyondError('line 7 uses os.fork')", "program", "Skipped: “First.” could not be judged."),
    ],
)
def test_what_needs_a_check_that_broke_is_not_the_students_to_mend(tmp_path, body, fault, said):
    suite = f'''
        from grader.errors import BeyondError
        from grader.suite import needs, points

        @points(1)
        def test_first(submission):
            """First."""
            {body}

        @points(1)
        @needs("test_first")
        def test_second(submission):
            """Second."""

        @points(1)
        @needs("test_second")
        def test_third(submission):
            """Third."""
        '''
    evidence = evidence_of(tmp_path, suite)
    found = checks_in(evidence)

    assert ("skipped", fault, said) == tuple(found["test_second"][word] for word in ("outcome", "fault", "rationale"))
    assert ("skipped", fault) == tuple(found["test_third"][word] for word in ("outcome", "fault"))
    assert [None] * 3 == [check.points for check in score.report(evidence).checks]


def test_what_needs_a_note_that_skipped_itself_cannot_be_judged(tmp_path):
    suite = '''
        import pytest
        from grader.suite import needs, points

        @points(0)
        def test_here(submission):
            """Here."""
            pytest.skip("no display")

        @points(5)
        @needs("test_here")
        def test_drawn(submission):
            """Drawn."""
        '''
    evidence = evidence_of(tmp_path, suite)

    assert ("skipped", None) == tuple(checks_in(evidence)["test_here"][word] for word in ("outcome", "fault"))
    assert (
        "broken",
        "The suite skipped this check: it needs “Here.”, which skipped itself",
        "course",
    ) == _blame(checks_in(evidence)["test_drawn"])
    assert ("withheld", None) == (score.report(evidence).outcome, score.report(evidence).points)


def test_a_slip_is_pointed_at_where_no_better_line_is_known(tmp_path):
    suite = """
        from grader.suite import hint, points
        from grader.report import Location
        from grader.sandbox.claims import Frame, MissingAttribute, PromiseBroken, StudentError, TimedOut

        LINE = Location("a.py", 5)

        @points(1)
        @hint("Think.")
        def test_counts(submission):
            assert False, "0 of 2 threads called work()"

        @points(1)
        def test_story(submission):
            raise PromiseBroken("It ended with 1.", location=LINE, hint="Think.")

        @points(1)
        def test_endless(submission):
            raise TimedOut("It does not come to an end.", location=LINE)

        @points(1)
        def test_no_line_of_theirs(submission):
            raise StudentError("TypeError", "'str' object is not callable", actor="Thread-1")

        @points(1)
        @hint("Think.")
        def test_joins_what_was_not_started(submission):
            frames = (Frame(LINE, "work"),)
            raise StudentError("RuntimeError", "cannot join thread before it is started", frames)

        @points(1)
        def test_no_such_name(submission):
            raise MissingAttribute("AttributeError", "your file has no 'work'")

        @points(1)
        def test_promise(submission):
            raise PromiseBroken("It never ends with 2.")

        @points(1)
        def test_raises(submission):
            raise StudentError("NameError", "name 'x'", (Frame(LINE, "work"),))

        @points(1)
        def test_passes(submission):
            pass
        """
    slip = Slip(Location("a.py", 12), "Look at line 12.")
    found = checks_in(evidence_of(tmp_path, suite, sandbox=Sandboxes(lambda **_: SimpleNamespace(slip=slip))))

    not_started = for_error("RuntimeError", "cannot join thread before it is started")
    assert {
        "test_counts": (12, f"{slip.words}\nThink."),
        "test_story": (5, f"{slip.words}\nThink."),
        "test_endless": (5, slip.words),
        "test_no_line_of_theirs": (12, slip.words),
        "test_joins_what_was_not_started": (5, f"{slip.words}\n{not_started}"),
        "test_promise": (12, slip.words),
        "test_no_such_name": (None, ASKED_FOR),
        "test_raises": (5, None),
        "test_passes": (None, None),
    } == {name: (check["location"] and check["location"]["line"], check["hint"]) for name, check in found.items()}


def test_no_hint_fits_a_program_whose_main_part_never_runs(tmp_path):
    suite = """
        from grader.sandbox.claims import PromiseBroken
        from grader.suite import hint, points

        @points(1)
        @hint("Start both.")
        def test_counts(submission):
            assert False, "0 of 2 threads called increase()"

        @points(1)
        def test_promise(submission):
            raise PromiseBroken("It ended with 0.", hint="Use one lock.")
        """
    slip = Slip(Location("a.py", 12), "Look at line 12.", idle=True)
    found = checks_in(evidence_of(tmp_path, suite, sandbox=Sandboxes(lambda **_: SimpleNamespace(slip=slip))))

    assert [slip.words, slip.words] == [check["hint"] for check in found.values()]


def test_a_function_that_the_file_never_names_is_told_and_leaves_no_room_for_the_hint(tmp_path):
    suite = """
        from grader.suite import hint, points

        @points(1)
        @hint("Start both.")
        def test_counts(submission):
            assert False, "0 of 2 threads called increase()"
        """
    missing = "Your file has no 'increase'. Did you mean: 'increese'?"
    found = checks_in(evidence_of(tmp_path, suite, sandbox=Sandboxes(lambda **_: SimpleNamespace(missing=missing))))

    assert f"0 of 2 threads called increase(). {missing}" == found["test_counts"]["rationale"]
    assert ASKED_FOR == found["test_counts"]["hint"]


def test_no_hint_fits_a_file_without_code(tmp_path):
    suite = """
        from grader.suite import hint, points

        @points(1)
        @hint("Is it printed too early?")
        def test_prints(submission):
            assert False, "the last number printed should be 2, and it is none"
        """
    found = checks_in(evidence_of(tmp_path, suite, sandbox=Sandboxes(lambda **_: SimpleNamespace(is_empty=True))))

    assert "the last number printed should be 2, and it is none" == found["test_prints"]["rationale"]
    assert found["test_prints"]["hint"] is None


def test_awards_give_a_part(tmp_path):
    suite = """
        from grader.suite import award, points

        @points(4)
        def test_quiet(submission):
            award(0.1, "a little")
            award(3 / 4, "three of four")
            award(0.5, "half")

        @points(4)
        def test_then_fails(submission):
            award(0.5, "half")
            assert False, "no more"

        @points(4)
        def test_all(submission):
            award(1, "all of it")

        @points(4)
        def test_nonsense(submission):
            award(7, "too much")
        """
    found = checks_in(evidence_of(tmp_path, suite))

    assert ("failed", "three of four") == (found["test_quiet"]["outcome"], found["test_quiet"]["rationale"])
    assert {"fraction": "1/10", "why": "a little"} == found["test_quiet"]["awards"][0]
    assert ("failed", "no more") == (found["test_then_fails"]["outcome"], found["test_then_fails"]["rationale"])
    assert "passed" == found["test_all"]["outcome"]
    assert "broken" == found["test_nonsense"]["outcome"]
    assert "a fraction from 0 to 1, not 7" in found["test_nonsense"]["detail"]


def test_no_hint_of_the_suite_stands_beside_what_is_known_of_an_error(tmp_path):
    """A hint about locks leads away from a text that is added to a number."""
    suite = """
        from grader.report import Witness
        from grader.sandbox.claims import PromiseBroken, StudentError, TimedOut
        from grader.suite import hint, points

        @points(1)
        @hint("Hold one lock.")
        def test_known(submission):
            raise StudentError("TypeError", "can't multiply sequence by non-int of type 'str'")

        @points(1)
        @hint("Hold one lock.")
        def test_unknown(submission):
            raise StudentError("ValueError", "max_workers must be greater than 0")

        @points(1)
        @hint("Hold one lock.")
        def test_endless(submission):
            endless = TimedOut("It does not end.")
            endless.advice = "What changes i?"
            raise endless

        @points(1)
        @hint("Hold one lock.")
        def test_in_some_order(submission):
            broken = PromiseBroken("TypeError.", witness=Witness("0", ()))
            broken.advice = "Something is None there."
            raise broken

        @points(1)
        @hint("Hold one lock.")
        def test_in_every_order(submission):
            broken = PromiseBroken("TypeError.")
            broken.advice = "Something is None there."
            raise broken

        @points(1)
        @hint("Hold one lock.")
        def test_whatever_the_order(submission):
            broken = PromiseBroken("Deadlock.", witness=Witness("0", ()))
            broken.advice, broken.explains = "Give it back.", True
            raise broken
        """
    found = checks_in(evidence_of(tmp_path, suite))
    known, unknown, endless, in_some_order, in_every_order, whatever = (check["hint"] for check in found.values())

    assert known.startswith("A text and a number meet there.")
    assert "lock" not in known
    assert ("Hold one lock.", "What changes i?") == (unknown, endless)
    assert "Something is None there.\nHold one lock." == in_some_order
    assert "Something is None there." == in_every_order
    assert "Give it back." == whatever


def test_hints_come_with_what_is_not_passed(tmp_path):
    suite = """
        from grader.sandbox.claims import PromiseBroken, TimedOut
        from grader.suite import hint, points

        @points(1)
        @hint("Try harder.")
        def test_fails(submission):
            assert False

        @points(1)
        @hint("Try harder.")
        def test_passes(submission):
            pass

        @points(1)
        @hint("Try harder.")
        def test_promise(submission):
            raise PromiseBroken("broken", hint=hint("Hold the lock."))

        @points(1)
        @hint("Try harder.")
        def test_stopped(submission):
            raise TimedOut("never ends", hint="Is there a loop?")

        @points(1)
        def test_suggested(submission):
            raise TimedOut("never ends", hint="Is there a loop?")
        """
    found = checks_in(evidence_of(tmp_path, suite))

    assert ["Try harder.", None, "Hold the lock.", "Try harder.", "Is there a loop?"] == [
        check["hint"] for check in found.values()
    ]


def test_parameters_share_a_title_and_a_group(tmp_path):
    suite = '''
        import pytest
        from grader.suite import points

        @pytest.mark.parametrize("n", [1, 2])
        @points(1)
        def test_many(submission, n):
            """Adds many."""
            assert n == 1
        '''
    first, second = checks_in(evidence_of(tmp_path, suite)).values()

    assert ("test_many[1]", "Adds many. (1)", "test_many", "passed") == _brief(first)
    assert ("test_many[2]", "Adds many. (2)", "test_many", "failed") == _brief(second)


def _brief(check):
    return check["id"], check["title"], check["group"], check["outcome"]


def test_a_check_without_a_docstring_has_its_name_for_a_title(tmp_path):
    suite = """
        from grader.suite import points

        @points(1)
        def test_no_update_is_lost(submission):
            pass
        """

    assert "No update is lost" == checks_in(evidence_of(tmp_path, suite))["test_no_update_is_lost"]["title"]


def test_skipping_and_failing_in_words(tmp_path):
    suite = """
        import pytest
        from grader.suite import StudentError, points

        @points(1)
        def test_skips(submission):
            pytest.skip("not today")

        @points(1)
        def test_fails(submission):
            pytest.fail("that is wrong")

        @points(1)
        def test_expects_an_exception(submission):
            with pytest.raises(StudentError):
                pass

        @points(1)
        def test_expects_this_one(submission):
            with pytest.raises(ValueError):
                pass

        @points(1)
        @pytest.mark.skipif(True, reason="no fork here")
        def test_is_skipped(submission):
            pass

        @points(1)
        def test_expects_to_fail(submission):
            pytest.xfail("one day")

        @points(1)
        def test_expects_a_warning(submission):
            with pytest.warns(UserWarning):
                pass

        @points(0)
        def test_note(submission):
            pytest.skip("of no use here")
        """
    found = checks_in(evidence_of(tmp_path, suite))

    assert ("broken", "The suite skipped this check: not today", "course") == _blame(found["test_skips"])
    assert re.fullmatch(r"test_.*\.py:\d+: Skipped: not today", found["test_skips"]["detail"])
    assert ("failed", "that is wrong") == (found["test_fails"]["outcome"], found["test_fails"]["rationale"])
    assert "An exception was expected here, and none was raised." == found["test_expects_an_exception"]["rationale"]
    assert "A ValueError was expected here, and none was raised." == found["test_expects_this_one"]["rationale"]
    assert ("broken", "The suite skipped this check: no fork here", "course") == _blame(found["test_is_skipped"])
    assert ("broken", "The suite failed here: XFailed: one day", "course") == _blame(found["test_expects_to_fail"])
    assert ("broken", "course") == _blame(found["test_expects_a_warning"])[::2]
    assert "The suite failed here: DID NOT WARN." in found["test_expects_a_warning"]["rationale"]
    assert ("skipped", "of no use here", None) == _blame(found["test_note"])


def _blame(check):
    return check["outcome"], check["rationale"], check["fault"]


def test_what_a_fixture_asserts_afterwards_is_told_as_any_assert(tmp_path):
    suite = """
        import pytest
        from grader.suite import points

        @pytest.fixture
        def thing():
            yield
            assert 1 + 1 == 3

        @points(1)
        def test_it(submission, thing):
            pass
        """
    found = checks_in(evidence_of(tmp_path, suite))["test_it"]

    assert ("failed", "Expected 3, but got 2.") == (found["outcome"], found["rationale"])


def test_teardown_can_break_a_check_that_passed(tmp_path):
    suite = """
        import pytest
        from grader.suite import points

        @pytest.fixture
        def thing():
            yield
            raise OSError("disk full")

        @points(1)
        def test_it(submission, thing):
            pass
        """
    found = checks_in(evidence_of(tmp_path, suite))["test_it"]

    assert "broken" == found["outcome"]
    assert "disk full" in found["detail"]


def test_evidence_says_what_was_judged_by_what(tmp_path):
    suite = """
        from grader.suite import points

        @points(1)
        def test_it(submission):
            print("the suite's own words")
        """
    evidence = evidence_of(tmp_path, suite, seed=11)
    header = evidence["grader"]

    assert ("grader.evidence/1", "Concurrency", SLUG, "suite", 11) == tuple(
        header[name] for name in ("schema", "course", "exercise", "which", "seed")
    )
    assert {"digest": a_submission().digest, "entry": "add_lock.py"} == header["submission"]
    assert 64 == len(header["suite"]["digest"])
    assert {"python", "platform", "isolation", "cpus"} == set(header["environment"])
    assert "the suite's own words\n" == evidence["tests"][0]["call"]["stdout"]
    assert evidence == json.loads(json.dumps(evidence))


def test_mistakes_are_told_all_at_once(tmp_path):
    suite = '''
        from grader.suite import needs, points

        def test_worthless(submission):
            """Nothing."""

        @points(-1)
        @needs("test_missing")
        def test_negative(submission):
            """Less than nothing."""
        '''
    with pytest.raises(CourseError) as caught:
        evidence_of(tmp_path, suite)

    assert 3 == len(caught.value.mistakes)


def test_where_there_is_no_suite_the_examples_judge(tmp_path):
    examples = """
        from grader.suite import points

        @points(1)
        def test_example(submission):
            pass
        """
    course = a_course(tmp_path, None, examples=examples)
    setting = judge.Setting(course, course.exercise(SLUG))
    evidence = judge.run(setting, judge.Job(a_submission(), Sandboxes(), seed=1))

    assert ["test_example"] == list(checks_in(evidence))
    assert ["Only the examples were run: hidden checks remain."] == evidence["grader"]["notices"]


def test_random_inputs_come_from_the_seed(tmp_path):
    suite = """
        from grader.suite import points

        @points(1)
        def test_one(rng):
            print(rng.randrange(10**9))

        @points(1)
        def test_two(rng):
            print(rng.randrange(10**9))
        """
    drawn = [
        tuple(test["call"]["stdout"] for test in evidence_of(tmp_path, suite, seed=seed)["tests"]) for seed in (1, 1, 2)
    ]

    assert drawn[0] == drawn[1]
    assert 4 == len({*drawn[0], *drawn[2]})


def test_what_a_suite_draws_by_itself_comes_from_the_seed_as_well(tmp_path):
    """Whoever knows nothing of `rng` gets the same report again all the same."""
    suite = """
        import random

        import pytest
        from grader.suite import points

        @pytest.fixture
        def drawn():
            return random.randrange(10**9)

        @points(1)
        def test_one(drawn):
            print(drawn, random.randrange(10**9))

        @points(1)
        def test_two(drawn):
            print(drawn, random.randrange(10**9))
        """
    drawn = [
        tuple(test["call"]["stdout"] for test in evidence_of(tmp_path, suite, seed=seed)["tests"]) for seed in (1, 1, 2)
    ]

    assert drawn[0] == drawn[1]
    assert 4 == len({*drawn[0], *drawn[2]})


def test_each_submission_is_given_inputs_of_its_own(tmp_path):
    suite = """
        from grader.suite import points

        @points(1)
        def test_one(rng):
            print(rng.randrange(10**9))
        """
    course = a_course(tmp_path, suite)
    setting = judge.Setting(course, course.exercise(SLUG))
    drawn = set()
    for digest in ("one", "another"):
        submission = dataclasses.replace(a_submission(), digest=digest)
        (test,) = judge.run(setting, judge.Job(submission, Sandboxes(), seed=1))["tests"]
        drawn.add(test["call"]["stdout"])

    assert 2 == len(drawn)


RUNNING = """
    from grader.suite import hint, points

    @points(1)
    @hint("What does it return?")
    def test_in_words(submission):
        assert submission.exit_code == 0, "it should end well"

    @points(1)
    @hint("Read the message.")
    def test_without(submission):
        assert not submission.exit_code

    @points(1)
    @hint("Read the message.")
    def test_explains(submission):
        assert submission.exit_code == 0, submission.runs[-1].explain()

    @points(1)
    def test_of_its_own(submission):
        raise submission.runs[-1].troubles[0]

    @points(1)
    def test_passes(submission):
        assert submission.exit_code
    """

PLACE = Location(file="add_lock.py", line=9)


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [
        (StudentError("NameError", "x", (Frame(PLACE, "increase"),), actor="Thread-1"), "failed"),
        (TimedOut("it never ends", location=PLACE), "timed_out"),
        (Crashed("killed by signal 11", location=PLACE), "crashed"),
    ],
)
def test_a_failed_assert_about_a_run_says_what_the_run_did(tmp_path, trouble, outcome):
    """The suite says what is wrong; the student also needs to know what happened, and where."""
    earlier, run = SimpleNamespace(), a_run(exit_code=1, troubles=(trouble,))
    sandbox = Sandboxes(lambda **_: SimpleNamespace(exit_code=1, runs=(earlier, run), last_run=run))
    told = run.explain()
    words, without, explains, own, passes = checks_in(evidence_of(tmp_path, RUNNING, sandbox=sandbox)).values()

    both = f"{trouble.rationale}.\nit should end well."
    assert [both, told, told] == [check["rationale"] for check in (words, without, explains)]
    for check in (words, without, explains, own):
        assert (outcome, 9) == (check["outcome"], check["location"]["line"])
    assert trouble.rationale == own["rationale"]
    assert ("passed", None) == (passes["outcome"], passes["rationale"])
    # What a check hints at is of no use where what it asks for follows from an error, unless that is what it asks about.
    assert [None, "Read the message.", "Read the message."] == [check["hint"] for check in (words, without, explains)]


def test_a_run_that_went_well_adds_nothing(tmp_path):
    sandbox = Sandboxes(lambda **_: SimpleNamespace(exit_code=1, runs=(a_run(),), last_run=a_run()))
    words, without, *_ = checks_in(evidence_of(tmp_path, RUNNING, sandbox=sandbox)).values()

    assert ["it should end well", "What this check promises does not hold."] == [
        words["rationale"],
        without["rationale"],
    ]
    assert None is words["location"]


def test_a_run_before_the_program_was_loaded_says_nothing_of_what_is_asserted_then(tmp_path):
    run = a_run(exit_code=1, troubles=(TimedOut("it never ends"),))
    sandbox = Sandboxes(lambda **_: SimpleNamespace(exit_code=1, runs=(run,), last_run=None))
    words, *_ = checks_in(evidence_of(tmp_path, RUNNING, sandbox=sandbox)).values()

    assert ("failed", "it should end well", None) == (words["outcome"], words["rationale"], words["location"])


def test_what_the_run_did_never_hides_a_fault_of_ours(tmp_path):
    run = a_run(exit_code=1, troubles=(TimedOut("it never ends"),))
    sandbox = Sandboxes(
        lambda **_: SimpleNamespace(exit_code=1, runs=(run,), last_run=run, trouble=WorkerError("no fork"))
    )
    words, *_ = checks_in(evidence_of(tmp_path, RUNNING, sandbox=sandbox)).values()

    assert ("broken", "grader") == (words["outcome"], words["fault"])


def test_a_passed_check_says_how_far_it_searched(tmp_path):
    explored = Explored(schedules=12, proved="no failing order exists", controlled=True)
    sandbox = Sandboxes(lambda **_: SimpleNamespace(exit_code=1, explored=explored))
    found = checks_in(evidence_of(tmp_path, RUNNING, sandbox=sandbox))["test_passes"]

    told = {"schedules": 12, "proved": "no failing order exists", "controlled": True, "patient": False}
    assert told == found["explored"]


def test_details_name_no_place_in_memory(tmp_path):
    """It would be another in the next report of the same."""
    evidence = evidence_of(
        tmp_path,
        """
        from grader.suite import points

        @points(1)
        def test_it(submission):
            assert any(number > 1 for number in [1])
        """,
    )
    (found,) = checks_in(evidence).values()

    assert "<genexpr> at 0x>" in found["detail"]


def test_details_are_bounded(tmp_path):
    suite = """
        from grader.suite import points

        @points(1)
        def test_it(submission):
            raise KeyError("begins" + "x" * 100_000 + "ends")
        """
    found = checks_in(evidence_of(tmp_path, suite))["test_it"]

    assert 8_200 > len(found["detail"])
    assert "characters left out" in found["detail"]
    assert "ends" in found["detail"]
    assert 400 > len(found["rationale"])


GROWING = '''
    from grader.suite import needs, points

    @points(1)
    def test_first(submission):
        """First."""

    @points(2, visibility="hidden")
    def test_second(submission):
        """Second."""
        assert 1 == 2

    @points(4)
    @needs("test_second")
    def test_third(submission):
        """Third."""
    '''


def test_whoever_watches_sees_the_evidence_grow(tmp_path):
    made = a_course(tmp_path, GROWING)
    setting, seen = judge.Setting(made, made.exercise(SLUG)), []

    judge.run(
        setting,
        judge.Job(a_submission(), Sandboxes(), seed=7, watch=lambda evidence: seen.append(score.report(evidence))),
    )

    outcomes = [[check.outcome for check in report.checks] for report in seen]
    assert ["broken"] * 3 == outcomes[0]
    assert ["passed", "broken", "broken"] == outcomes[1]
    assert ["passed", "failed", "skipped"] == outcomes[-1]
    assert [("withheld", "grader", 7.0)] * 3 == [(r.outcome, r.fault, r.max_points) for r in seen[:-1]]
    assert ("judged", 1.0) == (seen[-1].outcome, seen[-1].points)


def test_what_a_watcher_raises_is_its_own_affair(tmp_path):
    made = a_course(tmp_path, GROWING)

    def fail(_):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        judge.run(judge.Setting(made, made.exercise(SLUG)), judge.Job(a_submission(), Sandboxes(), seed=7, watch=fail))


def test_hidden_checks_wait_and_so_does_what_needs_them(tmp_path):
    made, sandboxes = a_course(tmp_path, GROWING), Sandboxes()
    setting = judge.Setting(made, made.exercise(SLUG), hidden_wait=True)

    report = score.report(judge.run(setting, judge.Job(a_submission(), sandboxes, seed=7)))

    assert ["passed", "broken", "broken"] == [check.outcome for check in report.checks]
    assert ("withheld", "pending", None, 7.0) == (report.outcome, report.fault, report.points, report.max_points)
    assert "The hidden checks are run when the exercise is due; there is no grade before that." == report.reason
    assert 1 == len(sandboxes.opened)


def test_the_contents_of_a_suite_are_told_without_running_it(tmp_path):
    made = a_course(tmp_path, GROWING)

    report = score.report(judge.outline(judge.Setting(made, made.exercise(SLUG)), seed=0))

    assert [("test_first", 1.0), ("test_second", 2.0), ("test_third", 4.0)] == [
        (c.id, c.max_points) for c in report.checks
    ]
    assert {"broken"} == {check.outcome for check in report.checks}


def test_the_contents_of_a_suite_that_cannot_be_read_are_its_problems(tmp_path):
    made = a_course(tmp_path, "import nothing_of_that_name\n")

    (problem,) = judge.outline(judge.Setting(made, made.exercise(SLUG)), seed=0)["grader"]["problems"]

    assert "nothing_of_that_name" in problem["detail"]


def test_a_suite_that_leaves_is_told_in_its_own_lines(tmp_path):
    made = a_course(tmp_path, "import sys\nsys.exit(3)\n")

    (problem,) = judge.outline(judge.Setting(made, made.exercise(SLUG)), seed=0)["grader"]["problems"]

    assert problem["detail"].startswith("the suite ended the session: ")
    assert problem["detail"].endswith("SystemExit: 3")
    assert "_pytest" not in problem["detail"]


NOT_CALLABLE = StudentError("TypeError", "'str' object is not callable", actor="Thread-1")
NOT_CALLABLE.location = Location("a.py", 5)
NOT_JOINED = StudentError("RuntimeError", "cannot join thread before it is started", (Frame(Location("a.py", 5), "f"),))
OTHER = StudentError("KeyError", "'x'", (Frame(Location("a.py", 5), "f"),))


@pytest.mark.parametrize(
    ("trouble", "pointed"), [(NOT_CALLABLE, True), (NOT_JOINED, True), (OTHER, False)], ids=["made", "unstarted", "own"]
)
def test_a_slip_explains_the_error_of_a_run_that_no_line_of_its_own_has_raised(tmp_path, trouble, pointed):
    suite = """
        from grader.suite import points

        @points(1)
        def test_it(submission):
            assert False, "0 of 2 threads called work()"
        """
    slip, run = Slip(Location("a.py", 12), "Look at line 12."), a_run(exit_code=1, troubles=(trouble,))
    sandbox = Sandboxes(lambda **_: SimpleNamespace(slip=slip, runs=(run,), last_run=run))
    found = checks_in(evidence_of(tmp_path, suite, sandbox=sandbox))["test_it"]

    assert 5 == found["location"]["line"]
    assert pointed == (found["hint"] or "").startswith(slip.words)


FIXTURES = {
    "the wrong scope": (
        "@pytest.fixture(scope='module')\ndef shop(submission):\n    return 1\n",
        "The suite failed here: ScopeMismatch: You tried to access the function scoped fixture submission",
    ),
    "two yields": (
        "@pytest.fixture\ndef shop():\n    yield 1\n    yield 2\n",
        "The suite failed here: fixture function has more than one 'yield'",
    ),
}


@pytest.mark.parametrize("name", FIXTURES)
def test_what_pytest_says_of_a_fixture_is_the_suites_fault(tmp_path, name):
    fixture, said = FIXTURES[name]
    check = "@points(1)\ndef test_it(submission, shop):\n    assert shop\n"
    found = checks_in(evidence_of(tmp_path, f"import pytest\nfrom grader.suite import points\n\n{fixture}\n{check}"))

    assert ("broken", "course") == (found["test_it"]["outcome"], found["test_it"]["fault"])
    assert found["test_it"]["rationale"].startswith(said)
    assert "plugin.py" not in found["test_it"]["rationale"]


def test_what_a_suite_may_not_ask_of_us_is_told_by_its_own_lines(tmp_path):
    def hand(_):
        packed(lambda: 3)

    suite = "from grader.suite import points\n\n@points(1)\ndef test_it(submission):\n    submission.hand(3)\n"
    found = checks_in(evidence_of(tmp_path, suite, sandbox=Sandboxes(lambda **_: SimpleNamespace(hand=hand))))[
        "test_it"
    ]

    assert "handed.py" not in found["detail"]
    assert "TypeError: a function cannot be handed to a submission: " in found["detail"]


ELSEWHERE = {
    "a module that is not the suite's": "from checks_of_a_course import test_it",
    "a class of such a module": "from checks_of_a_course import Checks\n\nclass TestAll(Checks):\n    pass",
    "a text": "exec(TEXT)",
}


def test_a_fixture_that_a_check_calls_is_the_suites_fault(tmp_path):
    suite = """
        import pytest
        from grader.suite import points

        @pytest.fixture
        def shop():
            return 1

        @points(1)
        def test_it(submission):
            assert shop() == 1
        """
    found = checks_in(evidence_of(tmp_path, suite))["test_it"]

    assert ("broken", "course") == (found["outcome"], found["fault"])
    assert found["rationale"].startswith('The suite failed here: Fixture "shop" called directly.')


@pytest.mark.parametrize("where", ELSEWHERE)
def test_a_check_that_was_written_elsewhere_fails_as_any(tmp_path, monkeypatch, where):
    checks = (
        "from grader.suite import points\n\n@points(1)\ndef test_it(submission):\n    assert 1 == 2, 'not two'\n\n"
        "class Checks:\n    @points(1)\n    def test_it(self, submission):\n        assert 1 == 2, 'not two'\n"
    )
    (tmp_path / "checks_of_a_course.py").write_text(checks, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    suite = f"{ELSEWHERE[where]}\n".replace("TEXT", repr(checks.partition("class")[0]))
    (found,) = checks_in(evidence_of(tmp_path / "course", suite)).values()

    assert ("failed", "not two") == (found["outcome"], found["rationale"])
