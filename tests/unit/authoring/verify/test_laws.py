"""What a suite owes: when each law holds, and what is said when it does not."""

import pytest

from grader.authoring.judging import Heard
from grader.authoring.verify import laws
from grader.course import Limits
from grader.errors import Mistake
from tests.support.proofs import (
    CHECKS,
    ROOT,
    a_flawed,
    a_proof_of,
    a_reference,
    a_skeleton,
    heard,
    withheld,
)
from tests.support.reports import a_check, a_report

SOLUTIONS = "solutions/add-lock"


def said(law):
    return [finding.message for finding in law.findings]


def examples(*tried, there_are_any):
    return laws.references_pass_the_examples(tried, "exercises/add-lock/examples", there_are_any=there_are_any)


def flawed(*tried):
    return laws.flawed_lose_what_they_must(tried, CHECKS, ROOT)


def references(*tried, checks=CHECKS, strays=()):
    return laws.references_are_full(tried, checks, SOLUTIONS, strays)


def test_references_are_full():
    law = references(a_reference(), a_reference("reference-main"))

    assert (True, "2 references get full points") == (law.holds, law.says)


def test_a_reference_that_loses_something_is_named_with_the_reason():
    law = references(a_reference(), a_reference("reference-main", heard("test_b")))

    assert (False, ["reference-main loses test_b"]) == (law.holds, said(law))
    assert "test_b: failed: so" == law.findings[0].detail


def test_a_reference_that_gets_what_a_check_awards_is_told_what_full_marks_are():
    """award(0.5, "one of two"), and then the rest asserted: who passed had half of the points, and read nothing of why."""
    half = Heard(report=a_report(a_check(id="test_a", outcome="failed", points=1.0, rationale="one of two")))

    assert [laws.AWARDED] == [found.hint for found in references(a_reference(told=half)).findings]
    assert [None] == [found.hint for found in references(a_reference(told=heard("test_b"))).findings]


def test_without_a_reference_nothing_is_proved():
    law = references()

    assert (False, ["there is no right answer"]) == (law.holds, said(law))
    assert "Put one into solutions/add-lock/reference." == law.findings[0].hint


def test_strays_are_findings():
    law = references(a_reference(), strays=["solutions/add-lock/refrence"])

    assert (False, "solutions/add-lock/refrence") == (law.holds, law.findings[0].where)


def test_a_bonus_need_not_be_earned_by_every_reference_but_by_one():
    checks = (a_proof_of("test_a"), a_proof_of("test_b", bonus=True))
    without = a_reference(told=heard("test_b"))

    assert references(without, a_reference("reference-main"), checks=checks).holds
    assert ["no reference earns the bonus of test_b"] == said(references(without, checks=checks))


def test_what_was_not_judged_is_no_proof_either_way():
    law = references(a_reference(told=heard(failure="the judge ended (exit code 3)")))

    assert None is law.holds
    assert ["reference was not judged: the judge ended (exit code 3)"] == said(law)


def test_our_own_fault_is_not_the_suites():
    assert None is references(a_reference(told=withheld("no worker could be started", "grader"))).holds


@pytest.mark.parametrize("fault", ["course", "review", "delivery"])
def test_a_withheld_reference_is_a_finding(fault):
    law = references(a_reference(told=withheld("The suite failed in test_a.", fault)))

    assert (False, ["reference was not judged: The suite failed in test_a."]) == (law.holds, said(law))


