"""count: hidden suite. CANARY-2f86e90b7d134ac5: no submission may ever see this line."""

from grader.suite import points

WORD = "CANARY-b1930e5f64c7d28a"


def drawn(random):
    return random.randrange(1_000, 1_000_000)


def script(submission, rng):
    """A run of the program, and the numbers that it was given."""
    numbers = [drawn(rng) for _ in range(3)]
    run = submission.run(stdin=" ".join(map(str, numbers)))
    for trouble in run.troubles:
        raise trouble
    assert run.exit_code == 0, run.explain()
    return run, numbers


@points(1)
def test_add_adds(submission, rng):
    """add(n) adds n to total."""
    program = submission.load()
    start, amount = drawn(rng), drawn(rng)
    program.total = start
    program.add(amount)
    assert program.total == start + amount, "total is not what it was plus n"
    assert WORD


@points(4)
def test_no_amount_is_lost(submission, rng):
    """No amount is lost, in whatever order the threads run."""
    one, other = drawn(rng), drawn(rng)
    found = submission.explore(
        threads=[f"add({one})", f"add({other})"], observe=["total"], start={"total": drawn}, schedules=300
    )
    found.always(lambda end: end.values["total"] == end.start["total"] + one + other)


@points(1)
def test_nobody_waits_for_ever(submission):
    """Nobody waits for ever, in whatever order the threads run."""
    submission.explore(script=True, stdin="5 7", schedules=150).never_deadlocks()


@points(2)
def test_the_total_is_printed_last(submission, rng):
    """The last number that the program prints is the sum of the numbers that it reads."""
    run, numbers = script(submission, rng)
    assert run.numbers[-1:] == [sum(numbers)], "the last number printed is not the sum"


@points(1)
def test_it_works_in_real_life(submission, rng):
    """With real threads, too, the total is printed."""
    numbers = [drawn(rng) for _ in range(2)]
    run = submission.run(stdin=" ".join(map(str, numbers)), clock="scaled")
    assert run.exit_code == 0, run.explain()
    assert run.numbers[-1:] == [sum(numbers)], "the last number printed is not the sum"


@points(2, visibility="after_due_date")
def test_each_number_has_its_thread(submission, rng):
    """Each number has a thread of its own, and they work side by side."""
    run, numbers = script(submission, rng)
    threads = [actor for actor in run.actors if actor.kind == "thread" and actor.target]
    assert len(threads) >= len(numbers), "there are fewer threads than numbers"
    assert any(thread.alongside for thread in threads), "they work one after the other"
