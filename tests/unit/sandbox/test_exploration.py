"""Promises about every order: who breaks them, what is said, and what is not claimed."""

import dataclasses

import pytest

from grader.errors import BeyondError, WorkerError
from grader.interleave.ending import REMEMBERS, ActorEnd, Escape
from grader.judge import verdict
from grader.report import Explored, Location, Step, Witness
from grader.sandbox.claims import PromiseBroken, student_error
from grader.sandbox.exploration import ANYWAY, End, Exploration
from grader.worker.values import Record

STORY = Witness(
    token="A7K2", steps=(Step(actor="T", file="a.py", line=4, decisive=True), Step(actor="U", file="a.py", line=9))
)


def an_end(value=None, **changes) -> End:
    known = {
        "kind": "finished",
        "stdout": "",
        "exit_code": 0,
        "detail": "",
        "values": {} if value is None else {"total": value},
        "actors": (),
        "schedules": 1,
        "first": None,
        "witness": STORY,
        "trouble": None,
        "location": None,
    }
    return End(**(known | changes))


def an_exploration(*ends: End, confirm=lambda end: end, cut_short=False) -> Exploration:
    return Exploration(
        endings=ends,
        exhaustive=True,
        proved="Every order was tried.",
        controlled=True,
        schedules=7,
        escapes=(),
        cut_short=cut_short,
        confirm=confirm,
    )


def wants_two(end: End) -> bool:
    return end.values["total"] == 2


def broken_promise(exploration: Exploration, predicate=wants_two, hint=None) -> PromiseBroken:
    with pytest.raises(PromiseBroken) as broken:
        exploration.always(predicate, hint)
    return broken.value


def test_a_promise_that_every_ending_keeps_is_kept():
    an_exploration(an_end(2), an_end(2)).always(wants_two)


def test_what_all_goes_well_in_is_kept_and_nothing_else():
    kept = []
    for value in (1, 2):
        found = dataclasses.replace(an_exploration(an_end(value)), kept=lambda value=value: kept.append(value))
        if value == 1:
            broken_promise(found)
        else:
            found.always(wants_two)
        found.never_deadlocks()

    assert [2] == kept


def test_a_broken_promise_carries_its_story():
    broken = broken_promise(an_exploration(an_end(2, first=1), an_end(1, first=2)), hint="Use one lock.")

    assert "total ended as 1, expected 2. Found in the 2nd order tried." == broken.rationale
    assert "Use one lock." == broken.hint
    assert STORY == broken.witness
    assert 4 == broken.location.line  # the decisive step
    assert Explored(schedules=7, proved="Every order was tried.", controlled=True) == broken.explored


def test_of_what_comes_in_every_order_it_is_said_so():
    only = an_exploration(an_end(1, first=1))
    for found, where in [
        (only, "It ends so in every order."),
        (dataclasses.replace(only, exhaustive=False), "Found in the 1st order tried."),
        (dataclasses.replace(only, schedules=1), "Found in the 1st order tried."),
    ]:
        assert f"total ended as 1, expected 2. {where}" == broken_promise(found).rationale


def test_a_decisive_step_without_a_line_is_no_place():
    step = Step(actor="T", file="", line=0, decisive=True)

    assert broken_promise(an_exploration(an_end(1, witness=Witness(token="A7K2", steps=(step,))))).location is None


def failing(line, **more):
    where = Location("a.py", line) if line else None
    return an_end(kind="exception", trouble="NameError: name 'x'", raised=True, location=where, first=1, **more)


@pytest.mark.parametrize(
    ("others", "told", "story"),
    [
        ([failing(7, stdout="1")], "NameError: name 'x'.", None),
        ([failing(8)], "NameError: name 'x' (line 7). Found in the 1st order tried.", STORY),
        ([an_end(2)], "NameError: name 'x' (line 7). Found in the 1st order tried.", STORY),
    ],
    ids=["in every order", "elsewhere in another", "not in another"],
)
def test_no_order_is_made_responsible_for_what_comes_in_every_one(others, told, story):
    broken = broken_promise(an_exploration(failing(7), *others))

    assert (told, 7, story) == (broken.rationale, broken.location.line, broken.witness)


def test_a_hint_about_order_is_of_no_use_beside_what_comes_in_every_one():
    """Of one call alone there is one order, and its hint is about the call."""
    several = (ActorEnd("main", "main", "finished"), ActorEnd("T", "thread", "exception"))

    assert ANYWAY == broken_promise(an_exploration(failing(7, actors=several)), hint="Use one lock.").hint
    known = failing(7, actors=several, advice="Say global.")
    broken = broken_promise(an_exploration(known), hint="Use one lock.")
    assert ("Say global.", ANYWAY) == (broken.advice, broken.hint)
    assert "Look again." == broken_promise(an_exploration(failing(7, actors=several[:1])), hint="Look again.").hint


