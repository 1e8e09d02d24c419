"""Where a thread or a process was made: nobody else's line tells of one that fails before its first."""

import pytest

from tests.support.programs import explored, outputs


def troubles(text):
    return [actor.trouble for one in explored(text).endings for actor in one.ending.actors if actor.trouble is not None]


@pytest.mark.parametrize(
    "text",
    [
        "from threading import Thread\n\nt = Thread(target=print, args=(1))\nt.start()\nt.join()\n",
        "from threading import Timer\n\nt = Timer(1, print, 5)\nt.start()\nt.join()\n",
        "from multiprocessing import Process\nif __name__ == '__main__':\n    p = Process(target=abs)\n    p.start()\n    p.join()\n",
    ],
    ids=["thread", "timer", "process"],
)
def test_who_fails_before_any_line_of_its_own_is_told_with_the_line_that_made_it(text):
    [trouble] = troubles(text)

    assert "TypeError" == trouble.type
    assert () == trouble.frames
    assert 3 == trouble.made_at[1]


def test_a_thread_made_before_a_fork_is_started_behind_it():
    found = explored("""
        import multiprocessing
        from threading import Thread

        thread = Thread(target=print, args=("hi",))

        def go():
            thread.start()
            thread.join()

        if __name__ == "__main__":
            multiprocessing.set_start_method("fork")
            process = multiprocessing.Process(target=go)
            process.start()
            process.join()
    """)

    assert {"hi\n"} == outputs(found)
    assert {"finished"} == {one.ending.kind for one in found.endings}
