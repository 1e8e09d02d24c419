"""lock-order: visible checks."""

from grader.suite import hint, points


@points(1)
def test_one_transfer_moves_the_amount(submission):
    """One call of transfer() moves the amount from one balance to the other."""

    def moved(end):
        found = end.values["balances"]
        assert found == (30, 20), f"the balances 50 and 0 became {found} when 20 were sent"
        return True

    submission.explore(scenario="one_transfer", observe=["balances"]).always(moved)


@points(1)
@hint("Each thread holds one lock and waits for the other. In which order do the two of them take their locks?")
def test_the_program_comes_to_its_end(submission):
    """The program comes to its end."""
    run = submission.run()

    assert run.exit_code == 0, run.explain()