def test_an_error_that_one_knows_has_its_advice_in_some_orders_too():
    broken = broken_promise(an_exploration(failing(7, advice="Say global."), an_end(2)), hint="Use one lock.")

    assert ("Say global.", "Use one lock.") == (broken.advice, broken.hint)


def test_a_program_that_ends_itself_breaks_its_promise_there():
    early = "The program ended itself (line 7), and what comes after that was not done."

    broken = broken_promise(an_exploration(an_end(1, detail=early)))

    assert f"total ended as 1, expected 2. {early}" == broken.rationale


def test_what_fits_an_error_goes_before_a_word_about_order():
    """Whoever starts processes without a guard was told no more than that it happens in every order."""
    several = (ActorEnd("main", "main", "finished"), ActorEnd("P", "process", "exception"))

    assert "Guard it." == broken_promise(an_exploration(failing(7, actors=several, suggestion="Guard it."))).hint


def test_what_is_to_be_mended_first_goes_before_a_hint():
    assert "Mend it." == broken_promise(an_exploration(failing(7, mend="Mend it.")), hint="Look again.").hint


def test_a_hint_about_order_is_of_no_use_beside_a_loop_that_never_ends_in_any_order():
    several = (ActorEnd("main", "main", "running"), ActorEnd("T", "thread", "finished"))

    def round_at(line, **more):
        where = Location("a.py", line)
        return an_end(
            kind="livelock", trouble="The program does not come to an end", location=where, actors=several, **more
        )

    assert ANYWAY == broken_promise(an_exploration(round_at(7), round_at(7)), hint="Use one lock.").hint
    assert "Use one lock." == broken_promise(an_exploration(round_at(7), an_end(2)), hint="Use one lock.").hint
    assert "Use one lock." == broken_promise(an_exploration(round_at(7), round_at(8)), hint="Use one lock.").hint


NOT_SET = Record(
    "exception", "NameError", (("type", "NameError"), ("message", "name 'total' is not defined"), ("args", ()))
)
NO_ATTRIBUTE = Record("exception", "AttributeError", (("message", "'Account' object has no attribute 'balance'"),))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3, "total ended as 3"),
        (NOT_SET, "total is never set"),
        (NO_ATTRIBUTE, "total is not there: an Account has no balance"),
        (Record("exception", "ValueError", (("message", "no"),)), "total ended as ValueError: no"),
    ],
)
def test_what_could_not_be_observed_is_told_as_that(value, said):
    assert said == an_end(value).told("total")
    assert "total is never set" == an_end().told("total")
    assert broken_promise(an_exploration(an_end(value)), lambda end: False).rationale.startswith(said)


def test_what_can_finish_in_one_order_is_not_told_of_the_others():
    an_exploration(failing(7), an_end(2)).can_finish()

    with pytest.raises(PromiseBroken, match=r"NameError: name 'x' \(line 7\)\. Found in the 1st order") as broken:
        an_exploration(failing(7), failing(8)).can_finish()
    assert 7 == broken.value.location.line


def test_what_takes_too_many_steps_is_the_programs_to_mend_and_no_fault_of_the_grader():
    detail = "no order could be followed to an end: each takes more than 1,200,000 steps (a few rounds of a loop show as much)"

    with pytest.raises(BeyondError, match=r"takes more than 1,200,000 steps.*Loop or print less") as said:
        an_exploration(an_end(kind="engine_fault", detail=detail)).always(wants_two)
    assert "program" == verdict.of(said.value).fault


def test_whether_anything_can_finish_is_not_guessed():
    """What could not be followed may have finished, and an order drawn by lot is an order."""
    lost = an_end(kind="engine_fault", detail="KeyError")
    for endings in ([lost], [failing(7), lost]):
        with pytest.raises(WorkerError, match="could not be followed in every order: KeyError"):
            an_exploration(*endings).can_finish()

    dataclasses.replace(an_exploration(failing(7)), exhaustive=False, trials=(an_end(2),)).can_finish()


def test_where_the_clock_ended_the_search_the_next_order_may_have_finished():
    hurried = dataclasses.replace(an_exploration(failing(7)), exhaustive=False, cut_short=True)

    with pytest.raises(WorkerError, match=r"the clock ended the search after .* before it could be sure"):
        hurried.can_finish()
    with pytest.raises(BeyondError, match="the program computes for 2 s in each order"):
        dataclasses.replace(hurried, computing=2.0).can_finish()
    dataclasses.replace(hurried, trials=(an_end(2),)).can_finish()