def test_what_the_grader_cannot_follow_is_told_with_its_check():
    broken = a_check(id="test_a", outcome="broken", rationale="This cannot be judged: it uses asyncio.run.")
    report = a_report(
        broken, outcome="withheld", reason="The program does what the grader cannot follow.", fault="program"
    )

    law = references(a_reference(told=Heard(report=report)))

    assert ["test_a: This cannot be judged: it uses asyncio.run."] == [found.detail for found in law.findings]


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        ("TypeError: 'NoneType' object is not iterable", "mend the check; else ask first what it is, as in: "),
        ("ValueError: a coroutine was expected, got <the submission's coroutine>", "program.found = asyncio.run("),
        ("TypeError: object Handle can't be used in 'await' expression", "program.found = asyncio.run("),
        (
            "ModuleNotFoundError: No module named 'shop'",
            "If shop is the program that is judged: it is asked for, not imported",
        ),
        (
            "AttributeError: 'Run' object has no attribute 'returncode'",
            "There are: actors, args, duration, early, escapes, exit_code,",
        ),
        (
            "TypeError: Expected a BaseException type, but got 'Handle'",
            "What stands there is no exception in the program",
        ),
        ("AttributeError: 'Run2' object has no attribute 'returncode'", "ask first what it is, as in: "),
        ("AttributeError: 'RemoteSubmission' object has no attribute 'main'", " explore, "),
        (
            "TypeError: <lambda> cannot be handed to a submission: it uses EXPECTED, which stands in the suite",
            "stands in the suite's scenarios.py",
        ),
        (
            "TypeError: a Record cannot be handed to a submission: Record is the grader's own",
            "is a copy, and no copy goes back",
        ),
        ("TypeError: Handle.__init__() got an unexpected keyword argument 'x'", "call its class, as in: "),
        ("ScopeMismatch: You tried to access the function scoped fixture submission with", "leave `scope=` out"),
        (
            "TypeError: module, class, method, or code object was expected, got Handle",
            "isinstance(found, program.Shop) tells",
        ),
        ("Failed: 'timeout' not found in `markers` configuration option", "`time_s` in exercise.toml"),
        ("Failed: 'slow' not found in `markers` configuration option", "config.addinivalue_line('markers', 'slow')"),
        ("Failed: DID NOT WARN. No warnings of type (<class 'UserWarning'>,) were emitted.", "in submission.stderr"),
        ("_pytest.outcomes.XFailed: one day", "leave pytest.xfail() out"),
        ("ImportError: attempted relative import with no known parent package", "from checking import is_sorted"),
        (
            "ImportError: cannot import name 'is_sorted' from 'queue' (/usr/lib/queue.py)",
            "If a queue.py of the suite's",
        ),
        ("AttributeError: module 'queue' has no attribute 'is_sorted'", "If a queue.py of the suite's"),
        ("NameError: x", ""),
    ],
)
def test_a_suite_that_falls_is_told_what_to_do(raised, told):
    broken = a_check(
        id="test_a", outcome="broken", detail=f"test_it.py:3: in test_a\n    assert list(found)\nE   {raised}"
    )
    report = a_report(broken, outcome="withheld", reason="The suite failed in test_a.", fault="course")

    (found,) = references(a_reference(told=Heard(report=report))).findings

    assert told in (found.hint or "")
    assert bool(told) is (found.hint is not None)


def test_all_that_keeps_a_reference_from_its_points_is_told_at_once():
    checks = [
        a_check(id="test_a", outcome="broken", detail="test_it.py:3: in test_a"),
        a_check(id="test_b", outcome="broken", detail="E   TypeError: x", rationale="The suite failed here."),
        a_check(id="test_c", outcome="failed", rationale="Expected 'Shop', but got 'Handle'."),
        a_check(id="test_d", outcome="passed"),
    ]
    report = a_report(*checks, outcome="withheld", reason="The suite failed in test_a, test_b.", fault="course")

    law = references(a_reference(told=Heard(report=report)))

    assert [
        ("reference was not judged: The suite failed in test_a, test_b.", "test_it.py:3: in test_a", False),
        ("test_b of reference was not judged", "E   TypeError: x", True),
        ("reference loses test_c", "test_c: failed: Expected 'Shop', but got 'Handle'.", True),
    ] == [(found.message, found.detail, found.hint is not None) for found in law.findings]


