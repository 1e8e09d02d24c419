"""The figures of a class agree with its known shares."""

from dataclasses import replace
from decimal import Decimal

import pytest

from grader.feedback.figures import figures, share_of, total_taken
from grader.gradebook.picture import Heading, Override, Picture
from tests.support.a_class import KINDS, NOW, a_picture, a_row, checks, endless, failed, right, withheld
from tests.support.reports import a_check, a_report


@pytest.fixture(scope="module")
def known():
    """Three hundred authors of one exercise."""
    (one,) = figures(a_picture(300, 1))
    return one


def sizes(groups):
    return {group.label: len(group) for group in groups}


def test_causes_are_those_of_the_known_shares(known):
    share = {kind: 3 * count for kind, (_, count) in KINDS.items()}

    assert {
        "Lost update: no lock is held": share["no lock"],
        "Lost update: each holds a lock of its own": share["own lock"],
        "Deadlock: each holds a lock and waits for another’s": share["deadlock"],
        "NameError: name ‘…’ is not defined.": share["typo"] + share["other typo"],
        "It goes on for ever.": share["endless"],
    } == sizes(known.causes)
    assert sorted(map(len, known.causes), reverse=True) == list(map(len, known.causes))


def test_a_cause_gives_the_most_frequent_words(known):
    (typo,) = [group for group in known.causes if group.label.startswith("NameError")]

    assert ("NameError: name 'Lokc' is not defined (12)", "NameError: name 'tiem' is not defined (6)") == typo.details


def test_each_submission_that_lost_points_has_one_cause(known):
    blamed = [row.author for group in known.causes for row in group.rows]

    assert len(blamed) == len(set(blamed))
    assert 300 == len(blamed) + 3 * KINDS["right"][1] + len(known.held_up)


def test_every_check_counts_everybody_who_was_judged(known):
    passed, *_, last = known.checks

    assert {"passed": 285} == sizes(passed.groups)
    assert {"passed": 177, "in part": 12, "not passed": 96} == sizes(last.groups)
    assert 285 == last.judged
    assert 1.0 == passed.share
    assert 177 / 285 == last.share


def test_what_is_withheld_is_no_nought(known):
    assert {"The worker was killed 3 times (line 12).": 15} == sizes(known.withheld)
    assert 285 == len(known.graded) == sum(map(len, known.distribution))


def test_what_withholds_names_checks_by_their_titles_values_and_all():
    ours = "The grader could not run test_three."
    found = one_exercise(*(replace(withheld(who, "x", ours), report=a_report(*right())) for who in ("a", "b")))

    assert {"The grader could not run “No update is lost”.": 2} == sizes(found.withheld)
    assert ["test_one", "test_two", "test_three", "test_four"] == [check.id for check in found.checks]


def one_exercise(*rows):
    (found,) = figures(Picture("C", NOW, (Heading("x", "X"),), rows))
    return found


def a_grade(author, points, most=10, **more):
    return replace(a_row(author, "x", right()), points=Decimal(points), max_points=Decimal(most), **more)


def test_the_distribution_has_full_marks_apart():
    found = one_exercise(*(a_grade(f"a{n}", points) for n, points in enumerate(("0", "0.99", "1", "9.99", "10", "11"))))

    assert {"0 to 10 %": 2, "10 to 20 %": 1, "90 to 100 %": 1, "full marks": 2} == {
        label: size for label, size in sizes(found.distribution).items() if size
    }


def test_an_exercise_that_is_worth_nothing_has_no_shares():
    found = one_exercise(a_grade("a", "0", 0))

    assert None is share_of(found.graded.rows[0])
    assert (None, 0) == (found.median_share, sum(map(len, found.distribution)))


def test_lateness_and_what_it_cost():
    found = one_exercise(*(a_grade(f"a{n}", "5", days_late=n, taken=Decimal(n) / 2) for n in (0, 1, 1, 3)))

    assert {"1 day late": 2, "3 days late": 1} == sizes(found.late)
    assert Decimal("2.5") == total_taken(found.everybody.rows)


def test_the_same_files_of_several_authors():
    found = one_exercise(
        *(
            a_grade(author, "5", digest=digest)
            for author, digest in (("a", "1"), ("b", "1"), ("c", "2"), ("d", ""), ("e", ""))
        )
    )

    assert [["a", "b"]] == [[row.author for row in group.rows] for group in found.same]


def test_who_handed_in_as_one_is_not_alike():
    red, blue = ({"digest": "1", "together": name} for name in ("red", "blue"))
    pair = (a_grade("a", "5", **red), a_grade("b", "5", **red))

    assert () == one_exercise(*pair).same
    assert [["a", "b", "c"]] == [
        [row.author for row in group.rows] for group in one_exercise(*pair, a_grade("c", "5", **blue)).same
    ]


def test_a_persons_word_is_counted_and_where_it_wants_another_look():
    word = Override(Decimal(9), "Seen", "Dr. N", NOW)
    found = one_exercise(
        a_grade("a", "9", override=word),
        a_grade("b", "9", override=replace(word, conflict=True)),
        a_grade("c", "9", known=False),
    )

    assert (2, 1, 1) == (len(found.overridden), sum(map(len, found.conflicts)), len(found.unknown))