def test_an_ending_that_was_lost_is_nothing_to_foretell():
    with pytest.raises(WorkerError, match="could not be followed in every order: KeyError"):
        an_exploration(an_end(2), an_end(kind="engine_fault", detail="KeyError")).predicted({2}, lambda end: end.values)


@pytest.mark.parametrize("exhaustive", [True, False])
def test_an_order_drawn_by_lot_that_was_lost_says_nothing(exhaustive):
    lost = an_end(1, kind="engine_fault", detail="KeyError")
    found = dataclasses.replace(an_exploration(an_end(2)), exhaustive=exhaustive, trials=(lost,))

    found.always(wants_two)
    found.whenever_it_finishes(wants_two)
    found.never_deadlocks()


def test_what_the_engine_lost_of_a_program_that_escapes_it_is_no_fault_of_the_grader():
    found = an_exploration(an_end(2), an_end(kind="engine_fault", detail="KeyError"))

    with pytest.raises(BeyondError, match="could not be followed in every order: KeyError"):
        dataclasses.replace(found, controlled=False).always(wants_two)


def test_nor_for_what_is_missing_in_every_one():
    """The suite asks for a function that there is not: no line of the program's is to blame."""
    broken = broken_promise(an_exploration(failing(None), failing(None, stdout="1")))

    assert ("NameError: name 'x'.", None) == (broken.rationale, broken.witness)


def test_what_was_expected_is_worked_out_where_only_one_number_will_do():
    assert "total ended as 1, expected 2." == broken_promise(an_exploration(an_end(1))).rationale


def test_what_was_expected_is_not_made_up():
    broken = broken_promise(an_exploration(an_end(1)), lambda end: end.values["total"] > 1)

    assert "total ended as 1." == broken.rationale


def test_who_asks_the_program_and_is_left_alone_with_a_value_that_nobody_observed_accepts_it_not():
    def asks(end):
        if end.values["total"] > 2:
            raise student_error("SystemExit", "3", pythons="SystemExit")
        return end.values["total"] == 2

    assert "total ended as 1, expected 2." == broken_promise(an_exploration(an_end(1)), asks).rationale


def test_only_the_value_that_is_objected_to_is_said_to_be_unexpected():
    good, bad = an_end(values={"a": 1, "b": 2}), an_end(values={"a": 1, "b": 3})

    broken = broken_promise(an_exploration(good, bad), lambda end: end.values["b"] == 2)

    assert "a ended as 1, b ended as 3, expected 2." == broken.rationale


def test_a_predicate_may_say_it_in_its_own_words():
    def total_is_two(end):
        assert end.values["total"] == 2, "an update was lost"

    assert "an update was lost." == broken_promise(an_exploration(an_end(1)), total_is_two).rationale


def test_an_assert_without_words_tells_what_was_seen():
    def total_is_two(end):
        assert end.values["total"] == 2

    assert "total ended as 1, expected 2." == broken_promise(an_exploration(an_end(1)), total_is_two).rationale
    an_exploration(an_end(2)).always(total_is_two)


def test_without_values_the_last_line_is_told():
    broken = broken_promise(an_exploration(an_end(stdout="start\nend 1\n")), lambda end: end.numbers[-1:] == [2])

    assert "The last line printed was 'end 1'." == broken.rationale


def test_without_any_words_that_is_told():
    assert "The program printed nothing." == broken_promise(an_exploration(an_end()), lambda _: False).rationale


@pytest.mark.parametrize("kind", ["deadlock", "exception", "livelock", "timed_out"])
def test_an_ending_that_went_wrong_breaks_any_promise(kind):
    end = an_end(2, kind=kind, trouble="Thread-1 waits for lock_b")

    assert "Thread-1 waits for lock_b." == broken_promise(an_exploration(end)).rationale


def test_a_predicate_with_a_bug_is_not_the_students_fault():
    with pytest.raises(KeyError):
        an_exploration(an_end(2)).always(lambda end: end.values["totl"])


def test_a_witness_that_does_not_repeat_itself_is_our_fault():
    other = an_exploration(an_end(1), confirm=lambda end: dataclasses.replace(end, kind="deadlock"))
    kept = an_exploration(an_end(1), confirm=lambda end: dataclasses.replace(end, values={"total": 2}))

    with pytest.raises(WorkerError, match="ended as finished ended as deadlock when it was repeated"):
        other.always(wants_two)
    with pytest.raises(WorkerError, match="did not break it again"):
        kept.always(wants_two)