def test_the_skeleton_is_no_answer():
    assert "the skeleton is no answer: 2 of 4" == laws.skeleton_is_no_answer([a_skeleton()]).says
    assert ["the skeleton gets full points"] == said(laws.skeleton_is_no_answer([a_skeleton(heard())]))
    assert None is laws.skeleton_is_no_answer([a_skeleton(heard(failure="x"))]).holds
    assert False is laws.skeleton_is_no_answer([a_skeleton(withheld())]).holds


def test_examples_that_nobody_could_be_judged_by_are_not_counted():
    assert "references pass the examples" == examples(there_are_any=True).says


def test_references_pass_the_examples():
    passing = a_reference(examples=heard(checks=("test_x",)))
    failing = a_reference("reference-main", examples=heard("test_x", checks=("test_x",)))

    assert "references pass the 1 example" == examples(passing, there_are_any=True).says
    law = examples(passing, failing, there_are_any=True)
    assert ["reference-main loses test_x of the examples"] == said(law)


def test_there_must_be_examples():
    law = examples(a_reference(), there_are_any=False)

    assert ["there are no examples"] == said(law)
    assert law.findings[0].hint.endswith("Put one into exercises/add-lock/examples/test_examples.py.")


def test_flawed_answers_lose_exactly_what_they_must():
    law = flawed(a_flawed(), a_flawed("late", loses=("test_a", "test_b")))

    assert (True, "2 flawed answers lose exactly what must be lost") == (law.holds, law.says)


@pytest.mark.parametrize(
    ("loses", "lost", "message"),
    [
        (("test_a",), (), "no_lock should lose test_a, and does not"),
        (("test_a",), ("test_a", "test_b"), "no_lock loses test_b, which it should not"),
    ],
)
def test_more_or_less_than_expected(loses, lost, message):
    law = flawed(a_flawed(told=heard(*lost), loses=loses))

    assert (False, [message]) == (law.holds, said(law))
    assert "solutions/add-lock/flawed/no_lock/expect.toml" == law.findings[0].where


def test_what_a_mistake_costs_beside_what_was_expected_is_there_to_be_copied():
    """What is skipped is lost as well, which few expect."""
    found = flawed(a_flawed(told=heard("test_a", "test_b"), loses=("test_a",))).findings[0]

    assert 'loses = ["test_a", "test_b"]' == found.paste
    assert found.hint == "Is that what its mistake must cost? Then say so in its expect.toml:"


def test_a_check_that_is_not_there_is_told_with_its_line():
    law = flawed(a_flawed(told=heard("test_a"), loses=("test_a", "test_bb")))

    assert ["no_lock: there is no check test_bb"] == said(law)
    found = law.findings[0]
    assert ("solutions/add-lock/flawed/no_lock/expect.toml:3", "did you mean `test_b`?") == (found.where, found.hint)


def test_a_name_like_no_other_gets_the_list():
    law = flawed(a_flawed(told=heard("test_a"), loses=("test_a", "zzz")))

    assert "There are: test_a, test_b." == law.findings[0].hint


def test_mistakes_in_expect_toml_are_told_instead():
    path = ROOT / "solutions/add-lock/flawed/no_lock/expect.toml"
    law = flawed(a_flawed(told=heard("test_b"), mistakes=(Mistake(path, 2, "`whi` is not known here", "why?"),)))

    assert ["no_lock: `whi` is not known here"] == said(law)
    assert "solutions/add-lock/flawed/no_lock/expect.toml:2" == law.findings[0].where


def test_where_nothing_is_expected_yet_it_is_said_what_is_lost():
    path = ROOT / "solutions/add-lock/flawed/no_lock/expect.toml"
    law = flawed(a_flawed(told=heard("test_b"), loses=(), mistakes=(Mistake(path, 1, "`loses` names no check"),)))

    assert ["no_lock: `loses` names no check", "no_lock loses test_b"] == said(law)
    assert 'loses = ["test_b"]' == law.findings[1].paste