def test_who_handed_nothing_in_is_graded_and_no_submission():
    oral = a_grade("zoe", "8", attempt=0, override=Override(Decimal(8), "oral", "Dr. N", NOW))
    found = one_exercise(a_grade("a", "9"), replace(oral, report=None))

    assert (1, 2, 1) == (len(found.everybody), len(found.graded), len(found.overridden))
    assert ["zoe"] == [row.author for row in found.unhanded.rows]


def test_limits_and_the_slowest():
    crashed = checks(fourth=failed("It prints 2.", "test_four", 2.0, "x"))
    rows = [a_row(f"a{n}", "x", crashed, seconds=n / 10) for n in range(9)]
    found = one_exercise(*rows, a_row("slow", "x", endless(), seconds=7))

    assert {"took too long": 1} == sizes(found.limits)
    assert ["slow", "a8", "a7", "a6", "a5"] == [row.author for row in found.slowest.rows]
    assert 0.45 == found.median_s


def test_what_belongs_to_no_exercise_is_not_lost():
    stray = withheld("who", "", "It is not clear which exercise this is for.")
    found = figures(Picture("C", NOW, (Heading("x", "X"),), (stray,)))

    assert ["x", ""] == [one.slug for one in found]
    assert ["who"] == [row.author for row in found[1].held_up.rows]


def test_nobody_is_a_class_as_well():
    found = one_exercise()

    assert (0, None, None) == (len(found.everybody), found.median_share, found.median_s)


def test_without_a_roster_nobody_is_known_and_that_is_no_news():
    assert 0 == len(one_exercise(a_grade("a", "9", known=False), a_grade("b", "9", known=False)).unknown)


def test_what_all_were_told_alike_is_told_with_its_values():
    def lost(said):
        return checks(fourth=failed("It prints 2.", "test_four", 2.0, said))

    alike = one_exercise(*(a_row(name, "x", lost("Expected 2, but got 1.")) for name in "ab"))
    different = one_exercise(
        a_row("a", "x", lost("Expected 2, but got 1.")), a_row("b", "x", lost("Expected 2, but got 0."))
    )

    assert [("Expected 2, but got 1.", ())] == [(group.label, group.details) for group in alike.causes]
    assert {"Expected N, but got N.": 2} == sizes(different.causes)


def test_a_cause_is_not_quoted_below_itself():
    rows = [a_row(who, "x", (failed("X.", "test_x", 2.0, "the last number should be 2"),)) for who in "ab"]

    assert [("The last number should be 2.", ())] == [(one.label, one.details) for one in one_exercise(*rows).causes]


def test_the_same_reason_is_one_whatever_the_deliveries_are_called():
    two = [
        replace(withheld(who, "x", f"{who} holds only: essay.pdf."), reason_of_each="each holds only: essay.pdf.")
        for who in ("ada_1", "ben_2")
    ]
    alone = replace(withheld("cleo_3", "x", "cleo_3 is empty."), reason_of_each="each is empty.")

    assert {"Each holds only: essay.pdf.": 2, "cleo_3 is empty.": 1} == sizes(one_exercise(*two, alone).withheld)


def test_a_reason_that_is_everybodys_is_told_whole():
    """What to do stands at its end, and a size is no value that differs."""
    large = "big.py is larger than 1.0 MB, the most that can be graded. " + "Hand in less of it. " * 6
    said = sizes(one_exercise(withheld("ada", "x", large), withheld("ben", "x", "‘1’ is 2.")).withheld)
    differing = one_exercise(withheld("ada", "x", "It took 3 s."), withheld("ben", "x", "It took 4 s."))

    assert {large.strip(), "‘1’ is 2."} == set(said)
    assert {"It took N s.": 2} == sizes(differing.withheld)


def test_what_the_grader_cannot_follow_is_named():
    """The reason says only that it is so; whoever reads the overview wants to know what it is."""
    beyond = a_check(outcome="broken", rationale="os.system cannot be simulated", points=None)
    rows = [
        replace(withheld(who, "x", "Beyond."), report=a_report(a_check(), beyond, outcome="withheld", fault="program"))
        for who in ("ada", "ben")
    ]

    assert {"os.system cannot be simulated.": 2} == sizes(one_exercise(*rows).withheld)


def test_long_words_of_a_program_are_cut():
    rows = [a_row(who, "x", (failed("test_x", "X.", 10, f"line {who}: {'boom ' * 100}"),)) for who in ("1", "2")]

    (cause,) = one_exercise(*rows).causes
    assert [True, True] == [words.endswith(" boom…") and len(words) < 200 for words in cause.details]


def test_more_than_there_is_is_full_marks_too():
    """A bonus, or a person's word; the bars and the number above them agree."""
    found = one_exercise(replace(a_row("a", "x", right()), points=Decimal(11)))

    assert (1, 1) == (len(found.full), len(found.distribution[-1]))


def test_what_could_not_be_judged_has_cost_no_points_where_a_person_gave_some():
    beyond = a_check(outcome="broken", rationale="os.system cannot be simulated", points=None)
    report = a_report(beyond, outcome="withheld", fault="program")
    given = replace(withheld("ada", "x"), report=report, points=Decimal(8), override=Override(Decimal(8), "", "g", NOW))

    assert () == one_exercise(given).causes


def test_what_is_withheld_has_cost_nobody_points():
    lost = a_row("a", "x", checks(fourth=failed("It prints 2.", "test_four", 2.0, "Expected 2, but got 1.")))
    found = one_exercise(lost, replace(lost, author="b", points=None, reason="several deliveries"))

    assert {"Expected 2, but got 1.": 1} == sizes(found.causes)