def test_a_witness_of_what_cannot_be_followed_does_not_repeat_itself_for_that():
    found = an_exploration(an_end(1), confirm=lambda end: dataclasses.replace(end, kind="deadlock"))
    found = dataclasses.replace(found, controlled=False, escapes=(Escape("a.py", 14, "sys.monitoring"),))

    with pytest.raises(BeyondError, match=r"when it was repeated: .*uses sys\.monitoring"):
        found.always(wants_two)


def test_a_program_that_remembers_its_last_run_is_not_the_one_that_was_searched():
    remembers = an_end(2, kind="engine_fault", detail=REMEMBERS)
    lots = dataclasses.replace(an_exploration(an_end(2)), trials=(an_end(1), remembers))

    for promise in (lambda: lots.always(wants_two), lots.never_deadlocks):
        with pytest.raises(
            BeyondError, match=r"does something else when it is run again .* must not matter to the next"
        ):
            promise()
    broken_promise(dataclasses.replace(an_exploration(an_end(1)), trials=(remembers,)))


def total(end: End) -> object:
    return end.values["total"]


def test_a_prediction_that_names_every_ending_and_no_other_is_right():
    an_exploration(an_end(1), an_end(2), an_end(1, stdout="again")).predicted({1, 2}, total)
    an_exploration(an_end(2)).predicted(2, total)


@pytest.mark.parametrize(
    ("answer", "schedules", "said"),
    [
        ({1}, 7, "it can also end with 2. Found in the 2nd order tried."),
        ({1, 2, 5}, 7, "It never ends with 5, in none of the 7 orders."),
        ([1, 2, 5], 1, "It never ends with 5, in the only order there is."),
    ],
)
def test_a_prediction_is_wrong_by_what_is_missing_and_by_what_is_too_much(answer, schedules, said):
    endings = an_end(1, first=1), an_end(2, first=2), an_end(2, first=3, stdout="again")
    found = dataclasses.replace(an_exploration(*endings), schedules=schedules)

    with pytest.raises(PromiseBroken) as broken:
        found.predicted(answer, total, "Think again.")

    assert (said, "Think again.") == (broken.value.rationale, broken.value.hint)


def test_where_not_every_order_was_tried_nothing_can_be_foretold():
    found = dataclasses.replace(an_exploration(an_end(1)), exhaustive=False, proved="Some were tried.")

    with pytest.raises(WorkerError, match=r"orders can all be tried\. Some were tried\."):
        found.predicted({1}, total)


def test_a_prediction_is_not_judged_by_an_ending_that_does_not_come_again():
    found = an_exploration(an_end(1), an_end(2), confirm=lambda _: an_end(1))

    with pytest.raises(WorkerError, match="ended in another when it was repeated"):
        found.predicted({1}, of=lambda end: end.values["total"])


def test_a_search_that_the_clock_ended_proves_nothing():
    with pytest.raises(WorkerError, match="the clock ended the search after 7 orders,"):
        an_exploration(an_end(2), cut_short=True).always(wants_two)
    with pytest.raises(WorkerError, match="the clock ended the search"):
        an_exploration(an_end(2), cut_short=True).never_deadlocks()


def test_a_program_that_computes_too_long_in_each_order_is_told_so_and_is_no_fault_of_ours():
    found = dataclasses.replace(an_exploration(an_end(2), cut_short=True), computing=0.25)

    with pytest.raises(
        BeyondError, match=r"the program computes for 0\.25 s in each order, so there was time for 7 orders only"
    ):
        found.always(wants_two)
    dataclasses.replace(found, cut_short=False).always(wants_two)


def test_a_search_that_the_clock_ended_may_still_have_found_something():
    broken_promise(an_exploration(an_end(1), cut_short=True))


def test_never_deadlocks_asks_only_that():
    an_exploration(an_end(1), an_end(kind="exception", trouble="ValueError")).never_deadlocks()


@pytest.mark.parametrize("kind", ["deadlock", "livelock", "timed_out"])
def test_never_deadlocks_is_broken_by_what_never_ends(kind):
    stuck = an_end(kind=kind, trouble="Deadlock: nobody can go on.\nA waits for B.\nB waits for A.", first=11)

    with pytest.raises(PromiseBroken) as broken:
        an_exploration(an_end(), stuck).never_deadlocks("Take both locks in one order.")

    assert "Deadlock: nobody can go on. Found in the 11th order tried." == broken.value.rationale.splitlines()[0]
    assert ["A waits for B.", "B waits for A."] == broken.value.rationale.splitlines()[1:]