def test_there_must_be_a_flawed_answer():
    assert ["there is no flawed answer"] == said(flawed())


def test_a_flawed_answer_that_was_not_judged():
    assert None is flawed(a_flawed(told=heard(failure="x"))).holds
    assert ["no_lock was not judged: The suite failed in test_a."] == said(flawed(a_flawed(told=withheld())))


def test_every_check_is_lost_by_some_flawed_answer():
    assert laws.every_check_is_lost([], CHECKS).holds
    law = laws.every_check_is_lost([a_flawed()], (*CHECKS, a_proof_of("test_c", lost_by=())))
    assert ["no flawed answer loses test_c"] == said(law)
    assert None is laws.every_check_is_lost([], ()).holds


@pytest.mark.parametrize("told", [withheld(), heard(failure="out of memory")])
def test_an_answer_that_was_not_judged_may_be_the_one_that_loses_a_check(told):
    tried, alone = [a_flawed(), a_flawed("no_join", told)], (*CHECKS, a_proof_of("test_c", lost_by=()))

    assert None is laws.every_check_is_lost(tried, alone)
    assert laws.every_check_is_lost(tried, CHECKS).holds


def test_outcomes_are_the_same_again():
    law = laws.outcomes_are_steady([a_reference(again=(heard(), heard())), a_flawed(again=(heard("test_a"),) * 2)], 5)

    assert (True, "3 runs, 2 of them under load: the same outcomes") == (law.holds, law.says)


def test_another_outcome_is_told_with_its_run_and_seed():
    law = laws.outcomes_are_steady(
        [a_reference(again=(heard(), heard("test_b"))), a_flawed(again=(heard(), heard("test_a")))], 5
    )

    assert [
        "reference: run 3 (seed 7, under load, the other way round) loses test_b as well",
        "no_lock: run 2 (seed 6, under load, the other way round) does not lose test_a",
    ] == said(law)


def test_other_points_for_the_same_losses_are_luck_as_well():
    part, more = (
        Heard(report=a_report(a_check(id="test_a", outcome="failed", points=points))) for points in (1.0, 1.5)
    )
    law = laws.outcomes_are_steady([a_flawed(told=part, again=(more,))], 0)

    assert ["no_lock: run 2 (seed 1, under load, the other way round) gives 1.5 for test_a, not 1"] == said(law)
    assert "what the suite remembers of the answer before" in law.findings[0].hint


def test_a_run_that_was_not_judged_is_told():
    law = laws.outcomes_are_steady([a_reference(again=(heard(failure="out of memory"),))], 0)

    assert None is law.holds
    assert ["reference, run 2 (seed 1, under load, the other way round), was not judged: out of memory"] == said(law)
    assert laws.outcomes_are_steady([a_reference(told=withheld(), again=(withheld(),))], 0).holds


def test_half_of_the_limits_is_enough():
    law = laws.limits_leave_room([a_reference(tight=heard())], CHECKS, Limits(time_s=10, memory_mb=512))

    assert law.holds
    assert (
        "half of the limits is enough: 5 s of processor time and 256 MB; longest check: test_a, 0.2 s on the clock"
    ) == law.says


def test_of_references_that_were_not_judged_nobody_knows_how_near_they_are_to_their_limits():
    assert None is laws.limits_leave_room([a_reference(told=withheld(), tight=withheld())], CHECKS, Limits())


def test_a_check_near_its_limits():
    law = laws.limits_leave_room([a_reference(tight=heard("test_b"))], CHECKS, Limits())

    assert ["reference loses test_b within 5 s of processor time and 256 MB"] == said(law)
    assert "Raise [limits] in exercise.toml" in law.findings[0].hint


def test_what_is_lost_anyway_is_not_laid_to_the_limits():
    law = laws.limits_leave_room([a_reference(told=heard("test_b"), tight=heard("test_b"))], CHECKS, Limits())

    assert law.holds
