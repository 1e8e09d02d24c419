"""lock-order: hidden suite. Whatever locks there are, what counts is that transfers end and that the money is right."""

from grader.suite import hint, needs, points

ENDS = {
    "to_the_same_account": (90, 70, 40),
    "three_to_the_same_account": (90, 90, 90, 130),
    "in_a_circle": (130, 90, 80),
    "in_opposite_directions": (120, 80),
    "somebody_is_slow": (70, 130),
}
SCHEDULES = 300  # who takes locks in order has a hundred orders at most; who tries and tries again has no end of them
TOO_EARLY = "they are printed before every transfer is done"
MOST_APART = 12  # accounts; who numbers them and begins anew after more is not found out


def balances(*expected):
    """A promise about the balances that a scenario ends with."""

    def promise(end):
        assert end.values["balances"] == expected, f"the balances end as {end.values['balances']}, not as {expected}"
        return True

    return promise


@points(1)
@hint("What is taken from one account must arrive in the other.")
def test_one_transfer_moves_the_amount(submission):
    """One call of transfer() moves the amount from one balance to the other."""
    calls = submission.explore(scenario="one_transfer", observe=["balances"])

    calls.always(balances(70, 80))


@points(1)
@hint("target= wants the function itself, and args= what it is called with. Start both before you wait for the first.")
def test_two_threads_call_transfer(submission):
    """The program starts two threads that call transfer(), both under way at the same time."""
    threads = submission.run().runners_of("transfer", "thread")

    assert len(threads) >= 2, f"{len(threads)} of 2 threads called transfer()"
    assert any(thread.alongside for thread in threads), "the second thread starts only when the first has ended"


@points(3)
@hint("Two threads that need the same two locks must take them in the same order, whoever sends to whom.")
def test_nobody_waits_forever(submission):
    """Nobody waits for ever, in whatever order the threads run."""
    submission.explore(script=True, schedules=SCHEDULES).never_deadlocks()
    crosswise = submission.explore(scenario="in_opposite_directions", schedules=SCHEDULES)
    crosswise.never_deadlocks()
    crosswise.can_finish()
    # Whatever order accounts have, no two of them may be equal in it. Who begins anew after so many has equal ones at each
    # multiple of that, so that the upper half of the distances stands for the lower.
    for apart in range(MOST_APART // 2 + 1, MOST_APART + 1):
        submission.explore(scenario="far_apart", start={"apart": apart}, schedules=SCHEDULES).never_deadlocks()


@points(3)
@needs("test_one_transfer_moves_the_amount")
@hint(
    "Whoever changes a balance must hold a lock that all who change it hold as well. And is every transfer really done?"
)
def test_no_money_is_lost(submission):
    """No money is lost or made, in whatever order the threads run, whoever sends to whom."""
    for scenario, expected in ENDS.items():
        runs = submission.explore(scenario=scenario, observe=["balances"], schedules=SCHEDULES)
        runs.whenever_it_finishes(balances(*expected))
        assert any(end.trouble is None for end in runs.endings), "it never comes to its end, so that no money arrives"


@points(1)
@needs("test_one_transfer_moves_the_amount")
def test_an_account_may_send_to_itself(submission):
    """An account that sends money to itself neither loses it nor waits for itself."""
    calls = submission.explore(scenario="to_itself", observe=["balances"])

    calls.always(balances(95, 105), hint("Here both locks are one and the same."))


@points(1)
@hint("Both balances, when both threads have ended.")
def test_the_balances_are_printed(submission):
    """The last two numbers that the program prints are the balances, 120 and 80."""
    run = submission.run()

    run.must_end_well()
    last = run.numbers[-2:]
    assert last == [120, 80], f"the last two numbers printed should be 120 and 80, and they are {last or 'none'}"

    def every_transfer_is_done(end):
        return all(thread.awaited for thread in end.runners_of("transfer", "thread"))

    def right_at_least_by_luck(end):
        last = end.numbers[-2:]
        assert every_transfer_is_done(end) or last == [120, 80], f"{TOO_EARLY}: here they are {last or 'none'}"
        return True

    def printed_in_the_end(end):
        assert every_transfer_is_done(end), TOO_EARLY
        return True

    runs = submission.explore(script=True, schedules=SCHEDULES, timeouts="any")
    runs.whenever_it_finishes(
        right_at_least_by_luck
    )  # an order that shows wrong numbers says more than one that does not
    runs.whenever_it_finishes(printed_in_the_end)