def test_where_only_one_moves_no_order_was_found():
    alone = Witness(token="A", steps=STORY.steps[:1])

    assert (
        "total ended as 1."
        == broken_promise(an_exploration(an_end(1, first=3, witness=alone)), lambda _: False).rationale
    )


def test_the_first_story_that_went_wrong_is_at_hand():
    stuck = an_end(kind="deadlock", trouble="stuck", witness=Witness(token="B", steps=()))

    assert "B" == an_exploration(an_end(), stuck).witness.token
    assert an_exploration(an_end()).witness is None


def test_what_is_expected_is_shown_in_short():
    long = "x" * 500

    broken = broken_promise(an_exploration(an_end("ok"), an_end(long)), lambda end: end.values["total"] == "ok")

    assert 140 > len(broken.rationale)
    assert broken.rationale.endswith("expected 'ok'.")


def test_endings_in_trouble_may_be_left_to_another_check():
    stuck = an_end(kind="deadlock", trouble="nobody can go on")

    an_exploration(an_end(2), stuck).whenever_it_finishes(wants_two)
    with pytest.raises(PromiseBroken, match="total ended as 1"):
        an_exploration(stuck, an_end(1)).whenever_it_finishes(wants_two)


def test_an_order_drawn_by_lot_must_agree():
    found = dataclasses.replace(an_exploration(an_end(2)), trials=(an_end(2), an_end(1)))

    with pytest.raises(
        WorkerError,
        match="the search found no order that breaks the promise, and one drawn by lot does: total ended as 1",
    ):
        found.always(wants_two)


def test_where_trouble_is_left_to_another_check_it_is_left_in_orders_drawn_by_lot_too():
    stuck = an_end(kind="deadlock", trouble="nobody can go on")
    found = dataclasses.replace(an_exploration(an_end(2)), trials=(stuck, an_end(2)))

    found.whenever_it_finishes(wants_two)
    with pytest.raises(WorkerError, match="one drawn by lot does: nobody can go on"):
        found.always(wants_two)


def test_a_deadlock_drawn_by_lot_is_no_verdict():
    stuck = an_end(kind="deadlock", detail="T waits for lock", trouble="T waits for lock")
    found = dataclasses.replace(an_exploration(an_end(2)), trials=(stuck,))

    with pytest.raises(WorkerError, match="an order drawn by lot ends in one: T waits for lock"):
        found.never_deadlocks()
    dataclasses.replace(found, trials=(an_end(1),)).never_deadlocks()


def test_where_not_every_order_was_tried_one_drawn_by_lot_is_a_finding():
    confirmed = []
    stuck = an_end(1, kind="deadlock", detail="T waits for lock", trouble="T waits for lock")
    for trial in (an_end(1), stuck):
        found = dataclasses.replace(
            an_exploration(an_end(2), confirm=lambda end: confirmed.append(end) or end),
            exhaustive=False,
            trials=(trial,),
        )

        broken = broken_promise(found)

        assert broken.rationale.startswith("T waits for lock" if trial is stuck else "total ended as 1")
        assert trial is confirmed[-1]
    with pytest.raises(PromiseBroken, match="T waits for lock"):
        found.never_deadlocks()


@pytest.mark.parametrize(
    ("escapes", "words"),
    [
        ((Escape("a.py", 7, "random numbers without a seed"),), "line 7 uses random numbers without a seed"),
        ((Escape("", 0, "os.fork"),), "the program uses os.fork"),
        ((), "Every order was tried."),
    ],
)
def test_what_cannot_be_controlled_is_named(escapes, words):
    exploration = dataclasses.replace(an_exploration(an_end(2)), controlled=False, escapes=escapes)

    with pytest.raises(BeyondError) as beyond:
        exploration.always(wants_two)

    assert f"no order broke the promise, but not every order can be tried: {words}" == beyond.value.message


def test_what_the_program_was_given_belongs_to_the_story():
    stuck = an_end(kind="deadlock", trouble="Deadlock: nobody can go on.\nT waits for U.", first=1)
    found = dataclasses.replace(an_exploration(stuck, an_end(2)), args=("3", "4"), remark="Only under spawn.")

    with pytest.raises(PromiseBroken) as broken:
        found.never_deadlocks()

    first, second = broken.value.rationale.split("\n")
    assert first == (
        "Deadlock: nobody can go on. It was given the arguments 3 4. Only under spawn. Found in the 1st order tried."
    )
    assert second == "T waits for U."


def test_one_order_is_one():
    found = dataclasses.replace(an_exploration(an_end(2), cut_short=True), schedules=1)
    with pytest.raises(WorkerError, match="after 1 order, before"):
        found.never_deadlocks()
