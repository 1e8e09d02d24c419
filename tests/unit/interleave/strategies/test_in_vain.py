"""Waits that end in vain just before what they waited for comes."""

from grader.interleave.operations import LOCAL, SYNC, Operation
from grader.interleave.strategies.in_vain import InVain, WaitsInVain
from grader.interleave.strategies.sweep import LAST
from grader.interleave.strategies.trace import Trace

GOES_ON = Operation("goes on", None, LOCAL)


def waits():
    return Operation("gets", 1, SYNC, enabled=lambda: False, deadline=5.0)


def test_whoever_gives_up_is_held_back_while_others_can_go_on():
    chooser = InVain(0, LAST)

    assert chooser.choose(0, [0, 1, 2], [GOES_ON, GOES_ON, waits()]) == 2
    assert chooser.choose(2, [0, 1, 2], [GOES_ON, waits(), GOES_ON]) == 1
    assert chooser.choose(1, [0, 1, 2], [GOES_ON, GOES_ON, GOES_ON]) == 0
    assert chooser.choose(0, [1, 2], [GOES_ON, GOES_ON, GOES_ON]) == 2  # both are free again
    assert chooser.chances == 2


def test_until_then_limited_waits_last_as_long_as_others_can_go_on():
    chooser = InVain(1, -1)

    assert chooser.choose(0, [0, 1], [GOES_ON, waits()]) == 0
    assert chooser.choose(0, [0, 1], [GOES_ON, waits()]) == 1


def test_each_run_begins_one_chance_later():
    strategy, nothing = WaitsInVain(), Trace([], {}, {}, {}, [], {})
    seen = []
    while (chooser := strategy.next()) is not None:
        seen.append(chooser)
        chooser.choose(0, [0, 1, 2], [GOES_ON, waits(), GOES_ON])
        chooser.choose(0, [0, 1, 2], [GOES_ON, GOES_ON, waits()])
        strategy.learn(nothing)

    assert [(chooser._first, chooser._favourite) for chooser in seen] == [(0, LAST), (0, -1), (1, LAST), (1, -1)]
