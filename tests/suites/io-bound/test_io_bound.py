"""io-bound: hidden suite. Time is virtual, so that N waits take exactly the time of one, or do not."""

from grader.suite import hint, needs, points

ONE = 0.5  # seconds that fetch() waits
SOME_MORE = 0.1  # seconds left for pauses while looking whether a thread has ended
WORDS = ("clouded", "faded", "gilded", "printed", "wrinkled")
SCHEDULES = 300  # of a pool there are more; those that change what comes back are found early


def seconds(submission, act):
    """How long it takes, on the program's own clock."""
    start = submission.virtual_time
    act()
    return submission.virtual_time - start


@points(4)
@hint("Which text is whose must not depend on who is ready first. And is everything there when fetch_all() returns?")
def test_the_texts_come_back_in_order(submission, rng):
    """fetch_all(pages) returns the text of each page in the order of pages, whatever download ends first."""

    word = rng.choice(WORDS)

    def in_order(end):
        found = end.values["found"]
        assert isinstance(found, list), f"for the pages south and north it returned {found}, which is no list"
        assert [f"{word} {text}" for text in found] != right, "the texts it returns are not what fetch() found"
        assert found == right, (
            f"for the pages south and north it returned {found}, where what fetch() finds begins with {word!r}"
        )
        return True

    right = [f"{word} text of south", f"{word} text of north"]
    finds = {"fetch": f"finds({word!r})"}  # so that no text can be known beforehand
    runs = submission.explore(scenario="two_pages", observe=["found"], instead=finds, schedules=SCHEDULES)
    runs.always(in_order)
    threads = [actor for end in runs.endings for actor in end.actors if actor.kind != "main"]
    assert threads, "fetch_all() starts no thread, so there is one order only"

    pages = ["south", "north", "south"]
    found = list(submission.load().fetch_all(pages))
    assert found == [f"text of {page}" for page in pages], f"for the pages {', '.join(pages)} it returned {found}"


@points(4)
@needs("test_the_texts_come_back_in_order")
@hint("Start every wait before you wait for the first, and let there be a thread for each.")
def test_many_waits_take_the_time_of_one(submission):
    """Ten pages, or thirty, take no more time than one, with threads and without other processes."""
    program = submission.load()
    one = seconds(submission, lambda: program.fetch("x"))
    assert abs(one - ONE) < 0.001, f"fetch() waits {one:g} s, and should be left as it was: {ONE} s"

    for pages in (list("abcdefghij"), list("abcdefghijklmnopqrstuvwxyzäöüß")):
        took = seconds(submission, lambda pages=pages: list(program.fetch_all(pages)))
        assert took <= ONE + SOME_MORE, f"{len(pages)} pages took {took:.1f} s, one takes {ONE} s"

    processes = [actor for actor in submission.run().actors if actor.kind == "process"]
    assert not processes, f"{len(processes)} processes were started: heavy, for doing nothing but waiting"


@points(1)
@hint("What becomes of your threads, or of your pool, when there are none to be made?")
def test_no_pages_are_no_trouble(submission):
    """No pages are no trouble: fetch_all([]) returns an empty list."""
    found = submission.load().fetch_all([])

    assert found == [], f"it returned {found!r}"


@points(1)
@needs("test_the_texts_come_back_in_order")
@hint("Ten pages, and the seconds between before and after: is fetch_all() really called in between?")
def test_the_program_says_what_it_took(submission):
    """The program ends without an error; it prints the number of pages, and then the seconds they took."""
    run = submission.run()

    run.must_end_well()
    pages, took = ([*run.numbers, None, None])[-2:] if len(run.numbers) < 2 else run.numbers[-2:]
    assert pages == 10, f"the last number but one should be 10, the number of pages, and it is {pages or 'none'}"
    assert abs(took - run.virtual_duration) < 0.2, (
        f"it took {run.virtual_duration:.1f} s, and the last number says {took}"
    )
