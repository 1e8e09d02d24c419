"""What follows from judged mutants."""

from pathlib import Path

import pytest

from grader.authoring.expect import Accepted
from grader.authoring.judging import Heard
from grader.authoring.mutants import Mutant
from grader.authoring.verify.mutation import TriedMutant, mutants_of, sampled, weigh
from tests.support.courses import ENTRY, SLUG, a_course
from tests.support.proofs import heard, withheld
from tests.support.reports import a_check, a_report

PATH = Path("/course/solutions/add-lock/expect.toml")


def a_mutant(name="drop: f()", origin="reference", line=3):
    return Mutant(origin, name, line, "x = 2\n", "x = 1\n")


def rejected(name="drop: g()"):
    return TriedMutant(a_mutant(name), heard("test_a"))


def survives(name="drop: f()", **more):
    return TriedMutant(a_mutant(name, **more), heard())


def accepting(**reasons):
    return Accepted(PATH, reasons, lines={name: number for number, name in enumerate(reasons, 2)})


def said(law):
    return [finding.message for finding in law.findings]


def test_all_are_rejected():
    proof, law = weigh([rejected(), rejected("drop: h()")], accepting(), made=2)

    assert (2, 2, 0, 1.0) == (proof.judged, proof.killed, proof.accepted, proof.score)
    assert (True, "2 mutants: 2 rejected; score 100 %") == (law.holds, law.says)


def test_a_survivor_is_a_question():
    proof, law = weigh([rejected(), survives()], accepting(), made=2)

    assert (False, ["is this wrong? reference, line 3, gets full points"]) == (law.holds, said(law))
    (finding,) = law.findings
    assert "@@ -1 +1 @@\n-x = 1\n+x = 2" == finding.detail
    assert (
        "If so, sharpen a check. If not, say why under [equivalent] in solutions/add-lock/expect.toml:" == finding.hint
    )
    assert "'drop: f()' = \"…\"" == finding.paste
    assert 0.5 == proof.score


def test_a_name_with_quotes_is_still_a_key():
    _, law = weigh([survives("""drop: f('"')""")], accepting(), made=1)

    assert '''"drop: f('\\"')" = "…"''' == law.findings[0].paste


def test_an_accepted_one_counts_for_nothing():
    proof, law = weigh([rejected(), survives()], accepting(**{"drop: f*": "f does nothing"}), made=2)

    assert (True, 1, 1.0) == (law.holds, proof.accepted, proof.score)
    assert "2 mutants: 1 rejected, 1 accepted; score 100 %" == law.says
    assert ["f does nothing"] == [survivor.accepted for survivor in proof.survivors]


def test_a_line_that_accepts_nothing_is_stale():
    _, law = weigh([rejected()], accepting(**{"drop: f()": "no"}), made=1)

    assert ["no mutant like this survives: drop: f()"] == said(law)
    assert "solutions/add-lock/expect.toml:2" == law.findings[0].where


@pytest.mark.parametrize("outcome", ["timed_out", "crashed"])
def test_a_line_for_what_was_stopped_is_not_stale(outcome):
    """Whether a busy wait comes to its end in time, and in so much memory, is the machine's affair."""
    stopped = TriedMutant(a_mutant(), Heard(report=a_report(a_check(outcome=outcome))))
    proof, law = weigh([stopped], accepting(**{"drop: f()": "it waits, too"}), made=1)

    assert (True, 1) == (law.holds, proof.killed)


def test_a_sample_says_nothing_about_stale_lines():
    _, law = weigh([rejected()], accepting(**{"drop: f()": "no"}), made=9)

    assert (True, "1 mutant of 9: 1 rejected; score 100 %") == (law.holds, law.says)


def test_a_mutant_that_breaks_the_suite_is_a_finding():
    """A student's program may do the same, and then has no grade."""
    proof, law = weigh([TriedMutant(a_mutant(), withheld("The suite failed in test_a."))], accepting(), made=1)

    assert ["reference, line 3 (drop: f()) was not judged: The suite failed in test_a."] == said(law)
    assert (False, 0, None) == (law.holds, proof.judged, proof.score)


def test_our_own_failure_is_no_verdict():
    assert None is weigh([TriedMutant(a_mutant(), heard(failure="no fork"))], accepting(), made=1)[1].holds


def test_losing_a_bonus_alone_is_no_rejection():
    _, law = weigh([TriedMutant(a_mutant(), heard("test_b"))], accepting(), made=1, bonus=frozenset({"test_b"}))

    assert not law.holds


def test_a_sample_is_the_same_every_time_and_in_order():
    made = [a_mutant(f"drop: f{number}()", line=number) for number in range(50)]
    chosen = sampled(made, 10)

    assert 10 == len(chosen)
    assert chosen == sampled(made, 10) == sorted(chosen, key=lambda mutant: mutant.line)
    assert set(chosen[:5]) <= set(sampled(made, 20))
    assert made == sampled(made, 99)


def test_mutants_are_made_of_every_reference_and_no_flawed_answer(tmp_path):
    exercise = a_course(tmp_path, reference="f()\ng()\n").exercise(SLUG)
    for name, text in {"reference-two": "f()\nh()\n", "flawed/a": "g()\n", "reference-bad": "x = (\n"}.items():
        (tmp_path / "solutions" / SLUG / name).mkdir(parents=True)
        (tmp_path / "solutions" / SLUG / name / ENTRY).write_text(text)
    (tmp_path / "solutions" / SLUG / "reference-empty").mkdir()
    found = [(mutant.origin, mutant.text) for mutant in mutants_of(exercise)]

    assert [("reference", "f()\n"), ("reference-two", "h()\n")] == found
