"""What a running check notes down."""

import threading
from decimal import Decimal
from fractions import Fraction

import pytest

from grader.judge.ledger import Ledger, current, opened, strays_noted
from grader.suite import award


def test_an_award_goes_to_the_check_that_runs():
    ledger = Ledger()
    with opened(ledger):
        award(0.5, "half")

    assert (Fraction(1, 2), "half") == (ledger.best.fraction, ledger.best.why)


@pytest.mark.parametrize("fraction", [0.1, Decimal("0.1"), Fraction(1, 10)])
def test_a_tenth_is_a_tenth(fraction):
    ledger = Ledger()
    ledger.award(fraction, "a tenth")

    assert Fraction(1, 10) == ledger.best.fraction


def test_the_largest_award_is_the_best_and_of_equal_ones_the_latest():
    ledger = Ledger()
    for fraction, why in [(0.5, "half"), (0.75, "more"), (0.75, "as much"), (0, "nothing")]:
        ledger.award(fraction, why)

    assert "as much" == ledger.best.why
    assert None is Ledger().best


@pytest.mark.parametrize("fraction", [-0.1, 1.1, float("nan"), float("inf")])
def test_more_than_all_is_refused(fraction):
    with pytest.raises(ValueError, match=r"award\(\) takes a fraction from 0 to 1, not "):
        Ledger().award(fraction, "why")


@pytest.mark.parametrize("fraction", ["1/2", None, True])
def test_what_is_no_number_is_refused(fraction):
    with pytest.raises(TypeError, match=r"award\(\) takes a number from 0 to 1, not "):
        Ledger().award(fraction, "why")


def test_outside_of_a_check_there_is_nothing_to_award():
    with pytest.raises(RuntimeError, match=r"award\(\) belongs inside a check, on the thread that runs it"):
        award(1, "all")


def test_another_thread_is_outside_of_the_check():
    errors = []

    def elsewhere():
        try:
            current()
        except RuntimeError as error:
            errors.append(error)

    with opened(Ledger()):
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()

    assert 1 == len(errors)


def test_a_thread_that_an_earlier_check_has_left_is_not_this_ones(monkeypatch):
    told, over = [], threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda ended: told.append(ended.exc_type))

    def fail():
        over.wait()
        raise LookupError

    left = threading.Thread(target=fail)
    left.start()
    with strays_noted(ledger := Ledger()):
        mine = threading.Thread(target=fail)
        mine.start()
        over.set()
        left.join()
        mine.join()

    assert [LookupError] == told
    assert [LookupError] == [type(stray) for stray in ledger.strays]
